import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { failureOf, medlattice } from "../testing/medlattice.ts";

describe("simulate", () => {
  it("says which instruments there are", async () => {
    const { exitCode, printed } = await medlattice(["simulate"]);
    assert.equal(exitCode, 0);
    assert.match(printed, /^medibus +Dräger MEDIBUS +19200 baud, 8E1$/m);
    assert.match(printed, /^hl7 .* network$/m);
  });

  for (const [what, args, code] of [
    ["an instrument that is none", ["nome", "--tcp"], "SIMULATOR_UNKNOWN"],
    ["an instrument that nobody could reach", ["nonin"], "OPTION_MISSING"],
    ["two ways at once", ["nonin", "--tcp", "--pty"], "OPTION_MISSING"],
    ["two other ways at once", ["nonin", "--tcp", "--ws"], "OPTION_MISSING"],
    ["a bridge at a port that is none", ["nonin", "--ws", "70000"], "OPTION_INVALID"],
    ["a port that is none", ["nonin", "--tcp", "70000"], "OPTION_INVALID"],
    ["a time that stands still", ["nonin", "--tcp", "--speed", "0"], "OPTION_INVALID"],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const result = await medlattice(["simulate", ...args, "--json"]);
      assert.equal(result.exitCode, 2);
      assert.equal(failureOf(result).code, code);
    });
  }
});
