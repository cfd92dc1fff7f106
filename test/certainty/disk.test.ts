import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { keccak256 } from "viem";
import { account, call, configOf, send, sign, word } from "../../network/src/chain/fixtures.ts";

const FULL_DISK = fileURLToPath(new URL("./faults/fullDisk.ts", import.meta.url));
const CHAIN = fileURLToPath(new URL("../../network/src/chain/main.ts", import.meta.url));
/** Room for the network and the reserve that its oracles keep. */
const DISK_MEGABYTES = 440;
const MOUNT = `mount -t tmpfs -o size=${DISK_MEGABYTES}m none "$1"`;
/** Of `ulimit -f`: 512 or 1024 bytes each, as the shell likes. */
const FILE_BLOCKS = 64;

/** A user's own mounts, without being root: Linux with user namespaces. */
function canMount(): boolean {
  return spawnSync("unshare", ["--user", "--map-root-user", "--mount", "true"]).status === 0;
}

describe("a full disk (issue A2)", () => {
  it(
    "refuses clearly what needs room, and loses and doubles nothing once there is room again",
    { skip: !canMount() && "this system lets users mount no disk of their own" },
    async (t) => {
      const mount = await temporaryFolder(t);
      const script = `${MOUNT} && exec "$2" "$3" "$1"`;
      const child = spawn(
        "unshare",
        [
          "--user",
          "--map-root-user",
          "--mount",
          "sh",
          "-c",
          script,
          "sh",
          mount,
          process.execPath,
          FULL_DISK,
        ],
        { stdio: ["ignore", "pipe", "inherit"] },
      );
      const exited = once(child, "exit");
      const said = await text(child.stdout);
      assert.deepEqual(await exited, [0, null]);
      const { refusals } = JSON.parse(said) as { refusals: readonly string[] };
      assert.deepEqual(refusals, ["DISK_FULL", "DISK_FULL", "DISK_FULL"]);
    },
  );

  it("stops a chain at a file that may not grow, with everything acknowledged there after a restart", async (t) => {
    const folder = await temporaryFolder(t);
    const config = join(folder, "chain.json");
    await writeFile(config, JSON.stringify(configOf(join(folder, "data"), { port: 0 })));
    const limited = await startChain(t, [
      "sh",
      "-c",
      `ulimit -f ${FILE_BLOCKS}; exec "$0" "$1" "$2"`,
      process.execPath,
      CHAIN,
      config,
    ]);
    const acknowledged: string[] = [];
    let refusal: unknown;
    for (let nonce = 0; refusal === undefined; nonce++) {
      const raw = await sign(account(0), nonce, { to: account(0).address, data: word(nonce) });
      const reply = await send(limited.url, raw);
      if (reply.result === keccak256(raw)) acknowledged.push(keccak256(raw));
      else refusal = reply.error?.data?.["code"];
    }
    assert.equal(refusal, "CHAIN_DISK_FULL");
    assert.ok(acknowledged.length > 10);
    assert.equal((await fetch(`${limited.url}/health`)).status, 503);
    await limited.stop();

    const again = await startChain(t, [process.execPath, CHAIN, config]);
    for (const hash of acknowledged) {
      const { result } = await call(again.url, "eth_getTransactionReceipt", [hash]);
      assert.notEqual(result, null);
    }
    const count = await call(again.url, "eth_getTransactionCount", [account(0).address, "latest"]);
    assert.equal(Number(count.result), acknowledged.length, "nothing else is there");
  });
});

async function startChain(t: TestContext, [program = "", ...args]: readonly string[]) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "ignore"] });
  t.after(() => child.kill("SIGKILL"));
  const [data] = (await once(child.stdout, "data")) as [Buffer];
  const { url } = JSON.parse(data.toString()) as { readonly url: string };
  return {
    url,
    async stop() {
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
}

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "medlattice-disk-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
