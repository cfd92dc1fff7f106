import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { checkProperty } from "../testing/property.ts";
import {
  curveAt,
  evenness,
  institutionReputation,
  integerSqrt,
  ONE,
  PUBLISHED_CURVE,
  tallyOf,
} from "./index.ts";

/** The twin: systems.md S8 chunk by chunk, in doubles; a chunk has the l-th part of what the quantity is part of. */
function realEvenness(perChunk: readonly number[], divisor: number): number {
  const mean = perChunk.reduce((a, b) => a + b, 0) / divisor;
  const part = divisor / perChunk.length;
  const variance = perChunk.reduce((sum, value) => sum + (value / part - mean) ** 2, 0) / perChunk.length;
  return mean / (1 + Math.sqrt(variance));
}
const realCurve = (x: number, a: number, lambda: number) => (1 + (x - a) / (lambda + Math.abs(x - a))) / 2;
const toReal = (value: bigint) => Number(value) / 1e18;
const close = (ours: bigint, real: number, what: string) =>
  assert.ok(Math.abs(toReal(ours) - real) < 1e-9 * (1 + real), `${what}: ${toReal(ours)} and ${real}`);

const chunkLists = fc.array(fc.nat(2_000), { minLength: 1, maxLength: 40 });

describe("integerSqrt", () => {
  it("is the whole part of the root, up to 2^256", () => {
    checkProperty(
      fc.property(fc.bigInt(0n, (1n << 256n) - 1n), (value) => {
        const root = integerSqrt(value);
        assert.ok(root * root <= value && (root + 1n) * (root + 1n) > value);
      }),
    );
    for (let value = 0n; value < 200n; value += 1n)
      assert.equal(integerSqrt(value), BigInt(Math.floor(Math.sqrt(Number(value)))));
    assert.equal(integerSqrt((1n << 256n) - 1n), (1n << 128n) - 1n);
  });
});

describe("evenness", () => {
  it("agrees with the formula", () => {
    checkProperty(
      fc.property(chunkLists, fc.integer({ min: 1, max: 100_000 }), (list, d) => {
        const tally = tallyOf(list.map(BigInt));
        const ours = evenness({ tally, divisor: BigInt(d), chunks: BigInt(list.length) });
        close(ours, realEvenness(list, d), "q");
      }),
    );
  });

  it("is the mean of what is quite even, less of what is not, and nothing of nothing", () => {
    const measure = { divisor: 40n, chunks: 4n };
    assert.equal(evenness({ ...measure, tally: tallyOf([5n, 5n, 5n, 5n]) }), ONE / 2n);
    const uneven = evenness({ ...measure, tally: tallyOf([20n, 0n, 0n, 0n]) });
    assert.ok(uneven < ONE / 2n && uneven > 0n);
    assert.equal(evenness({ ...measure, tally: tallyOf([0n, 0n, 0n, 0n]) }), 0n);
    assert.equal(evenness({ ...measure, divisor: 0n, tally: tallyOf([1n]) }), 0n);
  });
});

describe("curveAt", () => {
  it("agrees with the printed formula", () => {
    checkProperty(
      fc.property(fc.nat(1_000_000), fc.nat(20_000), fc.integer({ min: 1, max: 50_000 }), (x, a, lambda) => {
        const curve = { midpoint: BigInt(a), slope: BigInt(lambda) };
        close(curveAt(BigInt(x) * ONE, curve), realCurve(x, a, lambda), "f");
      }),
    );
  });

  it("is 0.4 at 0, one half at the midpoint, and never above 1", () => {
    assert.equal(curveAt(0n, PUBLISHED_CURVE), (ONE * 2n) / 5n);
    assert.equal(curveAt(5_000n * ONE, PUBLISHED_CURVE), ONE / 2n);
    assert.equal(curveAt(25_000n * ONE, PUBLISHED_CURVE), (ONE * 3n) / 4n);
    const far = curveAt(10n ** 12n * ONE, PUBLISHED_CURVE);
    assert.ok(far < ONE && far > (ONE * 999n) / 1_000n);
  });

  it("never falls", () => {
    checkProperty(
      fc.property(fc.bigInt(0n, 10n ** 24n), fc.bigInt(0n, 10n ** 24n), (x, more) => {
        assert.ok(curveAt(x + more, PUBLISHED_CURVE) >= curveAt(x, PUBLISHED_CURVE));
      }),
    );
  });
});

describe("institutionReputation (systems.md S8)", () => {
  const lists = fc.tuple(chunkLists, chunkLists, chunkLists, chunkLists);
  const network = (chunks: number, chunkSize: number, divisor: number) => ({
    batches: BigInt(chunks * chunkSize),
    chunkSize: BigInt(chunkSize),
    entries: BigInt(divisor),
    slips: BigInt(divisor),
  });

  it("agrees with the printed formulas", () => {
    checkProperty(
      fc.property(
        lists,
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        (given, size, divisor) => {
          const chunks = Math.min(...given.map((list) => list.length));
          const cut = given.map((list) => list.slice(0, chunks));
          const [registrations = [], items = [], participations = [], attested = []] = cut;
          const batches = chunks * size;
          const ours = institutionReputation(
            {
              isHonest: true,
              registrations: tallyOf(registrations.map(BigInt)),
              items: tallyOf(items.map(BigInt)),
              participations: tallyOf(participations.map(BigInt)),
              attested: tallyOf(attested.map(BigInt)),
            },
            network(chunks, size, divisor),
            { curve: PUBLISHED_CURVE, startingCredit: ONE / 10n },
          );
          const q = (list: readonly number[], of: number) => realEvenness(list, of);
          const served = realCurve(q(registrations, batches) * q(items, divisor) * batches, 5_000, 20_000);
          const took = realCurve(q(participations, batches) * q(attested, divisor) * batches, 5_000, 20_000);
          const [one, two] = [Math.min(1, 0.1 + took), Math.min(1, served)];
          close(ours.participation, one, "R1");
          close(ours.service, two, "R2");
          close(ours.reputation, (one + two) / 2, "R");
        },
      ),
    );
  });

  const nothing = tallyOf([]);
  const idle = {
    isHonest: true,
    registrations: nothing,
    items: nothing,
    participations: nothing,
    attested: nothing,
  };

  it("is 0.4 of who has done nothing yet, also before the first batch", () => {
    assert.equal(institutionReputation(idle, network(4, 10, 100)).reputation, (ONE * 2n) / 5n);
    assert.equal(institutionReputation(idle, network(0, 10, 0)).reputation, (ONE * 2n) / 5n);
  });

  it("is 0 of who was found dishonest, whatever it did and was given", () => {
    const settings = { curve: PUBLISHED_CURVE, startingCredit: ONE };
    const found = institutionReputation({ ...idle, isHonest: false }, network(4, 10, 100), settings);
    assert.deepEqual(found, { participation: 0n, service: 0n, reputation: 0n });
  });

  it("is never above 1", () => {
    const settings = { curve: PUBLISHED_CURVE, startingCredit: ONE };
    assert.equal(institutionReputation(idle, network(4, 10, 100), settings).participation, ONE);
  });
});
