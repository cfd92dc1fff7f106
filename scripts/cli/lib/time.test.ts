import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { localTime, parseDuration, parseMoment } from "./time.ts";

const NOW = 1_795_000_000;
const invalid = (code: string) => (error: unknown) =>
  error instanceof Error && "code" in error && error.code === code;

describe("parseDuration", () => {
  it("takes minutes, hours, days and weeks", () => {
    assert.deepEqual(
      ["90m", "12h", "30d", "2w"].map((text) => parseDuration(text)),
      [5_400, 43_200, 2_592_000, 1_209_600],
    );
  });

  it("gives back the seconds of every number and unit", () => {
    const units = { m: 60, h: 3_600, d: 86_400, w: 604_800 } as const;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999_999 }),
        fc.constantFrom("m", "h", "d", "w"),
        (count, unit) => parseDuration(`${count}${unit}`) === count * units[unit],
      ),
    );
  });

  for (const text of ["", "0d", "30", "d", "-1d", "1.5h", "30 d", "1y", "1D", "1000000m"]) {
    it(`refuses “${text}”`, () => {
      assert.throws(() => parseDuration(text), invalid("DURATION_INVALID"));
    });
  }
});

describe("parseMoment", () => {
  it("counts a length of time from now", () => {
    assert.equal(parseMoment("12h", NOW), NOW + 43_200);
  });

  it("takes a date as the end of that day where the person is", () => {
    assert.equal(parseMoment("2027-03-31", NOW), new Date(2027, 3, 1, 0, 0, 0).getTime() / 1_000);
  });

  it("takes a clock time where the person is, or with its zone", () => {
    assert.equal(parseMoment("2027-03-31T18:00", NOW), new Date(2027, 2, 31, 18).getTime() / 1_000);
    assert.equal(parseMoment("2027-03-31T18:00Z", NOW), Date.UTC(2027, 2, 31, 18) / 1_000);
    assert.equal(parseMoment("2027-03-31 18:00:30+02:00", NOW), Date.UTC(2027, 2, 31, 16, 0, 30) / 1_000);
  });

  for (const text of [
    "",
    "tomorrow",
    "2027-02-31",
    "2027-13-01",
    "31.03.2027",
    "2027-03-31T25:00",
    "99999-01-01",
  ]) {
    it(`refuses “${text}”`, () => {
      assert.throws(() => parseMoment(text, NOW), invalid("TIME_INVALID"));
    });
  }
});

describe("localTime", () => {
  it("writes the time of this machine's zone to the minute", () => {
    const moment = new Date(2026, 10, 21, 9, 5, 59);
    assert.equal(localTime(moment.getTime() / 1_000), "2026-11-21 09:05");
  });
});
