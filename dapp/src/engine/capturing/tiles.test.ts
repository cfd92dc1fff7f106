import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CapturedWave } from "@medlattice/sdk/device/record";
import { gapsOf, rangeOf, runsWithin } from "./tiles.ts";

/** Ten samples a second, each its own number of tenths since 0. */
function piece(from: number, count: number, value = (index: number) => from / 100 + index): CapturedWave {
  return {
    from,
    to: from + count * 100,
    samplesPerSecond: 10,
    isQuestionable: false,
    samples: () => Float64Array.from({ length: count }, (_, index) => value(index)),
  };
}

describe("runsWithin", () => {
  const waves = [piece(0, 10), piece(1_000, 10), piece(5_000, 10)];

  it("cuts what reaches beyond, and keeps each sample at its time", () => {
    const runs = runsWithin(waves, 450, 1_250);
    assert.deepEqual(
      runs.map(({ from, samples }) => [from, [...samples]]),
      [
        [500, [5, 6, 7, 8, 9]],
        [1_000, [10, 11, 12]],
      ],
    );
  });
  it("gives each sample to exactly one of two spans that meet", () => {
    const all = [0, 700, 1_333, 5_120, 6_000].flatMap((from, index, cuts) =>
      runsWithin(waves, from, cuts[index + 1] ?? 9_000).flatMap(({ samples }) => [...samples]),
    );
    assert.deepEqual(all, [...Array(20).keys(), ...Array.from({ length: 10 }, (_, index) => 50 + index)]);
  });
  it("has nothing in a gap", () => {
    assert.deepEqual(runsWithin(waves, 2_000, 5_000), []);
  });
  it("says NaN for what is beyond the instrument's limits", () => {
    const [run] = runsWithin([piece(0, 2, (index) => (index === 0 ? Infinity : 1))], 0, 1_000);
    assert.deepEqual([...(run?.samples ?? [])], [Number.NaN, 1]);
  });
});

describe("rangeOf", () => {
  it("is not pressed flat by one spike", () => {
    const range = rangeOf([piece(0, 2_000, (index) => (index === 700 ? 9_999 : index % 10))]);
    assert.deepEqual(range, { low: 0, high: 9 });
  });
  it("leaves room around a flat line, and knows nothing of nothing", () => {
    assert.deepEqual(rangeOf([piece(0, 10, () => 4)]), { low: 3, high: 5 });
    assert.equal(rangeOf([piece(0, 3, () => Number.NaN)]), null);
    assert.equal(rangeOf([]), null);
  });
});

describe("gapsOf", () => {
  it("joins those of several waves of an instrument, and passes over jitter", () => {
    const one = { waves: [piece(0, 10), piece(1_040, 10), piece(5_000, 10)] };
    const two = { waves: [piece(0, 30), piece(6_000, 10), piece(9_000, 10)] };
    assert.deepEqual(gapsOf([one, two]), [
      { from: 2_040, to: 6_000 },
      { from: 7_000, to: 9_000 },
    ]);
    assert.deepEqual(gapsOf([{ waves: [piece(0, 10), piece(1_000, 5)] }]), []);
  });
});
