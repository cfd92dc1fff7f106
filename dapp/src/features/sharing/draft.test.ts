import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { maxUsesOf, spanOf } from "./draft.ts";

const NOW = new Date(2026, 10, 21, 15, 30);
const SECONDS = NOW.getTime() / 1000;

describe("spanOf", () => {
  it("counts days from now", () => {
    assert.equal(spanOf({ until: "week", untilDay: "" }, NOW)?.notAfter, SECONDS + 7 * 86_400);
  });
  it("has begun already", () => {
    assert.ok((spanOf({ until: "day", untilDay: "" }, NOW)?.notBefore ?? SECONDS) < SECONDS);
  });
  it("takes the whole of a last day", () => {
    const span = spanOf({ until: "custom", untilDay: "2026-11-21" }, NOW);
    assert.equal(span?.notAfter, new Date(2026, 10, 22).getTime() / 1000);
  });
  it("refuses a day that is over", () => {
    assert.equal(spanOf({ until: "custom", untilDay: "2026-11-20" }, NOW), null);
  });
  it("refuses what is no day", () => {
    assert.equal(spanOf({ until: "custom", untilDay: "" }, NOW), null);
  });
});

describe("maxUsesOf", () => {
  it("knows the presets", () => {
    assert.deepEqual(
      (["once", "few", "unlimited"] as const).map((uses) => maxUsesOf({ uses, usesNumber: "" })),
      [1, 5, 0],
    );
  });
  it("takes a number of one's own", () => {
    assert.equal(maxUsesOf({ uses: "custom", usesNumber: " 12 " }), 12);
  });
  for (const wrong of ["", "0", "-1", "2.5", "1001", "many"]) {
    it(`refuses “${wrong}”`, () => {
      assert.equal(maxUsesOf({ uses: "custom", usesNumber: wrong }), null);
    });
  }
});
