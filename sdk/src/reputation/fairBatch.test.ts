import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { withCode } from "../testing/errors.ts";
import { checkProperty } from "../testing/property.ts";
import { fairBatch, ONE, type Queue } from "./index.ts";

const items = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}${i}`);
const queue = (organization: string, tenths: bigint, count: number): Queue<string> => ({
  organization,
  reputation: (tenths * ONE) / 10n,
  items: items(organization, count),
});
const counted = (queues: readonly Queue<string>[], most: number) =>
  fairBatch(queues, most).map(({ organization, items: taken }) => `${organization}${taken.length}`);

describe("fairBatch (systems.md S10)", () => {
  it("takes ⌊10·R⌋ of each in the order of reputation, round after round", () => {
    const queues = [queue("a", 2n, 5), queue("b", 7n, 30), queue("c", 4n, 4)];
    assert.deepEqual(counted(queues, 100), ["b7", "c4", "a2", "b7", "a2", "b7", "a1", "b7", "b2"]);
  });

  it("takes every item once, oldest first", () => {
    const queues = [queue("a", 3n, 7), queue("b", 9n, 12)];
    const taken = fairBatch(queues, 100).flatMap((turn) => turn.items);
    assert.deepEqual(taken.toSorted(), [...items("a", 7), ...items("b", 12)].toSorted());
    assert.deepEqual(
      taken.filter((item) => item.startsWith("b")),
      items("b", 12),
    );
  });

  it("starves nobody when one institution floods", () => {
    const others = ["b", "c", "d"].map((name) => queue(name, 4n, 8));
    const batch = fairBatch([queue("flood", 9n, 100_000), ...others], 50);
    const of = (name: string) =>
      batch.flatMap((turn) => (turn.organization === name ? turn.items : [])).length;
    assert.equal(of("flood") + of("b") + of("c") + of("d"), 50);
    for (const name of ["b", "c", "d"]) assert.equal(of(name), 8);
    const without = fairBatch(others, 50);
    assert.deepEqual(
      others.map(({ organization }) => batch.find((turn) => turn.organization === organization)?.items),
      others.map(({ organization }) => without.find((turn) => turn.organization === organization)?.items),
    );
  });

  it("stops in the middle of a turn when the batch is full", () => {
    assert.deepEqual(counted([queue("a", 4n, 9), queue("b", 6n, 9)], 8), ["b6", "a2"]);
    assert.deepEqual(counted([queue("a", 4n, 9)], 0), []);
  });

  it("gives no turn below a tenth, and goes on without", () => {
    const low = { ...queue("a", 1n, 5), reputation: ONE / 10n - 1n };
    assert.deepEqual(counted([low, queue("b", 0n, 5), queue("c", 1n, 2)], 100), ["c1", "c1"]);
  });

  it("gives everyone a turn where the network wants that", () => {
    const low = { ...queue("a", 1n, 3), reputation: 0n };
    const turns = fairBatch([low, queue("c", 3n, 4)], 100, 1);
    assert.deepEqual(
      turns.map(({ organization, items: taken }) => `${organization}${taken.length}`),
      ["c3", "a1", "c1", "a1", "a1"],
    );
  });

  it("decides between equals by name, whatever the order in which they came", () => {
    const queues = [queue("b", 4n, 4), queue("a", 4n, 4)];
    assert.deepEqual(counted(queues, 100), ["a4", "b4"]);
    assert.deepEqual(counted(queues.toReversed(), 100), ["a4", "b4"]);
  });

  it("never takes more than asked for, nor less while there is something of those who have turns", () => {
    const queues = fc.uniqueArray(
      fc.record({
        organization: fc.string(),
        reputation: fc.bigInt(0n, ONE),
        items: fc.array(fc.nat(), { maxLength: 30 }),
      }),
      { selector: (each) => each.organization, maxLength: 8 },
    );
    checkProperty(
      fc.property(queues, fc.nat(60), (given, most) => {
        const taken = fairBatch(given, most).flatMap((turn) => turn.items).length;
        const available = given
          .filter(({ reputation }) => 10n * reputation >= ONE)
          .reduce((sum, each) => sum + each.items.length, 0);
        assert.equal(taken, Math.min(most, available));
      }),
    );
  });

  it("refuses sizes and reputations that cannot be, and an institution twice", () => {
    const one = queue("a", 4n, 1);
    const refused = withCode("FAIR_BATCH_INVALID");
    for (const most of [-1, 1.5, Number.NaN]) assert.throws(() => fairBatch([one], most), refused);
    assert.throws(() => fairBatch([one], 5, -1), refused);
    assert.throws(() => fairBatch([{ ...one, reputation: ONE + 1n }], 5), refused);
    assert.throws(() => fairBatch([{ ...one, reputation: -1n }], 5), refused);
    assert.throws(() => fairBatch([one, one], 5), refused);
  });
});
