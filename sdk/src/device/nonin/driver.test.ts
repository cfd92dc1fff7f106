import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { run } from "../framing/trial.ts";
import { body, finish, lastValues, mustHold, samplesOf, STARTED_AT, without } from "../stream/mustHold.ts";
import { absentData, vectorsOf } from "../stream/recordings.ts";
import { nonin as driver } from "./driver.ts";
import { createNoninSimulator as simulate } from "./simulator.ts";

for (const format of [2, 7] as const) {
  describe(`nonin format ${format}`, () => {
    const make = (model = body) => simulate({ startedAt: STARTED_AT, model, format });
    mustHold({
      driver,
      simulate: (options) => simulate({ ...options, format }),
      seconds: 60,
      // A hit costs its frame, those that lose their alignment with it, and up to three more to lock again.
      costOfHit: 6,
      falsifiable: 0,
      maxFrameBytes: 15,
      startByte: 1,
    });

    it("gives values, waves and codes", () => {
      const { events } = run({ driver, simulator: make(), startedAt: STARTED_AT, seconds: 10 });
      const last = lastValues(events);
      assert.deepEqual([last["HR"], last["SpO2"], last["E-SpO2-D"]], [73, 97, 97]);
      const samples = samplesOf(events, "PLETH");
      assert.ok(samples.length >= 725 && samples.every((sample) => sample > 0));
      assert.equal(Math.max(...samples) > 255, format === 7);
    });

    it("gives no value without a finger", () => {
      const model = without("pleth", "spo2", "heartRate");
      const { events } = run({ driver, simulator: make(model), startedAt: STARTED_AT, seconds: 3 });
      for (const value of Object.values(lastValues(events))) assert.equal(value, "error");
      assert.ok(samplesOf(events, "PLETH").every(Number.isNaN));
      assert.equal(events.filter((event) => event.kind === "status" && event.id === "sensor").length, 1);
    });

    it("gives no value of a packet whose mark stands in the wrong place", () => {
      const bytes = make()
        .advance(STARTED_AT + 330)
        .slice(0, 125);
      assert.equal(Object.keys(lastValues(finish(driver, bytes).events)).length, 10);
      const at = 60 + (format === 2 ? 1 : 0);
      bytes[at] = (bytes[at] ?? 0) | 1;
      bytes[64] = (bytes[64] ?? 0) + 1;
      const { events, bad } = finish(driver, bytes);
      assert.deepEqual([Object.keys(lastValues(events)).length, bad > 0], [0, true]);
    });
  });
}

describe("nonin vectors", { skip: absentData }, () => {
  it("are taken as they say", () => {
    const vectors = absentData === false ? vectorsOf("nonin-df2", "nonin-df7") : [];
    assert.equal(vectors.length, 6);
    for (const { bytes, name, valid } of vectors) {
      const { good, bad, skipped } = finish(driver, bytes);
      assert.ok(valid);
      assert.deepEqual([good, bad, skipped], [bytes.length / 5, 0, 0], name);
    }
    const [fast, missing] = vectors.slice(3, 5).map((vector) => ({
      events: finish(driver, vector.bytes).events,
      expect: vector.expect,
    }));
    assert.deepEqual(samplesOf(fast?.events ?? [], "PLETH"), fast?.expect["pleth"]);
    assert.deepEqual(
      [lastValues(fast?.events ?? [])["HR"], lastValues(fast?.events ?? [])["SpO2"]],
      [130, 97],
    );
    for (const value of Object.values(lastValues(missing?.events ?? []))) assert.equal(value, "temp-unknown");
  });
});
