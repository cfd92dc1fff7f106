import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { buildContracts } from "./build.ts";
import { readArtifact } from "./artifacts.ts";
import { CONTRACTS_FOLDER, DEPLOYED_NAMES } from "./contract-list.ts";

/** Opcodes by which a contract could send value with a call, run foreign code as its own, make contracts, or vanish. */
const OPCODES: Readonly<Record<number, string>> = {
  0xf0: "CREATE",
  0xf1: "CALL",
  0xf2: "CALLCODE",
  0xf4: "DELEGATECALL",
  0xf5: "CREATE2",
  0xff: "SELFDESTRUCT",
};
/** The ledger uses grants up; the correction contract hands the record registry its states; the committee tells its verifier and moves deposits. */
const CALLERS: readonly string[] = ["UsageLedger", "RecordCorrection", "Committee"];

describe("deployed bytecode", async () => {
  await buildContracts();
  for (const name of DEPLOYED_NAMES) {
    it(`of ${name} takes no value, runs no foreign code and cannot vanish [ALL-5]`, () => {
      const { abi, deployedBytecode } = readArtifact(name);
      const payable = abi.filter(
        ({ type, stateMutability }: { readonly type: string; readonly stateMutability?: string }) =>
          stateMutability === "payable" || type === "receive" || type === "fallback",
      );
      assert.deepEqual(payable, []);
      assert.deepEqual(opcodesOf(deployedBytecode), CALLERS.includes(name) ? ["CALL"] : []);
    });
  }

  it("comes from sources that name no value to send", () => {
    for (const file of globSync("src/**/*.sol", { cwd: CONTRACTS_FOLDER }))
      assert.doesNotMatch(
        readFileSync(join(CONTRACTS_FOLDER, file), "utf8"),
        /\{\s*value\s*:|\.transfer\(|\.send\(/u,
      );
  });
});

/** Those of OPCODES that occur, without the operands of PUSH and without the metadata at the end, whose length stands last. */
function opcodesOf(bytecode: string): readonly string[] {
  const bytes = Buffer.from(bytecode.slice(2), "hex");
  const end = bytes.length - 2 - bytes.readUInt16BE(bytes.length - 2);
  const found = new Set<string>();
  for (let at = 0; at < end; at += 1) {
    const opcode = bytes[at] ?? 0;
    if (opcode >= 0x60 && opcode <= 0x7f) at += opcode - 0x5f;
    const name = OPCODES[opcode];
    if (name !== undefined) found.add(name);
  }
  return [...found].toSorted();
}
