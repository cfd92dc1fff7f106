import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MedLatticeError, UnavailableError } from "@medlattice/sdk/errors";
import type { Hex } from "viem";
import { askWitnesses } from "./askWitnesses.ts";

const INSTITUTION: Hex = `0x${"01".repeat(32)}`;
const AUTHORITY: Hex = `0x${"02".repeat(32)}`;

/** What comes of it when the two witnesses answer so. */
function ask(institution: () => Promise<string>, authority: () => Promise<string>) {
  return askWitnesses({
    chainId: 7101,
    witnesses: [INSTITUTION, AUTHORITY],
    ask: (witness) => (witness === INSTITUTION ? institution() : authority()),
    essence: (answer) => answer,
  });
}

const says = (answer: string) => async () => answer;
const isAway = async (): Promise<string> => {
  throw new UnavailableError("PEER_UNREACHABLE", "away");
};

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  assert.ok(error instanceof MedLatticeError);
  return error.code;
}

describe("askWitnesses", () => {
  it("gives what both say, and who said it", async () => {
    const found = await ask(says("a"), says("a"));
    assert.deepEqual(found, { answer: "a", witnesses: [INSTITUTION, AUTHORITY] });
  });

  it("is content with one while the other is away", async () => {
    assert.deepEqual(await ask(isAway, says("a")), { answer: "a", witnesses: [AUTHORITY] });
    assert.deepEqual(await ask(says("a"), isAway), { answer: "a", witnesses: [INSTITUTION] });
  });

  it("names it when both are away", async () => {
    assert.equal(await codeOf(ask(isAway, isAway)), "WITNESS_UNREACHABLE");
  });

  it("waits for one that is behind", async () => {
    let times = 0;
    const catchesUp = async (): Promise<string> => (++times < 3 ? "old" : "new");
    assert.equal((await ask(says("new"), catchesUp)).answer, "new");
    assert.equal(times, 3);
  });

  it("refuses what they keep telling differently", async () => {
    assert.equal(await codeOf(ask(says("a"), says("b"))), "EVIDENCE_DISAGREES");
  });

  it("has nobody to ask when there is nobody", async () => {
    const asked = askWitnesses({ chainId: 1, witnesses: [], ask: says("a"), essence: String });
    assert.equal(await codeOf(asked), "WITNESS_UNREACHABLE");
  });
});
