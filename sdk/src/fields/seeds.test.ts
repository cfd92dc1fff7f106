import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { checkProperty } from "../testing/property.ts";
import { coverOf, type Seeds, seedsFrom, seedsUnder } from "./seeds.ts";
import { loadHashBatch } from "./sha256/loadHashBatch.ts";
import { plainSeed, SEED } from "./testing/fixtures.ts";

const positions = fc.uniqueArray(fc.oneof(fc.nat(40), fc.nat(262_143)), { maxLength: 40 });
const batch = await loadHashBatch();
const seedOf = (seeds: Seeds, position: number) => seeds.seedsOf(batch, [position])[0];
const whole = [{ depth: 0, index: 0, seed: SEED }];

describe("section seeds", () => {
  it("are leaves of the seed tree, in whatever order they are asked for", () => {
    const seeds = seedsFrom(SEED);
    const asked = [0, 1, 2, 262_143, 3, 131_072, 0];
    const found = seeds.seedsOf(batch, asked);
    for (const [index, position] of asked.entries())
      assert.deepEqual(Buffer.from(found[index] ?? []), Buffer.from(plainSeed(SEED, position)));
  });

  it("are opened by a cover at its positions and nowhere else", () => {
    checkProperty(
      fc.property(positions, fc.array(fc.nat(262_143), { maxLength: 40 }), (chosen, others) => {
        const cover = coverOf(whole, new Set(chosen));
        const seeds = seedsUnder(cover);
        const all = seedsFrom(SEED);
        assert.deepEqual(seeds.seedsOf(batch, chosen), all.seedsOf(batch, chosen));
        for (const position of [...others, ...chosen.map((each) => each ^ 1)])
          if (!chosen.includes(position)) assert.equal(seedOf(seeds, position), null);
      }),
    );
  });

  it("need few nodes", () => {
    assert.equal(coverOf(whole, new Set(Array.from({ length: 1_024 }, (_, index) => index))).length, 1);
    const without = new Set(Array.from({ length: 1_024 }, (_, index) => index));
    without.delete(500);
    assert.equal(coverOf(whole, without).length, 10);
    assert.deepEqual(coverOf(whole, new Set()), []);
  });

  it("of two versions are never put under one node", () => {
    const next = SEED.with(0, 200);
    checkProperty(
      fc.property(positions, positions, (kept, chosen) => {
        // The next version's own seed, and the cover of what it kept.
        const nodes = [{ depth: 0, index: 0, seed: next }, ...coverOf(whole, new Set(kept))];
        const expected = (position: number) =>
          seedOf(seedsFrom(kept.includes(position) ? SEED : next), position);
        const seeds = seedsUnder(coverOf(nodes, new Set(chosen)));
        for (const position of chosen) assert.deepEqual(seedOf(seeds, position), expected(position));
        for (const position of kept)
          if (!chosen.includes(position)) assert.equal(seedOf(seeds, position), null);
      }),
    );
  });
});
