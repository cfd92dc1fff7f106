import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { createDriSimulator } from "./simulator.ts";
import { dri } from "./driver.ts";
import { encodeRecord } from "./link.ts";
import { requestDisplayed, requestWaves } from "./records.ts";
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
const simulator = () => createDriSimulator({ startedAt, model: wanderer });
const record = (seconds: number) => run({ driver: dri, simulator: simulator(), startedAt, seconds });

describe("dri", () => {
  it("shows an hour of values and waves without a gap", () => {
    const hour = run({
      driver: dri,
      simulator: simulator(),
      startedAt,
      seconds: 3600,
      stepMs: 1e3,
      keep: (event) => event.kind !== "wave" || event.afterGap,
    });
    const counts = new Map<string, number>();
    for (const event of hour.events)
      if (event.kind === "numeric" && event.value !== null)
        counts.set(event.code.id, (counts.get(event.code.id) ?? 0) + 1);
    for (const id of ["ECG.hr", "SpO2", "NIBP.sys", "T1", "CO2.et", "CO2.et.mmHg", "BIS"])
      assert.ok((counts.get(id) ?? 0) >= 720, `${id}: ${counts.get(id)}`);
    assert.equal(hour.events.filter((event) => event.kind === "wave" || event.kind === "status").length, 0);
    assert.equal(hour.session.counters.bad, 0);
  });

  it("gives units, codes, physical samples, and CO2 in mmHg only with the ambient pressure", () => {
    const { events } = record(12);
    const of = (id: string) => events.find((event) => event.kind === "numeric" && event.code.id === id);
    const co2 = of("CO2.et");
    const pressure = of("CO2.et.mmHg");
    assert.deepEqual(co2?.kind === "numeric" && [co2.value, co2.unit, co2.code.loinc], [5, "%", undefined]);
    assert.deepEqual(pressure?.kind === "numeric" && [pressure.value, pressure.unit, pressure.code.loinc], [
      38,
      "mm[Hg]",
      "19891-1",
    ]);
    const ecg = events.find((event) => event.kind === "wave" && event.code.id === "ECG1");
    assert.deepEqual(
      ecg?.kind === "wave" && [ecg.unit, ecg.samplesPerSecond, ecg.samples.length, ecg.afterGap],
      ["uV", 300, 60, false],
    );
  });

  it("gives no value, but the reason, when the sensor is off", () => {
    const model = {
      at: (vital: Vital, s: number) =>
        vital === "spo2" || vital === "endTidalCo2" ? undefined : wanderer.at(vital, s),
    };
    const { events } = run({
      driver: dri,
      simulator: createDriSimulator({ startedAt, model }),
      startedAt,
      seconds: 12,
    });
    const off = events.filter((event) => event.kind === "numeric" && event.code.id === "SpO2");
    assert.ok(
      off.length > 1 &&
        off.every((event) => event.kind === "numeric" && event.value === null && event.absent === "error"),
    );
    assert.ok(!events.some((event) => event.kind === "numeric" && event.code.id === "CO2.et.mmHg"));
  });

  it("gets nothing from a monitor that was not asked, and says so", () => {
    const { events } = run({ driver: dri, simulator: simulator(), startedAt, seconds: 40, isMute: true });
    assert.deepEqual([...new Set(events.map((event) => event.kind === "status" && event.id))], ["silent"]);
  });

  it("gives the same events for any chunks", () => {
    const { bytes } = record(10);
    const whole = play(dri, bytes).events;
    assert.ok(whole.length > 100);
    const property = fc.property(
      fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 20 }),
      (sizes) => {
        assert.deepEqual(play(dri, bytes, sizes).events, whole);
      },
    );
    fc.assert(property, { seed: SEED, numRuns: 15 });
    assert.deepEqual(
      play(dri, bytes.subarray(0, 6_000), [1]).events,
      play(dri, bytes.subarray(0, 6_000)).events,
    );
  });

  for (const kind of ["insert", "delete", "flip"] as const satisfies readonly Damage[]) {
    it(`never invents a value when bytes are hit: ${kind}`, () => {
      const { bytes } = record(60);
      const sent = toldValues(play(dri, bytes).events);
      for (let seed = SEED; seed < SEED + 10; seed++) {
        const hit = play(dri, damage(bytes, kind, seed));
        for (const value of toldValues(hit.events)) assert.ok(sent.has(value), `seed ${seed}: ${value}`);
        assert.ok(hit.session.counters.good > 10, `${hit.session.counters.good}`);
      }
    });
  }

  it("starts in mid-frame, forgets endless frames, and survives any records", () => {
    const { bytes } = record(12);
    assert.ok(toldValues(play(dri, bytes.subarray(bytes.length >> 1)).events).size > 5);
    const endless = Uint8Array.from([
      0x7e,
      ...new Uint8Array(50_000).fill(0x55),
      ...encodeRecord(requestDisplayed(10, 14)),
    ]);
    assert.equal(play(dri, endless).session.counters.good, 1);
    const anyRecord = fc.uint8Array({ minLength: 2, maxLength: 600 }).map((body) => {
      body[0] = body.length & 255;
      body[1] = body.length >> 8;
      return encodeRecord(body);
    });
    fc.assert(
      fc.property(anyRecord, (frame) => void play(dri, frame)),
      { seed: SEED, numRuns: 200 },
    );
  });

  it("asks with the bytes of the maker's document, and takes the vectors as they say", (t) => {
    const vectors = loadVectors("datex-s5-dri");
    if (vectors === undefined) return t.skip("the folder of vectors is not beside the project");
    const named = (name: string) => fromHex(vectors.find((vector) => vector.name === name)?.hex ?? "");
    assert.deepEqual(encodeRecord(requestDisplayed(10, 0x0e)), named("displ-10s-all"));
    assert.deepEqual(encodeRecord(requestDisplayed(0, 0)), named("displ-stop"));
    assert.deepEqual(encodeRecord(requestWaves([1])), named("wave-ecg1"));
    assert.deepEqual(encodeRecord(requestWaves([])), named("wave-stop"));
    for (const vector of vectors) {
      const { counters } = play(dri, fromHex(vector.hex)).session;
      assert.equal(counters.good === 1 && counters.bad === 0, vector.valid, vector.name);
    }
    return undefined;
  });
});
