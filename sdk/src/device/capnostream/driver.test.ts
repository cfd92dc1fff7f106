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
import { absentData, vectorsOf } from "../stream/recordings.ts";
import { capnostream as driver } from "./driver.ts";
import { createCapnostreamReader, encodeCapnostream } from "./frame.ts";
import { createCapnostreamSimulator as simulate } from "./simulator.ts";

const base = { driver, startedAt: STARTED_AT, seconds: 20 };

describe("capnostream", () => {
  mustHold({
    driver,
    simulate,
    seconds: 120,
    costOfHit: 2,
    falsifiable: 0,
    maxFrameBytes: 515,
    startByte: 0x85,
  });
  mustAnswer({ driver, simulate });

  it("undoes its stuffing for every byte", () => {
    const payload = Uint8Array.from({ length: 250 }, (_, index) => index);
    const bytes = encodeCapnostream(0x20, payload);
    const { frame, read } = createCapnostreamReader();
    assert.equal(read(bytes, 0, bytes.length), bytes.length);
    assert.equal(frame.code, 0x20);
    assert.deepEqual(frame.content.slice(0, frame.length), payload);
  });

  it("goes on for as long as it says that the link is active", () => {
    const simulator = simulate({ startedAt: STARTED_AT, model: body });
    const session = driver.open({ startedAt: STARTED_AT });
    for (const bytes of session.takeOutgoing()) simulator.receive(bytes, STARTED_AT);
    // Never told that time passes, it sends no "link is active": after 5 s the monitor stops.
    assert.ok(simulator.advance(STARTED_AT + 5_000).length > 0);
    assert.equal(simulator.advance(STARTED_AT + 20_000).length, 0);
    const { events } = run({ ...base, simulator: simulate({ startedAt: STARTED_AT, model: body }) });
    assert.ok(samplesOf(events, "CO2").length >= 19 * 20);
  });

  it("gives the reason, and no value, without a line or a finger", () => {
    const model = without("co2", "endTidalCo2", "spo2");
    const { events } = run({ ...base, simulator: simulate({ startedAt: STARTED_AT, model }) });
    const last = lastValues(events);
    assert.deepEqual([last["EtCO2"], last["SpO2"], last["PR"]], ["unknown", "unknown", 74]);
    assert.ok(samplesOf(events, "CO2").every(Number.isNaN));
    assert.ok(events.some((event) => event.kind === "status" && event.id === "filterline-off"));
  });

  it("refuses values that came shifted by one byte", () => {
    const item = new Uint8Array(27);
    item.set([0x69, 0, 0, 1, 38, 0, 14, 97, 72]);
    item[25] = 1;
    const shifted = Uint8Array.from([...item.subarray(0, 4), 0, ...item.subarray(4, 26)]);
    shifted[25] = 1;
    const bytes = [...encodeCapnostream(1, item), ...encodeCapnostream(1, shifted)];
    const { bad, good, events } = finish(driver, Uint8Array.from(bytes));
    assert.deepEqual([good, bad, lastValues(events)["SpO2"]], [1, 1, 97]);
  });

  it("knows the pressure from the fraction", () => {
    const item = new Uint8Array(27);
    item.set([0x69, 0, 0, 1, 51, 0, 14, 97, 72]);
    item[25] = 3;
    const { events } = finish(driver, encodeCapnostream(1, item));
    const etCo2 = events.find((event) => event.kind === "numeric" && event.code.id === "EtCO2");
    assert.deepEqual(etCo2?.kind === "numeric" && [etCo2.value, etCo2.unit, etCo2.code.loinc], [
      5.1,
      "%",
      undefined,
    ]);
  });
});

describe("capnostream vectors", { skip: absentData }, () => {
  it("are taken as they say", () => {
    const vectors = absentData === false ? vectorsOf("capnostream20") : [];
    assert.equal(vectors.length, 7);
    for (const { bytes, name, valid } of vectors) {
      const { good, bad, skipped } = finish(driver, bytes);
      assert.deepEqual([good, bad, skipped], valid ? [1, 0, 0] : [0, 1, bytes.length], name);
    }
    const [numerics, wave] = vectors.slice(5).map(({ bytes }) => finish(driver, bytes).events);
    assert.deepEqual(lastValues(numerics ?? []), { EtCO2: 38, FiCO2: 0, RR: 14, SpO2: 97, PR: 72 });
    assert.deepEqual(samplesOf(wave ?? [], "CO2"), [37.5]);
  });
});
