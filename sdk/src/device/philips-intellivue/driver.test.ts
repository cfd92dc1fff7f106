import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { createIntellivueSimulator } from "./simulator.ts";
import { intellivue } from "./driver.ts";
import { encodeFrame } from "./link.ts";
import { associationRequest, poll, release } from "./messages.ts";
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

const startedAt = Date.UTC(2026, 0, 5, 8);
const SEED = Number(process.env["SEED"] ?? 20261121);
const simulator = () => createIntellivueSimulator({ startedAt, model: wanderer });
const record = (seconds: number) => run({ driver: intellivue, simulator: simulator(), startedAt, seconds });

describe("intellivue", () => {
  it("asks, answers, polls and releases with the bytes of the guide", () => {
    const request = associationRequest(true);
    assert.equal(request.length, 238);
    assert.deepEqual([...request.subarray(0, 2)], [0x0d, 0xec]);
    const numerics = poll({ invokeId: 0, pollNumber: 1, object: 6, group: 0 });
    const single =
      "e1 00 00 02 00 01 00 1c 00 00 00 07 00 16 00 21 00 00 00 00 00 00 00 00 0c 16 00 08 00 01 00 01 00 06 00 00";
    assert.deepEqual(numerics, fromHex(single));
    assert.equal(poll({ invokeId: 0, pollNumber: 1, object: 9, group: 0, lasting: 0x00493e00 }).at(-3), 0x49);
    assert.equal(release("ask").length, 26);
  });

  it("shows an hour of values, waves and the monitor itself, without a gap", () => {
    const hour = run({
      driver: intellivue,
      simulator: simulator(),
      startedAt,
      seconds: 3600,
      stepMs: 1e3,
      keep: (event) => event.kind !== "wave" || event.afterGap,
    });
    const counts = new Map<string, number>();
    for (const event of hour.events)
      if (event.kind === "numeric") counts.set(event.code.id, (counts.get(event.code.id) ?? 0) + 1);
    for (const id of ["4182", "4BB8", "500A", "50B0", "4B48", "4A05", "4A06", "4A07"]) {
      assert.ok((counts.get(id) ?? 0) >= 3599, `${id}: ${counts.get(id)}`);
    }
    assert.equal(hour.events.filter((event) => event.kind === "wave").length, 0);
    assert.equal(hour.session.counters.gaps, 0);
    assert.equal(hour.session.counters.bad, 0);
    const identity = hour.events.find((event) => event.kind === "identity");
    assert.equal(identity?.kind === "identity" && identity.serialNumber, "SIM0000001");
    assert.equal(hour.events.filter((event) => event.kind === "status").length, 1);
  });

  it("gives units, codes and physical samples", () => {
    const { events } = record(20);
    const heart = events.find((event) => event.kind === "numeric" && event.code.id === "4182");
    assert.deepEqual(
      heart?.kind === "numeric" && [heart.code.mdc, heart.code.loinc, heart.unit, heart.value],
      [147842, "8867-4", "/min", 72],
    );
    const ecg = events.find((event) => event.kind === "wave" && event.code.id === "0102");
    assert.ok(ecg?.kind === "wave");
    assert.deepEqual([ecg.unit, ecg.samplesPerSecond, ecg.code.mdc], ["mV", 250, 131330]);
    assert.ok(Math.abs((ecg.scale?.factor ?? 0) - 0.005) < 1e-12);
    assert.ok(ecg.samples.every((sample) => Math.abs(sample) <= 0.81));
    const pleth = events.find((event) => event.kind === "wave" && event.code.id === "4BB4");
    assert.deepEqual(pleth?.kind === "wave" && [pleth.unit, pleth.samplesPerSecond], [null, 125]);
  });

  it("gives no value, but the reason, when the sensor is off", () => {
    const model = {
      at: (vital: Parameters<typeof wanderer.at>[0], s: number) =>
        vital === "spo2" ? undefined : wanderer.at(vital, s),
    };
    const off = createIntellivueSimulator({ startedAt, model });
    const { events } = run({ driver: intellivue, simulator: off, startedAt, seconds: 5 });
    const saturation = events.filter((event) => event.kind === "numeric" && event.code.id === "4BB8");
    assert.ok(saturation.length > 2);
    assert.ok(
      saturation.every(
        (event) => event.kind === "numeric" && event.value === null && event.absent === "error",
      ),
    );
  });

  it("tells an alarm once, and its end once", () => {
    const model = {
      at: (vital: Parameters<typeof wanderer.at>[0], s: number) =>
        vital === "spo2" ? (s > 10 && s < 20 ? 84 : 97) : wanderer.at(vital, s),
    };
    const { events } = run({
      driver: intellivue,
      simulator: createIntellivueSimulator({ startedAt, model }),
      startedAt,
      seconds: 40,
    });
    const alarms = events.filter((event) => event.kind === "alarm");
    assert.deepEqual(
      alarms.map((event) => event.kind === "alarm" && [event.text, event.priority, event.isActive]),
      [
        ["** SpO2 LOW", "medium", true],
        ["** SpO2 LOW", "medium", false],
      ],
    );
  });

  it("gets nothing from a monitor that is not answered", () => {
    const { events } = run({
      driver: intellivue,
      simulator: simulator(),
      startedAt,
      seconds: 30,
      isMute: true,
    });
    assert.equal(events.filter((event) => event.kind === "numeric").length, 0);
  });

  it("comes back by itself after the monitor was away", () => {
    const session = intellivue.open({ startedAt, wantsWaves: false });
    let monitor = simulator();
    let last = 0;
    for (let now = startedAt; now < startedAt + 90_000; now += 250) {
      const isAway = now > startedAt + 20_000 && now < startedAt + 40_000;
      if (isAway) monitor = simulator();
      const events = [...session.tick(now), ...(isAway ? [] : session.push(monitor.advance(now), now))];
      for (const bytes of session.takeOutgoing()) if (!isAway) monitor.receive(bytes, now);
      if (events.some((event) => event.kind === "numeric")) last = now;
    }
    assert.ok(last > startedAt + 85_000);
  });

  it("gives the same events for any chunks", () => {
    const { bytes } = record(12);
    const whole = play(intellivue, bytes).events;
    assert.ok(whole.length > 100);
    const property = fc.property(
      fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 20 }),
      (sizes) => {
        assert.deepEqual(play(intellivue, bytes, sizes).events, whole);
      },
    );
    fc.assert(property, { seed: SEED, numRuns: 15 });
    assert.deepEqual(
      play(intellivue, bytes.subarray(0, 8_000), [1]).events,
      play(intellivue, bytes.subarray(0, 8_000)).events,
    );
  });

  for (const kind of ["insert", "delete", "flip"] as const satisfies readonly Damage[]) {
    it(`never invents a value when bytes are hit: ${kind}`, () => {
      const { bytes } = record(40);
      const sent = toldValues(play(intellivue, bytes).events);
      for (let seed = SEED; seed < SEED + 8; seed++) {
        const hit = play(intellivue, damage(bytes, kind, seed));
        const told = toldValues(hit.events);
        for (const value of told) assert.ok(sent.has(value), `seed ${seed}: ${value}`);
        assert.ok(hit.session.counters.good > 60);
      }
    });
  }

  it("starts in the middle of a frame and keeps little back", () => {
    const { bytes } = record(12);
    const cut = play(intellivue, bytes.subarray(777));
    assert.ok(toldValues(cut.events).size > 5);
    const endless = play(
      intellivue,
      Uint8Array.from([0xc0, ...new Uint8Array(50_000).fill(0x55), ...encodeFrame([1, 2])]),
    );
    assert.equal(endless.session.counters.good, 1);
  });

  it("takes the vectors as they say", (t) => {
    const vectors = loadVectors("philips-intellivue");
    if (vectors === undefined) return t.skip("the folder of vectors is not beside the project");
    for (const vector of vectors) {
      const { counters } = play(intellivue, fromHex(vector.hex)).session;
      assert.equal(counters.good === 1 && counters.bad === 0, vector.valid, vector.name);
    }
    return undefined;
  });
});
