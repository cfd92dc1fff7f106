import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { UnavailableError } from "@medlattice/sdk/errors";
import { createPublicClient, http } from "viem";
import { createAbsences } from "./absences.ts";

const node = createPublicClient({ transport: http("http://127.0.0.1:1") });
const unreachable = async (): Promise<never> => {
  throw new UnavailableError("CHAIN_UNREACHABLE", "The chain's node does not answer.");
};

describe("absences", () => {
  it("take silence for absence, and ask again after a while", async () => {
    let now = 0;
    const absences = createAbsences(() => now);
    let asked = 0;
    const answers = async () => {
      asked += 1;
      return "here";
    };
    assert.equal(await absences.unlessAway(node, unreachable), undefined);
    assert.equal(await absences.unlessAway(node, answers), undefined);
    assert.equal(asked, 0);
    now = 5_000;
    assert.deepEqual(await absences.unlessAway(node, answers), { answer: "here" });
  });

  it("never take what a node says for absence", async () => {
    const absences = createAbsences();
    const refuses = async () => {
      throw new UnavailableError("INDEX_BEHIND", "Not there yet.");
    };
    await assert.rejects(absences.unlessAway(node, refuses), { code: "INDEX_BEHIND" });
    assert.deepEqual(await absences.unlessAway(node, async () => null), { answer: null });
  });

  it("do not wait for a node that hangs", async () => {
    const absences = createAbsences();
    const begun = performance.now();
    assert.equal(await absences.unlessAway(node, () => new Promise(() => undefined)), undefined);
    assert.ok(performance.now() - begun < 10_000);
  });
});
