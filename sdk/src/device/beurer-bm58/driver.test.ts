import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { run } from "../framing/trial.ts";
import { body, finish, lastValues, mustAnswer, STARTED_AT } from "../stream/mustHold.ts";
import { absentData, vectorsOf } from "../stream/recordings.ts";
import { beurerBm58 as driver } from "./driver.ts";
import { decodeRecord } from "./record.ts";
import { createBm58Simulator as simulate } from "./simulator.ts";

const options = { startedAt: STARTED_AT, model: body };
const RECORD = Uint8Array.of(0xac, 0x61, 0x35, 0x42, 11, 20, 15, 47, 26);

describe("bm58", () => {
  mustAnswer({ driver, simulate });

  it("reads the whole memory, each record once, and then asks nothing more", () => {
    const { events, session } = run({
      driver,
      simulator: simulate({ ...options, recordCount: 60 }),
      startedAt: STARTED_AT,
      seconds: 3600,
      stepMs: 1000,
    });
    const pressures = events.filter((event) => event.kind === "numeric" && event.code.id === "SYS");
    assert.equal(pressures.length, 60);
    assert.deepEqual(new Set(pressures.map((event) => event.at.device?.milliseconds)).size, 60);
    assert.deepEqual([session.counters.bad, session.counters.skippedBytes], [0, 0]);
    assert.ok(
      events.some((event) => event.kind === "identity" && event.model === "Simulated Blood Pressure Meter"),
    );
    assert.equal(events.filter((event) => event.kind === "status" && event.id === "finished").length, 1);
  });

  it("ends at once with an empty memory", () => {
    const { events } = run({
      driver,
      simulator: simulate({ ...options, recordCount: 0 }),
      startedAt: STARTED_AT,
      seconds: 60,
    });
    assert.equal(events.filter((event) => event.kind === "numeric").length, 0);
    assert.ok(events.some((event) => event.kind === "status" && event.id === "finished"));
  });

  it("asks again for a record that was cut, and tells it once", () => {
    const session = driver.open({ startedAt: 0 });
    const asked = (): number[] => session.takeOutgoing().flatMap((bytes) => [...bytes]);
    assert.deepEqual(asked(), [0xaa]);
    session.push(Uint8Array.of(0x55), 10);
    assert.deepEqual(asked(), [0xa4]);
    session.push(Uint8Array.of(0x42), 20);
    session.tick(1000);
    assert.deepEqual(asked(), [0xa2]);
    session.push(Uint8Array.of(1), 1010);
    assert.deepEqual(asked(), [0xa3, 1]);
    assert.deepEqual(session.push(RECORD.subarray(0, 4), 1020), []);
    session.tick(4000);
    assert.deepEqual(asked(), [0xa3, 1]);
    assert.equal(session.push(RECORD, 4010).filter((event) => event.kind === "numeric").length, 3);
    assert.deepEqual(asked(), []);
  });

  it("knows records of a file by their ranges, in any chunks", () => {
    const bytes = Uint8Array.from([0x55, ...RECORD, ...RECORD]);
    for (const size of [1, 2, 5, 19]) {
      const session = driver.open({ startedAt: 0 });
      for (let at = 0; at < bytes.length; at += size) session.push(bytes.subarray(at, at + size), 0);
      assert.deepEqual([session.counters.good, session.counters.skippedBytes], [2, 1]);
    }
  });

  for (const [what, place, value] of [
    ["a diastolic pressure above the systolic", 2, 0x70],
    ["no pulse", 3, 0],
    ["a thirteenth month", 4, 13],
    ["the 31st of November", 5, 31],
    ["25 o'clock", 6, 25],
    ["a 60th minute", 7, 60],
  ] as const) {
    it(`refuses a record with ${what}`, () => {
      assert.notEqual(decodeRecord(RECORD, 0), undefined);
      assert.equal(decodeRecord(RECORD.with(place, value), 0), undefined);
    });
  }
});

describe("bm58 vector", { skip: absentData }, () => {
  it("is read with the cuff's own time", () => {
    const [vector] = absentData === false ? vectorsOf("beurer-bm58") : [];
    const { good, events } = finish(driver, vector?.bytes ?? new Uint8Array());
    assert.deepEqual([good, lastValues(events)], [1, { SYS: 122, DIA: 78, PULSE: 66 }]);
    assert.equal(events[0]?.at.device?.milliseconds, Date.UTC(2026, 10, 20, 15, 47));
  });
});
