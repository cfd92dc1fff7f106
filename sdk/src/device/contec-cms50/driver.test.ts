import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { run } from "../framing/trial.ts";
import {
  body,
  finish,
  lastValues,
  mustAnswer,
  mustHold,
  samplesOf,
  STARTED_AT,
  without,
} from "../stream/mustHold.ts";
import { absentData, recording, vectorsOf } from "../stream/recordings.ts";
import { contecCms50 as driver } from "./driver.ts";
import { decodeContec, encodeCommand, encodeContec } from "./packet.ts";
import { createContecSimulator, createOldContecSimulator } from "./simulator.ts";

const options = { startedAt: STARTED_AT, model: body };
const base = { driver, startedAt: STARTED_AT, seconds: 20 };

for (const [name, simulate] of [
  ["V7.0", createContecSimulator],
  ["V5.0A", createOldContecSimulator],
] as const) {
  describe(`cms50 with protocol ${name}`, () => {
    mustHold({
      driver,
      simulate,
      seconds: 30,
      costOfHit: 3,
      falsifiable: 3,
      maxFrameBytes: 9,
      startByte: 1,
    });

    it("gives values and the wave", () => {
      const { events } = run({ ...base, simulator: simulate(options) });
      const last = lastValues(events);
      assert.deepEqual([last["PR"], last["SpO2"]], [74, 97]);
      assert.ok(samplesOf(events, "PLETH").length >= 19 * 60);
      if (name === "V7.0") assert.equal(last["PI"], 4.25);
    });

    it("gives no value without a finger", () => {
      const simulator = simulate({ ...options, model: without("spo2", "heartRate", "perfusionIndex") });
      const { events } = run({ ...base, simulator });
      for (const value of Object.values(lastValues(events))) assert.equal(value, "error");
      assert.ok(samplesOf(events, "PLETH").every(Number.isNaN));
      assert.equal(events.filter((event) => event.kind === "status").length, 1);
    });
  });
}

describe("cms50", () => {
  mustAnswer({ driver, simulate: createContecSimulator });

  it("keeps the oximeter sending, which stops by itself", () => {
    const simulator = createContecSimulator(options);
    simulator.receive(encodeCommand(0xa1), STARTED_AT);
    assert.equal(simulator.advance(STARTED_AT + 60_000).length, 9 * 301);
    const { session } = run({ ...base, simulator: createContecSimulator(options), seconds: 60 });
    assert.ok(session.counters.good >= 60 * 60);
  });

  it("sends no command to old firmware", () => {
    const [, oldLine] = driver.lines;
    const session = driver.open({ startedAt: 0, ...(oldLine === undefined ? {} : { line: oldLine }) });
    session.tick(60_000);
    assert.deepEqual(session.takeOutgoing(), []);
  });

  it("restores the high bits of every byte", () => {
    const data = [0x80, 0x7f, 0xff, 0, 0x55, 0xaa, 0x81];
    assert.deepEqual([...decodeContec(encodeContec(1, data), 0, 9)], data);
  });

  it("refuses a saturation that cannot be", () => {
    const { good, bad } = finish(driver, encodeContec(1, [4, 19, 2, 60, 120, 0, 0]));
    assert.deepEqual([good, bad], [0, 1]);
  });
});

describe("cms50 recording and vectors", { skip: absentData }, () => {
  it("reads 102 packets, two beats a second apart", () => {
    const { good, bad, skipped, events } = finish(driver, recording("contec-cms50e/titinho11-data.bin"));
    assert.deepEqual([good, bad, skipped], [102, 0, 4]);
    assert.deepEqual(lastValues(events), { PR: 60, SpO2: 99, PI: "unknown" });
    const samples = samplesOf(events, "PLETH");
    assert.equal(samples.length, 102);
    const rises = samples.flatMap((sample, index) =>
      sample >= 60 && (samples[index - 1] ?? 99) < 60 ? [index] : [],
    );
    // 60 packets a second: a pulse of 60 a minute rises every 59 to 61 packets.
    assert.deepEqual(rises, [30, 89]);
  });

  it("takes the vectors as they say", () => {
    const vectors = absentData === false ? vectorsOf("contec-cms50-v7", "contec-cms50-v5") : [];
    assert.equal(vectors.length, 13);
    for (const { bytes, name, valid } of vectors) {
      const { good, bad, skipped } = finish(driver, bytes);
      assert.deepEqual([good, bad, skipped, valid], [1, 0, 0, true], name);
    }
    const values = vectors.slice(9).map(({ bytes }) => lastValues(finish(driver, bytes).events));
    assert.deepEqual(values, [
      { PR: 60, SpO2: 99, PI: "unknown" },
      { PR: 150, SpO2: 96, PI: 4.25 },
      { PR: 60, SpO2: 99 },
      { PR: 150, SpO2: 96 },
    ]);
    assert.deepEqual([encodeCommand(0xa1), encodeCommand(0xaf)], [vectors[0]?.bytes, vectors[2]?.bytes]);
  });
});
