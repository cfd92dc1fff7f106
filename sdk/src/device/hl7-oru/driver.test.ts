import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { encodeMllp } from "./createHl7Session.ts";
import { hl7 } from "./driver.ts";
import { parseTime } from "./segments.ts";
import { createHl7Simulator } from "./simulator.ts";
import { damage, play, run, wanderer, type Damage } from "../framing/trial.ts";
import type { Vital } from "../simulator.ts";

const startedAt = Date.UTC(2026, 0, 5, 8);
const SEED = Number(process.env["SEED"] ?? 20261121);
const simulator = () => createHl7Simulator({ startedAt, model: wanderer });
const record = (seconds: number) => run({ driver: hl7, simulator: simulator(), startedAt, seconds });
const HEAD = "MSH|^~\\&|GW|W|||20260105080000+0100||ORU^R01|42|P|2.6|||AL|NE";
const message = (...rows: readonly string[]) => encodeMllp(`${[HEAD, ...rows].join("\r")}\r`);
const numerics = (...rows: readonly string[]) =>
  play(hl7, message(...rows)).events.flatMap((event) => (event.kind === "numeric" ? [event] : []));

describe("hl7", () => {
  it("takes an hour of messages, each acknowledged", () => {
    const { events, session } = run({
      driver: hl7,
      simulator: simulator(),
      startedAt,
      seconds: 3600,
      stepMs: 1000,
    });
    assert.equal(session.counters.good, 3601);
    assert.equal(events.filter((event) => event.kind === "numeric").length, 5 * 3601);
  });

  it("hears only repeats from a gateway that is not acknowledged", () => {
    const { events } = run({ driver: hl7, simulator: simulator(), startedAt, seconds: 30, isMute: true });
    const times = new Set(
      events.map((event) => event.at.device?.milliseconds).filter((time) => time !== undefined),
    );
    assert.deepEqual([...times], [startedAt]);
  });

  it("acknowledges as the header asks", () => {
    const answer = (head: string) => {
      const { session } = play(hl7, encodeMllp(`${head}\r`));
      return session.takeOutgoing().map((bytes) => new TextDecoder().decode(bytes));
    };
    assert.match(answer(HEAD)[0] ?? "", /MSH\|\^~\\&\|\|\|GW\|W\|.*\|ACK\^R01\|A42\|P\|2\.6\rMSA\|CA\|42\r/);
    assert.match(answer(HEAD.replace("|AL|NE", ""))[0] ?? "", /MSA\|AA\|42\r/);
    assert.deepEqual(answer(HEAD.replace("|AL|NE", "|NE|NE")), []);
  });

  it("gives units, codes, channel and time", () => {
    const [heart] = numerics(
      "OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC|1.1.1.147842|72|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R|||20260105080001.5+0100",
    );
    assert.deepEqual(
      heart && [heart.value, heart.unit, heart.code.mdc, heart.code.loinc, heart.code.channel],
      [72, "/min", 147842, "8867-4", "1.1.1.147842"],
    );
    assert.equal(heart?.at.device?.milliseconds, Date.UTC(2026, 0, 5, 7, 0, 1, 500));
    assert.equal(parseTime("20261305080000"), undefined);
    const [vendor] = numerics("OBX|1|NM|HR9^Rate^99MNDRY^8867-4^Heart rate^LN||70|bpm");
    assert.deepEqual(vendor && [vendor.code.id, vendor.code.loinc, vendor.unit], ["HR9", "8867-4", "/min"]);
  });

  it("makes no value of sentinels, blanks and errors, and doubts the impossible", () => {
    for (const text of ["-100", "-999", "-99.9", "", "-100.0"]) {
      const [event] = numerics(`OBX|1|NM|150456^S^MDC||${text}|262688^%^MDC`);
      assert.deepEqual(event && [event.value, event.absent], [null, "unknown"], text);
    }
    assert.equal(numerics("OBX|1|NM|150456^S^MDC||9a|262688^%^MDC")[0]?.absent, "error");
    assert.equal(numerics("OBX|1|NM|150456^S^MDC||97|262688^%^MDC|||||X")[0]?.absent, "error");
    assert.equal(
      numerics("OBX|1|NM|150344^T^MDC||384.5|268192^MDC_DIM_DEGC^MDC|||||R")[0]?.quality,
      "questionable",
    );
    assert.equal(
      numerics("OBX|1|NM|150344^T^MDC||38.4|268192^MDC_DIM_DEGC^MDC|||||R")[0]?.quality,
      undefined,
    );
  });

  it("gives no value, but the reason, when the sensor is off", () => {
    const model = { at: (vital: Vital, s: number) => (vital === "spo2" ? undefined : wanderer.at(vital, s)) };
    const { events } = run({
      driver: hl7,
      simulator: createHl7Simulator({ startedAt, model }),
      startedAt,
      seconds: 5,
    });
    const off = events.filter((event) => event.kind === "numeric" && event.code.mdc === 150456);
    assert.ok(off.length > 3 && off.every((event) => event.kind === "numeric" && event.value === null));
  });

  it("never hands on who the patient is", () => {
    const bytes = message("PID|1||TEST-0001||Synthetic^Person", "OBX|1|ST|1^Note^L||free text");
    const shown = play(hl7, bytes).events.map((event) =>
      event.kind === "unknown" ? new TextDecoder().decode(event.bytes) : event.kind,
    );
    assert.deepEqual(shown, ["identity", "OBX|1|ST|1^Note^L||free text"]);
  });

  const stream = (...messages: readonly Uint8Array[]) => {
    const played = play(hl7, Uint8Array.from(messages.flatMap((each) => [...each])));
    const values = played.events.flatMap((e) => (e.kind === "numeric" ? [[e.value, e.quality]] : []));
    return { ...played, values };
  };
  const numbered = (id: number, more: readonly string[], value: number, head = HEAD) =>
    encodeMllp(`${[head.replace("|42|", `|${id}|`), ...more, `OBX|1|NM|1^A^L||${value}`].join("\r")}\r`);

  it("reads one patient of a gateway that sends two, and says so once", () => {
    const one = ["PID|1||TEST-0001||Synthetic^One", "PV1|1|I|ICU^^1"];
    const other = ["PID|1||TEST-0002||Synthetic^Two", "PV1|1|I|ICU^^2"];
    const { values, events, session } = stream(
      numbered(1, one, 61),
      numbered(2, other, 92),
      numbered(3, [], 63),
      numbered(4, other, 94),
      numbered(5, one, 65),
      numbered(6, ["PV1|1|I|ICU^^2"], 96),
    );
    assert.deepEqual(
      values.map(([value]) => value),
      [61, 63, 65],
    );
    const told = events.filter(({ kind }) => kind === "status");
    assert.equal(told.length, 1);
    assert.doesNotMatch(JSON.stringify(events), /TEST-000|Synthetic|ICU/);
    assert.equal(session.takeOutgoing().length, 6);
  });

  it("takes a repeated message once, and acknowledges it again", () => {
    const { values, session } = stream(
      numbered(1, [], 61),
      numbered(1, [], 61),
      numbered(2, [], 62),
      numbered(1, [], 61),
    );
    assert.deepEqual(
      values.map(([value]) => value),
      [61, 62],
    );
    assert.equal(session.takeOutgoing().length, 4);
  });

  it("doubts a message that comes late, and knows one that is no production", () => {
    const late = HEAD.replace("20260105080000", "20260105075944");
    const { values } = stream(
      numbered(1, [], 61),
      numbered(2, [], 62, late),
      numbered(3, [], 63, HEAD.replace("|P|", "|T|")),
    );
    assert.deepEqual(values, [
      [61, undefined],
      [62, "questionable"],
      [63, "test"],
    ]);
  });

  it("gives the same events for any chunks", () => {
    const { bytes } = record(10);
    const whole = play(hl7, bytes).events;
    const property = fc.property(
      fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 20 }),
      (sizes) => {
        assert.deepEqual(play(hl7, bytes, sizes).events, whole);
      },
    );
    fc.assert(property, { seed: SEED, numRuns: 15 });
    assert.deepEqual(play(hl7, bytes, [1]).events, whole);
  });

  for (const kind of ["insert", "delete", "flip"] as const satisfies readonly Damage[]) {
    it(`loses at most the messages that are hit and no other value changes: ${kind}`, () => {
      const { bytes } = record(60);
      const sent = play(hl7, bytes).session.counters.good;
      const told = new Set(play(hl7, bytes).events.map((event) => JSON.stringify(event)));
      const hits = Math.ceil(bytes.length / 1000);
      for (let seed = SEED; seed < SEED + 10; seed++) {
        const hit = play(hl7, damage(bytes, kind, seed));
        // MLLP has no checksum (TCP has): what can be promised is that a hit never spreads beyond the message it fell in.
        assert.ok(hit.session.counters.good >= sent - 2 * hits, `seed ${seed}`);
        const strange = hit.events.filter(
          (event) => event.kind === "numeric" && !told.has(JSON.stringify(event)),
        );
        assert.ok(strange.length <= 5 * hits, `seed ${seed}: ${strange.length}`);
      }
    });
  }

  it("starts in mid-message, forgets endless ones, and survives any text", () => {
    const { bytes } = record(10);
    assert.ok(play(hl7, bytes.subarray(333)).session.counters.good >= 9);
    const endless = Uint8Array.from([0x0b, ...new Uint8Array(300_000).fill(0x41)]);
    const { session } = play(hl7, endless);
    assert.equal(
      session.push(message("OBX|1|NM|1^A^L||5"), 0).filter((event) => event.kind === "numeric").length,
      1,
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), (text) => void play(hl7, encodeMllp(`MSH|^~\\&|${text}`))),
      { seed: SEED, numRuns: 200 },
    );
  });
});
