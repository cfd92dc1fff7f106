import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { play, run } from "../framing/trial.ts";
import { latin1, toLatin1 } from "../stream/ascii.ts";
import { body, finish, lastValues, mustHold, samplesOf, STARTED_AT, without } from "../stream/mustHold.ts";
import { absentData, recording, recordingText } from "../stream/recordings.ts";
import { ivy450c as driver } from "./driver.ts";
import { createIvySimulator as simulate } from "./simulator.ts";

const message = (): Uint8Array => simulate({ startedAt: STARTED_AT, model: body }).advance(STARTED_AT);

describe("ivy450c", () => {
  mustHold({
    driver,
    simulate,
    seconds: 40,
    costOfHit: 2,
    falsifiable: 17,
    maxFrameBytes: 809,
    startByte: 0xff,
  });

  it("gives values and waves as they were sent", () => {
    const { events } = run({
      driver,
      simulator: simulate({ startedAt: STARTED_AT, model: body }),
      startedAt: STARTED_AT,
      seconds: 3,
    });
    const last = lastValues(events);
    assert.deepEqual(
      [last["HR"], last["SPO2"], last["PR"], last["NIBP-SYS"], last["T2"]],
      [72, 97, 72, 120, "unknown"],
    );
    assert.equal(samplesOf(events, "ECG").length, 800);
  });

  it("gives no value where the monitor sends none", () => {
    const simulator = simulate({ startedAt: STARTED_AT, model: without("spo2", "heartRate") });
    const { events } = run({ driver, simulator, startedAt: STARTED_AT, seconds: 2 });
    const last = lastValues(events);
    assert.deepEqual(
      [last["HR"], last["SPO2"], last["PR"], last["P2-SYS"]],
      ["unknown", "unknown", "unknown", "not-performed"],
    );
    assert.ok(samplesOf(events, "P2").every(Number.isNaN));
  });

  it("tells the monitor's alarm when it begins and ends", () => {
    const text = latin1(message());
    const alarm = text.replace(/HR=1;\d+;ECG-II-DIAG;/, "HR=1;172;ECG-II-DIAG;HIGH RATE");
    const { events } = finish(driver, toLatin1(text + alarm + text));
    const alarms = events.flatMap((event) =>
      event.kind === "alarm" ? [`${event.text} ${event.isActive}`] : [],
    );
    assert.deepEqual(alarms, ["HIGH RATE true", "HIGH RATE false"]);
  });

  for (const [what, from, to] of [
    ["a number of values that is not the line's", "NIBP=4", "NIBP=3"],
    ["a name twice", "T2=1", "T1=1"],
    ["a letter for a digit", "SPO2=1;9", "SPO2=1;x"],
  ] as const) {
    it(`refuses a message with ${what}`, () => {
      const { good, bad, events } = finish(driver, toLatin1(latin1(message()).replace(from, to)));
      assert.deepEqual([good, bad, Object.keys(lastValues(events)).length], [0, 1, 0]);
    });
  }
});

describe("ivy450c recording", { skip: absentData }, () => {
  it("reads the 27 messages after a cut one", () => {
    const expected = JSON.parse(recordingText("ivy-450c-ansar-b/expected.json"));
    const bytes = recording("ivy-450c-ansar-b/Ivy450C.1.data");
    const { events, session } = play(driver, bytes, [1, 97, 1000]);
    const { good, bad, skippedBytes } = session.counters;
    assert.deepEqual(
      [good, bad, skippedBytes],
      [expected.messages, 0, expected.lead_in_bytes_before_first_FF],
    );
    const systolic = events.flatMap((event) =>
      event.kind === "numeric" && event.code.id === "P1-SYS" ? [event.value] : [],
    );
    const low = systolic.flatMap((value, index) => (value === 110 ? [index + 1] : []));
    assert.deepEqual([low, new Set(systolic)], [[9, 10, 14, 19, 21], new Set([111, 110])]);
    const last = lastValues(events);
    assert.deepEqual(
      ["HR", "RR", "ETCO2", "SPO2", "PR", "NIBP-SYS", "NIBP-DIA", "NIBP-MEAN", "P1-MEAN", "P2-SYS"].map(
        (id) => last[id],
      ),
      [80, 35, "unknown", 100, 80, 121, 75, 92, 88, "not-performed"],
    );
  });
});
