import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { failureOf, medlattice } from "../../testing/medlattice.ts";

const asked = ["committee", "bounds", "--lambda", "10", "--expected", "100", "--honest", "0.8"];
const wide = ["committee", "bounds", "--lambda", "20", "--expected", "500", "--honest", "4/5"];

describe("committee bounds", () => {
  it("prints one object, its members in the order that programs were promised", async () => {
    const { exitCode, printed } = await medlattice([...asked, "--json"]);
    assert.equal(exitCode, 0);
    const numbers =
      '{"adversary":{"min":8,"max":35},"honest":{"min":54,"max":109},"all":{"min":71,"max":132},"quorum":null,"why":"';
    assert.ok(printed.startsWith(numbers), printed);
    assert.ok(printed.endsWith('"}\n'));
    assert.deepEqual(Object.keys(JSON.parse(printed)), ["adversary", "honest", "all", "quorum", "why"]);
  });

  it("counts in whole tokens when it is told how many there are", async () => {
    const quorumOf = async (args: readonly string[]) =>
      JSON.parse((await medlattice([...wide, ...args, "--json"])).printed).quorum;
    assert.equal(await quorumOf([]), 306);
    assert.equal(await quorumOf(["--tokens", "12000"]), 305);
  });

  it("prints a table for people", async () => {
    const { printed } = await medlattice(wide);
    assert.match(printed, /adversary +56 +151/);
    assert.match(printed, /honest +308 +499/);
    assert.match(printed, /Quorum: 306\./);
  });

  for (const [what, args, code] of [
    ["a level in words", ["--lambda", "ten"], "OPTION_INVALID"],
    ["a level of 0", ["--lambda", "0"], "COMMITTEE_LAMBDA"],
    ["an empty committee", ["--expected", "0"], "COMMITTEE_EXPECTED"],
    ["no honest hands", ["--honest", "0"], "COMMITTEE_HONEST"],
    ["honest hands only", ["--honest", "1"], "COMMITTEE_HONEST"],
    ["a share that is no number", ["--honest", "most"], "NUMBER_INVALID"],
    ["fewer tokens than identities", ["--tokens", "99"], "COMMITTEE_TOKENS"],
  ] as const) {
    it(`refuses ${what} by its name`, async () => {
      const outcome = await medlattice([...asked, ...args, "--json"]);
      assert.equal(outcome.exitCode, 2);
      assert.equal(failureOf(outcome).code, code);
    });
  }

  it("refuses to guess what was left out", async () => {
    const outcome = await medlattice(["committee", "bounds", "--lambda", "10", "--json"]);
    assert.equal(outcome.exitCode, 2);
  });
});
