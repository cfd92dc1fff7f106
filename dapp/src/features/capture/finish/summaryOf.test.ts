import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { categoryFor, summaryOf } from "./summaryOf.ts";

describe("summaryOf", () => {
  it("counts what began, and adds up where nothing came", () => {
    const summary = summaryOf({
      startedAt: 1_000,
      endedAt: 61_000,
      devices: [
        { id: "d1", label: "Monitor", values: 3, gaps: [{ from: 2_000, to: 2_500 }] },
        { id: "d2", label: "Oximeter", values: 4, gaps: [{ from: 3_000, to: 4_000 }] },
      ],
      waves: [{ id: "m1", device: "d1", label: "ECG", unit: "mV", loinc: null, low: 0, high: 1 }],
      notices: [
        { kind: "alarm", at: 1, text: "HR", facts: { active: true } },
        { kind: "alarm", at: 2, text: "HR", facts: { active: false } },
        { kind: "event-marker", at: 3, text: "Incision", facts: {} },
        { kind: "station-note", at: 4, text: "Paused", facts: {} },
      ],
    });
    assert.deepEqual(summary, {
      durationMs: 60_000,
      values: 7,
      waves: 1,
      gaps: 2,
      gapMs: 1_500,
      markers: 1,
      alarms: 1,
    });
  });
});

describe("categoryFor", () => {
  it("prefers procedures, then vital signs, then what there is", () => {
    assert.equal(categoryFor(["laboratory", "vital-signs", "procedures"]), "procedures");
    assert.equal(categoryFor(["laboratory", "vital-signs"]), "vital-signs");
    assert.equal(categoryFor(["laboratory"]), "laboratory");
    assert.equal(categoryFor([]), "");
  });
});
