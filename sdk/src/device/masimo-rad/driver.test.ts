import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { run } from "../framing/trial.ts";
import { toLatin1 } from "../stream/ascii.ts";
import { body, finish, lastValues, mustHold, STARTED_AT, without } from "../stream/mustHold.ts";
import { absentData, recording } from "../stream/recordings.ts";
import { masimoRad as driver } from "./driver.ts";
import { createMasimoSimulator as simulate } from "./simulator.ts";

const HEAD = "01/05/26 08:00:00 SN=0000000042";
const line = (rest: string) => toLatin1(`${HEAD} ${rest}\r\n`);
const GOOD = "SPO2=098% BPM=097 PI=03.60% SPCO=--.-% ALARM=0000 EXC=000800";

describe("masimo", () => {
  mustHold({
    driver,
    simulate,
    seconds: 120,
    costOfHit: 2,
    falsifiable: 3,
    maxFrameBytes: 320,
    startByte: 0x30,
  });

  it("gives values, codes, serial number and the instrument's time", () => {
    const { events } = run({
      driver,
      simulator: simulate({ startedAt: STARTED_AT, model: body }),
      startedAt: STARTED_AT,
      seconds: 5,
    });
    const last = lastValues(events);
    assert.deepEqual([last["SPO2"], last["BPM"], last["PI"], last["SPCO"]], [97, 72, 4.25, "unknown"]);
    assert.equal(events[0]?.at.device?.milliseconds, STARTED_AT);
    assert.ok(events.some((event) => event.kind === "identity" && event.serialNumber === "0000000042"));
  });

  it("drops digits that are there while the sensor is off, and says so", () => {
    const off = finish(driver, line(GOOD.replace("000800", "000820")));
    assert.deepEqual([lastValues(off.events)["SPO2"], lastValues(off.events)["BPM"]], ["error", "error"]);
    assert.ok(off.events.some((event) => event.kind === "status" && event.id === "sensor-off"));
    const model = without("spo2", "heartRate");
    const { events } = run({
      driver,
      simulator: simulate({ startedAt: STARTED_AT, model }),
      startedAt: STARTED_AT,
      seconds: 2,
    });
    assert.equal(lastValues(events)["SPO2"], "unknown");
  });

  it("marks values of a poor signal", () => {
    const [first] = finish(driver, line(GOOD.replace("000800", "000C00"))).events;
    assert.equal(first?.kind === "numeric" && first.quality, "questionable");
  });

  it("tells alarms when they begin and when they end", () => {
    const three = ["0000", "0002", "0000"].map((bits) => [
      ...line(GOOD.replace("ALARM=0000", `ALARM=${bits}`)),
    ]);
    const { events } = finish(driver, Uint8Array.from(three.flat()));
    const alarms = events.flatMap((event) =>
      event.kind === "alarm" ? [`${event.id} ${event.isActive}`] : [],
    );
    assert.deepEqual(alarms, ["spo2-low true", "spo2-low false"]);
  });

  for (const [what, text] of [
    ["a digit too few", GOOD.replace("098", "98")],
    ["a field twice", `${GOOD} BPM=097`],
    ["no exceptions", GOOD.replace(" EXC=000800", "")],
    ["a letter among digits", GOOD.replace("097", "0q7")],
  ] as const) {
    it(`refuses a line with ${what}`, () => {
      const { good, bad, events } = finish(driver, line(text));
      assert.deepEqual([good, bad, Object.keys(lastValues(events)).length], [0, 1, 0]);
    });
  }
});

describe("masimo recordings", { skip: absentData }, () => {
  it("reads the Rad-8", () => {
    const { good, bad, skipped, events } = finish(driver, recording("masimo-rad8/yahnatan-rad8-ascii1.txt"));
    assert.deepEqual([good, bad, skipped], [5, 0, 0]);
    const beats = events.flatMap((event) =>
      event.kind === "numeric" && event.code.id === "BPM" ? [event.value] : [],
    );
    assert.deepEqual(beats, [97, 96, 96, 96, 97]);
    assert.equal(lastValues(events)["PI"], 2.41);
  });

  it("reads what other models send", () => {
    const { good, bad, events } = finish(driver, recording("masimo-rad8/ascii1-variants.txt"));
    assert.deepEqual([good, bad], [4, 0]);
    const spo2 = events.flatMap((event) =>
      event.kind === "numeric" && event.code.id === "SPO2" ? [event.value] : [],
    );
    assert.deepEqual(spo2, [null, 97, 98, null]);
  });

  it("reads the trend of the manual, where 000 is nothing", () => {
    const { good, events } = finish(driver, recording("masimo-rad8/rad8-manual-trend-ascii2.txt"));
    const spo2 = events.flatMap((event) =>
      event.kind === "numeric" && event.code.id === "SpO2" ? [event.value] : [],
    );
    assert.equal(good, 8);
    assert.deepEqual(spo2, [null, null, 97, 96, 98, null, null, 96]);
  });
});
