import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { run } from "../framing/trial.ts";
import { latin1, toLatin1 } from "../stream/ascii.ts";
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
import { absentData, recording, recordingText, vectorsOf } from "../stream/recordings.ts";
import type { DeviceDriver } from "../contract.ts";
import { bisVista } from "./driver.ts";
import { createBisAsciiSimulator, createBisBinarySimulator } from "./simulator.ts";

const [, binaryLine] = bisVista.lines;
/** The same driver on a line at 57600 baud. */
const binary: DeviceDriver = {
  ...bisVista,
  open: (options) => bisVista.open(binaryLine === undefined ? options : { ...options, line: binaryLine }),
};
const base = { startedAt: STARTED_AT, seconds: 31 };
const options = { startedAt: STARTED_AT, model: body };

describe("bis in ASCII mode", () => {
  mustHold({
    driver: bisVista,
    simulate: createBisAsciiSimulator,
    seconds: 300,
    costOfHit: 2,
    falsifiable: 21,
    maxFrameBytes: 1210,
    startByte: 0x30,
  });
  mustAnswer({ driver: bisVista, simulate: createBisAsciiSimulator });

  it("gives the combined values under their bare names, with the monitor's time", () => {
    const { events } = run({ ...base, driver: bisVista, simulator: createBisAsciiSimulator(options) });
    const last = lastValues(events);
    assert.deepEqual([last["BIS"], last["SQI"], last["SEF"], last["IMPEDNCE.ch1"]], [47, 98, 17.3, 7]);
    const first = events.find((event) => event.kind === "numeric");
    assert.equal(first?.at.device?.milliseconds, STARTED_AT);
  });

  it("gives no index where the signal's quality is nothing", () => {
    const simulator = createBisAsciiSimulator({ ...options, model: without("signalQuality", "impedance") });
    const last = lastValues(run({ ...base, driver: bisVista, simulator }).events);
    assert.deepEqual([last["BIS"], last["SQI"], last["IMPEDNCE.ch1"]], ["error", 0, "error"]);
  });

  it("marks an index of a poor signal", () => {
    const model = {
      at: (...[vital, seconds]: Parameters<typeof body.at>) =>
        vital === "signalQuality" ? 40 : body.at(vital, seconds),
    };
    const { events } = run({
      ...base,
      driver: bisVista,
      simulator: createBisAsciiSimulator({ ...options, model }),
    });
    const index = events.find((event) => event.kind === "numeric" && event.code.id === "BIS");
    assert.equal(index?.kind === "numeric" && index.quality, "questionable");
  });
});

describe("bis in binary mode", () => {
  mustHold({
    driver: binary,
    simulate: createBisBinarySimulator,
    seconds: 40,
    costOfHit: 3,
    falsifiable: 0,
    maxFrameBytes: 1210,
    startByte: 0xba,
  });
  mustAnswer({ driver: binary, simulate: createBisBinarySimulator });

  it("gives values and the electroencephalogram in microvolts", () => {
    const { events } = run({ ...base, driver: binary, simulator: createBisBinarySimulator(options) });
    const last = lastValues(events);
    assert.deepEqual([last["BIS"], last["SQI"], last["SEF"], last["EMGLOW"]], [47, 98, 17.3, 31]);
    const eeg = samplesOf(events, "EEG.ch1");
    assert.ok(eeg.length >= 30 * 128);
    assert.ok(eeg.every((sample) => Math.abs(sample - Math.round(sample)) < 1e-9 && Math.abs(sample) <= 30));
  });

  it("gives no value for the monitor's own sentinel", () => {
    const simulator = createBisBinarySimulator({ ...options, model: without("bis") });
    assert.equal(lastValues(run({ ...base, driver: binary, simulator }).events)["BIS"], "unknown");
  });
});

describe("bis recordings and vectors", { skip: absentData }, () => {
  it("reads the live log with its garbage, its cut record and its own chunks", () => {
    const lines = recordingText("bis-vista-ascii/domenkogler-COM1_02.07.2015_10.11.41.txt")
      .split("\n")
      .slice(1);
    const session = bisVista.open({ startedAt: 0 });
    const events = lines.flatMap((chunk) => session.push(toLatin1(chunk), 0));
    assert.equal(session.counters.good, 7);
    const bis = events.flatMap((event) =>
      event.kind === "numeric" && event.code.id === "BIS" ? [event.value] : [],
    );
    assert.deepEqual(bis, Array(7).fill(null));
    const quality = events.filter((event) => event.kind === "numeric" && event.code.id === "SQI");
    assert.ok(quality.every((event) => event.kind === "numeric" && event.value === 0));
    const whole = finish(bisVista, toLatin1(lines.join("\n")));
    assert.equal(whole.good, 7);
  });

  it("reads the five good records, and the history", () => {
    const lines = finish(bisVista, recording("bis-vista-ascii/vista-rebuilt-lines.txt"));
    assert.deepEqual([lines.good, lines.bad, lines.skipped], [5, 0, 0]);
    const bis = lines.events.flatMap((event) =>
      event.kind === "numeric" && event.code.id === "BIS" ? [event.value] : [],
    );
    assert.deepEqual(bis, [36.2, 34.6, 37.8, 40.7, 42.3]);
    const history = finish(bisVista, recording("bis-vista-ascii/domenkogler-bis-history.head12.txt"));
    const means = history.events.flatMap((event) =>
      event.kind === "numeric" && event.code.id === "AVGBIS" ? [event.value] : [],
    );
    assert.deepEqual(means, [null, 27, 23, 32, 34, 30, 29, 32, null, 30]);
  });

  it("takes the vectors as they say", () => {
    const vectors = absentData === false ? vectorsOf("bis-vista-binary") : [];
    assert.equal(vectors.length, 6);
    for (const { bytes, name, valid } of vectors) {
      assert.ok(valid);
      const { good, bad, skipped } = finish(bisVista, bytes);
      assert.deepEqual([good, bad, skipped], [1, 0, 0], name);
      const wrong = bytes.map((byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte));
      assert.equal(finish(bisVista, wrong).good, 0, name);
    }
    const last = lastValues(finish(bisVista, vectors[5]?.bytes ?? new Uint8Array()).events);
    assert.deepEqual(
      ["BIS", "SQI", "SEF", "SR", "EMGLOW", "TOTPOW"].map((id) => last[id]),
      [41.2, 95, 17.3, 0, 28.1, 61.2],
    );
  });

  it("asks with the bytes of the vectors", () => {
    const session = binary.open({ startedAt: 0, wantsWaves: true });
    const [processed, raw] = session.takeOutgoing();
    const vectors = absentData === false ? vectorsOf("bis-vista-binary") : [];
    assert.deepEqual(processed, vectors[0]?.bytes);
    // The second packet carries the next number; the rest is the vector's.
    assert.deepEqual(raw?.slice(4, 22), vectors[2]?.bytes.slice(4, 22));
    assert.deepEqual(
      bisVista
        .open({ startedAt: 0 })
        .takeOutgoing()
        .map((bytes) => latin1(bytes)),
      ["D"],
    );
  });
});
