import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { createMedibusSimulator } from "./simulator.ts";
import { medibus } from "./driver.ts";
import { encodeSlow, ESC, SOH } from "./frames.ts";
import { parseClock, parseReadings, parseStreams } from "./parseResponses.ts";
import {
  damage,
  fromHex,
  loadVectors,
  play,
  run,
  toldValues,
  wanderer,
  type Damage,
} from "../framing/trial.ts";
import type { Vital } from "../simulator.ts";

const startedAt = Date.UTC(2026, 0, 5, 8);
const SEED = Number(process.env["SEED"] ?? 20261121);
const simulator = () => createMedibusSimulator({ startedAt, model: wanderer });
const record = (seconds: number) => run({ driver: medibus, simulator: simulator(), startedAt, seconds });

describe("medibus", () => {
  it("forms commands and answers as the maker prints them", () => {
    assert.deepEqual(encodeSlow(ESC, 0x51), fromHex("1b 51 36 43 0d"));
    assert.deepEqual(encodeSlow(SOH, 0x51), fromHex("01 51 35 32 0d"));
    assert.deepEqual(encodeSlow(ESC, 0x54, "00020603"), fromHex("1b 54 30 30 30 32 30 36 30 33 46 41 0d"));
    assert.deepEqual(encodeSlow(SOH, 0x15), fromHex("01 15 31 36 0d"));
  });

  it("reads columns, and nothing of columns that do not fit", () => {
    assert.deepEqual(
      parseReadings("EB 98 7D-  5", 4)?.map((reading) => reading.value),
      [98, -5],
    );
    assert.equal(parseReadings("EB 98 7D-  ", 4), undefined);
    assert.equal(parseReadings("EBX98 ", 4), undefined);
    assert.equal(parseClock("11:11:1911-NOV-93"), Date.UTC(1993, 10, 11, 11, 11, 19));
    assert.equal(parseClock(" 9:33 7-OCT-14"), Date.UTC(2014, 9, 7, 9, 33));
    assert.equal(parseClock("09:33:00 07-OKT-14"), Date.UTC(2014, 9, 7, 9, 33));
    assert.deepEqual(parseStreams("00   16000-  10  100370"), [
      { code: "00", microseconds: 16000, min: -10, max: 100, maxBin: 880 },
    ]);
  });

  it("shows an hour of values and waves without a gap", () => {
    const hour = run({
      driver: medibus,
      simulator: simulator(),
      startedAt,
      seconds: 3600,
      stepMs: 500,
      keep: (event) => event.kind !== "wave" || event.afterGap,
    });
    const counts = new Map<string, number>();
    for (const event of hour.events)
      if (event.kind === "numeric" && event.value !== null)
        counts.set(event.code.id, (counts.get(event.code.id) ?? 0) + 1);
    for (const id of ["EB", "E1", "D6", "E6", "78", "7D", "82"])
      assert.ok((counts.get(id) ?? 0) > 2_300, `${id}: ${counts.get(id)}`);
    for (const id of ["2/13", "set/01", "low/EB", "high/EB"])
      assert.ok((counts.get(id) ?? 0) > 300, `${id}: ${counts.get(id)}`);
    assert.equal(hour.events.filter((event) => event.kind === "wave").length, 0);
    assert.deepEqual(
      [hour.session.counters.bad, hour.session.counters.gaps, hour.session.counters.skippedBytes],
      [0, 0, 0],
    );
    // Both sides greet at once in the beginning; after that the link never breaks.
    const greeted = hour.events.filter((event) => event.kind === "status" && event.id === "connected");
    assert.ok(greeted.length > 0 && greeted.every((event) => event.at.receivedAt <= startedAt + 5_000));
  });

  it("gives units, codes and physical samples", () => {
    const { events } = record(20);
    const peep = events.find((event) => event.kind === "numeric" && event.code.id === "78");
    assert.deepEqual(peep?.kind === "numeric" && [peep.value, peep.unit, peep.code.loinc], [
      5,
      "mbar",
      "76248-4",
    ]);
    const limit = events.find((event) => event.kind === "numeric" && event.code.id === "low/EB");
    assert.ok(limit?.kind === "numeric" && limit.code.loinc === undefined);
    const pressure = events.find((event) => event.kind === "wave" && event.code.id === "rt/00");
    assert.ok(pressure?.kind === "wave");
    assert.deepEqual([pressure.samplesPerSecond, pressure.unit], [62.5, "mbar"]);
    assert.ok(pressure.samples.every((sample) => sample > 1.9 && sample < 18.1));
    assert.ok(events.some((event) => event.kind === "identity" && event.model === "Evita 4 (8240)"));
    assert.ok(events.some((event) => event.kind === "status" && event.text === "STANDBY"));
  });

  it("says that a value is gone, and that an alarm came and went", () => {
    const model = {
      at: (vital: Vital, s: number) =>
        vital === "spo2" ? (s < 10 ? 97 : s < 20 ? 84 : undefined) : wanderer.at(vital, s),
    };
    const { events } = run({
      driver: medibus,
      simulator: createMedibusSimulator({ startedAt, model }),
      startedAt,
      seconds: 40,
    });
    const gone = events.filter(
      (event) => event.kind === "numeric" && event.code.id === "EB" && event.value === null,
    );
    assert.deepEqual(
      gone.map((event) => event.kind === "numeric" && event.absent),
      ["unknown"],
    );
    const alarms = events.filter((event) => event.kind === "alarm");
    assert.deepEqual(
      alarms.map((event) => event.kind === "alarm" && event.isActive),
      [true, false],
    );
  });

  it("gets nothing from an instrument that is not answered", () => {
    const { events } = run({ driver: medibus, simulator: simulator(), startedAt, seconds: 30, isMute: true });
    assert.equal(events.filter((event) => event.kind === "numeric").length, 0);
  });

  it("gives the same events for any chunks", () => {
    const { bytes } = record(20);
    const whole = play(medibus, bytes).events;
    assert.ok(whole.length > 60);
    const property = fc.property(
      fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 20 }),
      (sizes) => {
        assert.deepEqual(play(medibus, bytes, sizes).events, whole);
      },
    );
    fc.assert(property, { seed: SEED, numRuns: 15 });
    assert.deepEqual(play(medibus, bytes, [1]).events, whole);
  });

  for (const kind of ["insert", "delete", "flip"] as const satisfies readonly Damage[]) {
    it(`never invents a value when bytes are hit: ${kind}`, () => {
      const { bytes } = record(60);
      const sent = toldValues(play(medibus, bytes).events);
      for (let seed = SEED; seed < SEED + 20; seed++) {
        const hit = play(medibus, damage(bytes, kind, seed));
        for (const value of toldValues(hit.events)) assert.ok(sent.has(value), `seed ${seed}: ${value}`);
        assert.ok(hit.session.counters.good > 100);
      }
    });
  }

  it("starts in the middle of a frame, forgets endless ones, and survives any bytes", () => {
    const { bytes } = record(20);
    assert.ok(toldValues(play(medibus, bytes.subarray(3331)).events).size > 5);
    const endless = Uint8Array.from([
      SOH,
      ...new Uint8Array(50_000).fill(0x20),
      ...encodeSlow(SOH, 0x24, "EB 98 "),
    ]);
    assert.deepEqual([...toldValues(play(medibus, endless).events)], ["EB=98"]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4000 }), (noise) => void play(medibus, noise)),
      { seed: SEED, numRuns: 50 },
    );
  });

  it("takes the vectors as they say", (t) => {
    const vectors = loadVectors("draeger-medibus");
    if (vectors === undefined) return t.skip("the folder of vectors is not beside the project");
    for (const vector of vectors.filter((each) => !each.name.startsWith("rt-"))) {
      const { counters } = play(medibus, fromHex(vector.hex)).session;
      assert.equal(counters.good === 1 && counters.bad === 0, vector.valid, vector.name);
    }
    const named = (name: string) => fromHex(vectors.find((vector) => vector.name === name)?.hex ?? "");
    assert.deepEqual([...toldValues(play(medibus, named("meas-cp1-2values")).events)], ["EB=98", "E1=70"]);
    const session = medibus.open({ startedAt: 0 });
    for (const name of ["rtcfg-resp", "configure-rt", "rt-enable-1-2", "rt-data", "rt-data-only-1"])
      session.push(named(name), 0);
    const waves = session.tick(2_000).filter((event) => event.kind === "wave");
    assert.deepEqual(
      waves.map((wave) => wave.kind === "wave" && [...wave.samples]),
      [[0.125, 0.5], [-20 + (205 * 120) / 1120]],
    );
    return undefined;
  });
});
