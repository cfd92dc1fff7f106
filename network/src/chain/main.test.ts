import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { keccak256 } from "viem";
import { z } from "zod";
import { account, call, configOf, fill, send, sign, temporaryFolder, word } from "./fixtures.ts";
import type { ChainConfigInput } from "./config.ts";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));
const readySchema = z.object({
  event: z.literal("ready"),
  url: z.string(),
  height: z.number(),
  pid: z.number(),
});

interface Started {
  readonly child: ChildProcess;
  readonly ready: Promise<z.infer<typeof readySchema>>;
  readonly exited: Promise<{ readonly code: unknown; readonly stderr: string }>;
}

/** Starts the process entry with a configuration; `prefix` may put a shell in front of it. */
async function start(
  t: TestContext,
  config: ChainConfigInput,
  prefix: readonly string[] = [],
): Promise<Started> {
  const path = join(config.dataDir, "..", `config-${Math.random()}.json`);
  await writeFile(path, JSON.stringify(config));
  const [command, ...parameters] = [...prefix, process.execPath, MAIN, path];
  const child = spawn(command, parameters, { stdio: ["pipe", "pipe", "pipe"] });
  t.after(() => child.kill("SIGKILL"));
  let stderr = "";
  child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
  const exited = once(child, "exit").then(([code]) => ({ code: code as unknown, stderr }));
  const ready = Promise.race([
    once(child.stdout, "data").then(([data]) => readySchema.parse(JSON.parse(String(data)))),
    exited.then(({ code }): never => assert.fail(`ended with ${String(code)}: ${stderr}`)),
  ]);
  ready.catch(() => undefined);
  return { child, ready, exited };
}

async function folder(t: TestContext): Promise<string> {
  return join(await temporaryFolder(t), "chain");
}

describe("main", () => {
  it("prints one line when ready and ends in order on SIGTERM", async (t) => {
    const dataDir = await folder(t);
    const { child, ready, exited } = await start(t, configOf(dataDir));
    const { url, pid } = await ready;
    assert.equal(pid, child.pid);
    await fill(url, 3);
    child.kill("SIGTERM");
    assert.equal((await exited).code, 0);
    const again = await start(t, configOf(dataDir));
    assert.equal((await again.ready).height, 3);
  });

  it("exits with 2 and one line for a bad configuration", async (t) => {
    const { exited } = await start(t, { ...configOf(await folder(t)), chainId: -1 });
    const { code, stderr } = await exited;
    assert.equal(code, 2);
    assert.match(stderr, /^CHAIN_CONFIG: .*chainId.*\n$/);
  });

  it("exits with 1 and one line when the folder is in use", async (t) => {
    const dataDir = await folder(t);
    const first = await start(t, configOf(dataDir));
    const { pid } = await first.ready;
    const { code, stderr } = await (await start(t, configOf(dataDir))).exited;
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`^FOLDER_IN_USE: .*${pid}.*\n$`));
  });

  it("starts at once after kill -9, whatever it left behind", async (t) => {
    const dataDir = await folder(t);
    const first = await start(t, configOf(dataDir));
    await fill((await first.ready).url, 1);
    first.child.kill("SIGKILL");
    await first.exited;
    const started = performance.now();
    const second = await start(t, configOf(dataDir));
    assert.equal((await second.ready).height, 1);
    assert.ok(performance.now() - started < 5000);
  });

  it("stops taking transactions when the file may not grow, keeps all it acknowledged, and recovers", async (t) => {
    const dataDir = await folder(t);
    // The shell's limit is the system's own refusal (EFBIG), in units of 1024 bytes; it needs no root and no full disk.
    const limited = await start(t, configOf(dataDir), ["bash", "-c", 'ulimit -f 16; exec "$@"', "limited"]);
    const { url } = await limited.ready;
    const acknowledged: string[] = [];
    let nonce = 0;
    for (; ; nonce += 1) {
      const raw = await sign(account(0), nonce, { to: account(0).address, data: word(nonce) });
      const { error } = await send(url, raw);
      if (error !== undefined) {
        assert.equal(error.data?.["code"], "CHAIN_DISK_FULL");
        break;
      }
      acknowledged.push(keccak256(raw));
    }
    assert.ok(acknowledged.length > 10);
    assert.equal((await call(url, "eth_blockNumber")).result, `0x${acknowledged.length.toString(16)}`);
    assert.equal((await fetch(`${url}/health`)).status, 503);
    limited.child.kill("SIGTERM");
    await limited.exited;

    const again = await start(t, configOf(dataDir));
    const { url: roomy, height } = await again.ready;
    assert.equal(height, acknowledged.length);
    for (const hash of acknowledged) {
      assert.notEqual((await call(roomy, "eth_getTransactionReceipt", [hash])).result, null);
    }
    await fill(roomy, 1, nonce);
  });
});
