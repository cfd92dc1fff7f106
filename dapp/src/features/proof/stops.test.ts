import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PROOF_LINKS, type ProofLink } from "@medlattice/sdk/proof";
import type { Proven } from "../../engine/proofs/checkFile.ts";
import { brokenStop, STOPS, stopStates } from "./stops.ts";

const proven: Proven = {
  status: "registered",
  version: 0,
  knownUpTo: 510,
  knownAt: 1_790_000_000,
  institution: "Riverside Hospital",
  publicChain: "public",
  isSeenOnChain: false,
  areSignersKnown: false,
};
const statesOf = (link: ProofLink) =>
  stopStates({ proven: null, broken: { link, why: "" } }).map(({ state }) => state);

describe("stops of a proof", () => {
  it("all hold, but for the public register until it was asked", () => {
    const held = ["holds", "holds", "holds", "holds", "holds"];
    const seen = (isSeenOnChain: boolean) =>
      stopStates({ broken: null, proven: { ...proven, isSeenOnChain } }).map(({ state }) => state);
    assert.deepEqual(seen(false), [...held, "unasked"]);
    assert.deepEqual(seen(true), [...held, "holds"]);
  });

  it("hold up to the one that breaks, and say nothing behind it", () => {
    assert.deepEqual(statesOf("standing"), ["broken", "unseen", "unseen", "unseen", "unseen", "unseen"]);
    assert.deepEqual(statesOf("snapshot"), ["holds", "holds", "holds", "broken", "unseen", "unseen"]);
    assert.deepEqual(statesOf("public-chain"), ["holds", "holds", "holds", "holds", "holds", "broken"]);
  });

  it("are each where some link breaks, in the order of the links", () => {
    const met = PROOF_LINKS.map((link) => brokenStop({ broken: { link, why: "" } }));
    assert.deepEqual([...new Set(met)], STOPS);
  });
});
