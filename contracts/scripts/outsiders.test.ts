import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { identityRegistryAbi, organizationRegistryAbi } from "../../sdk/src/abi/index.ts";
import { CONTRACTS_FOLDER } from "./contract-list.ts";

const tests = globSync("test/identity/*.t.sol", { cwd: CONTRACTS_FOLDER })
  .map((file) => readFileSync(join(CONTRACTS_FOLDER, file), "utf8"))
  .join("\n");

describe("outsiders", () => {
  const entries = [...identityRegistryAbi, ...organizationRegistryAbi];
  const functions = entries.filter((entry) => entry.type === "function");
  const changing = functions.filter(({ stateMutability }) => stateMutability === "nonpayable");
  it("are refused by every state-changing function of the registries, and a test says so", () => {
    assert.ok(changing.length >= 20);
    // Whoever calls invalidateOwnNonces reaches only what is its own, so it has no outsider.
    const untested = changing
      .filter(({ name }) => name !== "invalidateOwnNonces")
      .filter(
        ({ name }) =>
          !new RegExp(`function test(Fuzz)?_${name}_revertsFor(Outsider|AnyoneElse)\\(`).test(tests),
      );
    assert.deepEqual(
      untested.map(({ name }) => name),
      [],
    );
  });
});
