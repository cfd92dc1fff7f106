import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sha256 } from "@noble/hashes/sha2.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { toHex, utf8 } from "../../codec/index.ts";
import { blindNullifier, evaluateNullifier, finalizeNullifier } from "../index.ts";
import { interpolateAtZero } from "../primitives/shamir.ts";
import { at } from "../testing/fixtures.ts";
import { aKey, aPlace, anIdentity, inputOf, nullifierOf } from "../testing/nullifierFixtures.ts";
import { Point, RISTRETTO_ORDER, hashToGroup, multiply } from "./group.ts";
import { finalizeOutput } from "./voprf.ts";

describe("a dictionary attack", () => {
  // A guessable identity: whoever could test one candidate could test all.
  const candidates = Array.from({ length: 60 }, (_, day) =>
    anIdentity(`19800101${String(day).padStart(4, "0")}`),
  );
  const victim = at(candidates, 37);

  it("succeeds against a plain hash of the identity: what the PRF is for", () => {
    const stored = toHex(keccak_256(utf8(victim)));
    assert.equal(
      candidates.find((candidate) => toHex(keccak_256(utf8(candidate))) === stored),
      victim,
    );
  });

  it("finds nothing with all that is public: key, commitments, transcript, nullifier", () => {
    const { key, shares } = aKey();
    const asked = blindNullifier({ realId: victim, ...aPlace() });
    const evaluations = shares.map((share) => evaluateNullifier({ key, blinded: asked.blinded, ...share }));
    const nullifier = finalizeNullifier({ key, evaluations, ...asked });
    // Everything on the wire, put in the place of what only the key makes of a candidate's point.
    const seen = [...key.commitments, asked.blinded, ...evaluations.map(({ evaluated }) => evaluated)].map(
      (bytes) => Point.fromBytes(bytes),
    );
    for (const candidate of candidates) {
      const input = inputOf(candidate);
      const guesses = [
        hashToGroup(input),
        ...seen,
        ...seen.map((element) => element.add(hashToGroup(input))),
      ].map((element) => toHex(finalizeOutput(input, 1n, element).slice(0, 32)));
      guesses.push(toHex(keccak_256(input)), toHex(sha256(input)));
      assert.ok(!guesses.includes(nullifier));
    }
  });

  it("finds nothing with one authority's share, and everything with the key", () => {
    const { key, shares } = aKey();
    const nullifier = nullifierOf(key, shares, victim);
    const search = (k: bigint) =>
      candidates.find((candidate) => {
        const input = inputOf(candidate);
        return toHex(finalizeOutput(input, 1n, multiply(hashToGroup(input), k)).slice(0, 32)) === nullifier;
      });
    const [first, second] = shares;
    assert.ok(first && second);
    assert.equal(search(first.share), undefined);
    const additive = {
      multiply: (a: bigint, b: bigint) => (a * b) % RISTRETTO_ORDER,
      add: (a: bigint, b: bigint) => (a + b) % RISTRETTO_ORDER,
    };
    const values = [first, second].map(({ index, share }) => ({ index, element: share }));
    // The control: the search itself works, once t authorities put their shares together.
    assert.equal(search(interpolateAtZero(values, RISTRETTO_ORDER, additive)), victim);
  });

  it("gives an authority nothing to work on: what it sees is distributed alike for every identity", () => {
    // blinded = blind·H(id) with a uniform blind is a uniform element of a group of prime order; for every other identity some
    // blind gives the same element. Here on the smallest instance: a relation d between two points carries over to the blinds.
    const [p1, p2] = [hashToGroup(inputOf(victim)), multiply(hashToGroup(inputOf(victim)), 7n)];
    const blind = 12_345_678_901_234_567_890n;
    const sameView = (blind * Point.Fn.inv(7n)) % RISTRETTO_ORDER;
    assert.ok(multiply(p1, blind).equals(multiply(p2, sameView)));
    // And in numbers: the bits an authority sees for two identities differ by no more than chance (6σ of 200 flips is 43).
    const ones = (realId: string) => {
      const counts = Array.from({ length: 32 }, () => 0);
      for (let i = 0; i < 200; i++) {
        const { blinded } = blindNullifier({ realId, ...aPlace() });
        for (const [position, byte] of blinded.entries()) {
          counts[position] = (counts[position] ?? 0) + ((byte >> 1) & 1);
        }
      }
      return counts;
    };
    for (const realId of [victim, at(candidates, 3)]) {
      for (const [position, count] of ones(realId).entries()) {
        // Bit 1 of every byte but the last is unbiased in an encoding below 2^255 − 19.
        assert.ok(Math.abs(count - 100) <= 43, `byte ${position}: ${count} of 200`);
      }
    }
  });
});
