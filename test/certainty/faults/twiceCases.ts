import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import type { FaultyWorld } from "./fixture.ts";

const ORACLE = fileURLToPath(import.meta.resolve("@medlattice/oracle/main"));
const CHAIN = fileURLToPath(new URL("../../../network/src/chain/main.ts", import.meta.url));
const STACK = fileURLToPath(new URL("../stack/process.ts", import.meta.url));

/** Issue A2: an oracle started twice, and a chain node, and the whole network. The first goes on, the second says why not. */
export function twiceCases(world: () => FaultyWorld): void {
  describe("a process that is started twice on one folder", () => {
    for (const [name, entry, exitCode] of [
      ["oracle-hospital", ORACLE, 2],
      ["chain-hospital", CHAIN, 1],
      ["replica-hospital", CHAIN, 1],
    ] as const) {
      it(`${name}: the second ends at once and says why`, async () => {
        const { stack, stateFolder, load } = world();
        const before = (await stack.pids())[name];
        assert.ok(before !== undefined);
        const config = await onOtherPorts(stateFolder, name);
        const { code, words } = await run(entry, config);
        assert.equal(code, exitCode);
        assert.match(words, /FOLDER_IN_USE/);
        assert.equal((await stack.pids())[name], before, "the first is as it was");
        await load(1);
      });
    }

    it("the network: the second start ends at once and says so", async () => {
      const { stateFolder, load } = world();
      const { code, words } = await run(STACK, stateFolder);
      assert.equal(code, 1);
      assert.match(words, /FOLDER_IN_USE/);
      await load(1);
    });
  });
}

/** The same configuration, but for the ports: those alone would stop the second as well. */
async function onOtherPorts(stateFolder: string, name: string): Promise<string> {
  const config: unknown = JSON.parse(await readFile(join(stateFolder, "config", `${name}.json`), "utf8"));
  const other = JSON.stringify(config, (key, value: unknown) => (key === "port" ? 0 : value));
  const path = join(stateFolder, "config", `${name}-again.json`);
  await writeFile(path, other);
  return path;
}

async function run(entry: string, argument: string): Promise<{ code: unknown; words: string }> {
  const child = spawn(process.execPath, [entry, argument], { stdio: ["ignore", "ignore", "pipe"] });
  const exited = once(child, "exit");
  const words = await text(child.stderr);
  const [code] = await exited;
  return { code, words };
}
