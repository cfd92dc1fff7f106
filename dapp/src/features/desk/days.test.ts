import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { spanOf, today } from "./days.ts";

const noon = new Date(2027, 2, 5, 12, 30, 15);
const midnight = new Date(2027, 2, 5).getTime() / 1000;

describe("spanOf", () => {
  it("begins now for today, so that the visit can start at once", () => {
    assert.deepEqual(spanOf("2027-03-05", 1, noon), {
      notBefore: noon.getTime() / 1000,
      notAfter: midnight + 86_400,
    });
  });

  it("begins at midnight of a later day", () => {
    const start = new Date(2027, 2, 6).getTime() / 1000;
    assert.deepEqual(spanOf("2027-03-06", 7, noon), { notBefore: start, notAfter: start + 7 * 86_400 });
  });

  for (const text of ["", "tomorrow", "2027-13-01", "2027-03-05T10:00"]) {
    it(`refuses “${text}”`, () => assert.equal(spanOf(text, 1, noon), null));
  }
});

describe("today", () => {
  it("is the local day", () => assert.equal(today(noon), "2027-03-05"));
});
