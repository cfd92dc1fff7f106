import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import type { DeviceDriver, DeviceEvent } from "../contract.ts";
import { damage, play, run, toldValues, wanderer } from "../framing/trial.ts";
import type { DeviceSimulator, SimulatorOptions, Vital, VitalsModel } from "../simulator.ts";

/** Support for the tests of the drivers; no driver uses it. */

export const STARTED_AT = Date.UTC(2026, 0, 5, 8);
export const SEED = Number(process.env["SEED"] ?? 20261121);

/** The wandering body, and what instruments beside the bed and at home measure of it. */
export const body: VitalsModel = {
  at(vital, seconds) {
    const more: Partial<Record<Vital, number>> = {
      perfusionIndex: 4.25,
      spectralEdge: 17.3,
      totalPower: 61.2,
      impedance: 7,
      eeg: Math.round(30 * Math.sin(seconds * 60)),
      infusionRate: 5.3,
      infusedVolume: Math.floor(seconds / 60) / 10,
      weight: 70.4,
      height: 171,
      bodyFat: 22.5,
      bodyWater: 39.8,
      bioimpedance: 512,
      age: 40,
      basalMetabolism: 6400,
    };
    return more[vital] ?? wanderer.at(vital, seconds);
  },
};

/** The same body without what the sensor in question gives. */
export function without(...vitals: readonly Vital[]): VitalsModel {
  return { at: (vital, seconds) => (vitals.includes(vital) ? undefined : body.at(vital, seconds)) };
}

export interface Case {
  readonly driver: DeviceDriver;
  readonly simulate: (options: SimulatorOptions) => DeviceSimulator;
  /** Length of the recording for the damage tests. */
  readonly seconds: number;
  /** Right frames that one damaged byte may cost. */
  readonly costOfHit: number;
  /** Values that one damaged frame without a checksum may falsify; 0 where a checksum stands. */
  readonly falsifiable: number;
  readonly maxFrameBytes: number;
  /** A byte with which a frame begins. */
  readonly startByte: number;
}

/** What every driver must do (devices.md §0, §22; issue E): each as a test of its own. */
export function mustHold(given: Case): void {
  const { driver, simulate, seconds, costOfHit, falsifiable } = given;
  const simulator = (): DeviceSimulator => simulate({ startedAt: STARTED_AT, model: body });
  const record = (): Uint8Array =>
    run({ driver, simulator: simulator(), startedAt: STARTED_AT, seconds }).bytes;

  void it(`gives the same events for any chunks (seed ${SEED})`, () => {
    const bytes = record().subarray(0, 6000);
    const whole = play(driver, bytes);
    assert.ok(whole.session.counters.good > 0);
    const chunks = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(chunks, (sizes) => {
        const pieces = play(driver, bytes, sizes);
        assert.deepEqual(pieces.events, whole.events);
        assert.deepEqual(pieces.session.counters, whole.session.counters);
      }),
      { seed: SEED, numRuns: 10, examples: [[[1]], [[2, 3]]] },
    );
  });

  for (const kind of ["insert", "delete", "flip"] as const) {
    void it(`goes on after one byte in a thousand was hit by: ${kind} (seed ${SEED})`, () => {
      const bytes = record();
      const clean = finish(driver, bytes);
      const real = toldValues(clean.events);
      for (let round = 0; round < 5; round++) {
        const hits = Math.ceil(bytes.length / 1000);
        const hurt = finish(driver, damage(bytes, kind, SEED + round));
        assert.ok(hurt.good >= clean.good - hits * costOfHit, `${hurt.good} of ${clean.good}, ${hits} hits`);
        const invented = hurt.events.filter(
          (event) =>
            event.kind === "numeric" && event.value !== null && !real.has(`${event.code.id}=${event.value}`),
        );
        assert.ok(invented.length <= hits * falsifiable, JSON.stringify(invented[0]));
      }
    });
  }

  void it("begins in the middle of a frame without inventing a value", () => {
    const bytes = record();
    const real = toldValues(finish(driver, bytes).events);
    for (let from = 1; from < Math.min(bytes.length, 90); from += 7) {
      const late = finish(driver, bytes.subarray(from));
      for (const value of toldValues(late.events)) assert.ok(real.has(value), value);
    }
  });

  void it("keeps back no more than a frame, whatever comes", () => {
    const session = driver.open({ startedAt: 0 });
    const noise = new Uint8Array(500).fill(given.startByte);
    for (let round = 0; round < 40; round++) {
      session.push(noise, 0);
      const { bytes, skippedBytes } = session.counters;
      assert.ok(bytes - skippedBytes <= given.maxFrameBytes + 1, `${bytes - skippedBytes}`);
    }
    const good = record().subarray(0, 20_000);
    session.push(good, 0);
    session.lineError("unplugged", 0);
    assert.ok(session.counters.good >= finish(driver, good).good - costOfHit);
  });

  void it("reads an hour of its instrument", () => {
    const hour = run({
      driver,
      simulator: simulator(),
      startedAt: STARTED_AT,
      seconds: 3600,
      stepMs: 1000,
      keep: (event) =>
        event.kind === "wave" ? event.afterGap : event.kind === "numeric" && event.value === null,
    });
    const { bad, gaps, good } = hour.session.counters;
    assert.deepEqual({ bad, gaps }, { bad: 0, gaps: 0 });
    assert.ok(good > 0);
    assert.equal(hour.events.filter((event) => event.kind === "wave").length, 0);
  });
}

/** Plays bytes to the end of the recording. */
export function finish(
  driver: DeviceDriver,
  bytes: Uint8Array,
): {
  readonly events: readonly DeviceEvent[];
  readonly good: number;
  readonly bad: number;
  readonly skipped: number;
} {
  const { events, session } = play(driver, bytes);
  const rest = session.lineError("unplugged", 0);
  const { good, bad, skippedBytes } = session.counters;
  return { events: [...events, ...rest], good, bad, skipped: skippedBytes };
}

/** The last value of each code, by its id; a reason in place of a value that is absent. */
export function lastValues(events: readonly DeviceEvent[]): Record<string, number | string> {
  const last: Record<string, number | string> = {};
  for (const event of events) {
    if (event.kind === "numeric") last[event.code.id] = event.value ?? event.absent ?? "absent";
  }
  return last;
}

/** All samples of one wave. */
export function samplesOf(events: readonly DeviceEvent[], id: string): number[] {
  return events.flatMap((event) => (event.kind === "wave" && event.code.id === id ? [...event.samples] : []));
}

/** Whether the instrument falls silent when nothing is sent to it. */
export function mustAnswer({ driver, simulate }: Pick<Case, "driver" | "simulate">, seconds = 30): void {
  void it("hears nothing of an instrument that it does not answer", () => {
    const simulator = simulate({ startedAt: STARTED_AT, model: body });
    const mute = run({ driver, simulator, startedAt: STARTED_AT, seconds, isMute: true });
    assert.equal(mute.bytes.length, 0);
    assert.equal(mute.session.counters.good, 0);
  });
}
