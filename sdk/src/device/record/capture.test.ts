import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { utf8 } from "../../codec/index.ts";
import { MedLatticeError } from "../../errors/index.ts";
import { validateFhir } from "../../fhir/index.ts";
import {
  beginCapture,
  createMemoryStore,
  readCapture,
  requireCaptureOf,
  resumeCapture,
  type CaptureStore,
} from "./index.ts";
import {
  bench,
  bundleText,
  DOCTOR,
  ecg,
  id,
  monitor,
  numeric,
  PATIENT,
  T0,
  treatment,
  wave,
} from "./testing/capture.ts";

const isEnrolled = (): boolean => true;
const hasCode = (code: string) => (error: unknown) => error instanceof MedLatticeError && error.code === code;

describe("capture (F4, F8, P10)", () => {
  it("gives a Bundle that is valid FHIR R4 without a warning, and reads back what the instruments said", async () => {
    const { capture, store, second } = await bench();
    capture.attach({ ...monitor("2"), driver: "nonin", label: "Nonin", manufacturer: "Nonin" });
    const sent: number[] = [];
    for (let index = 0; index < 25; index++) {
      const samples = ecg(250, index * 250);
      sent.push(...samples);
      second((at) => [numeric(at, 60 + index), wave(at, samples)]);
    }
    capture.add("2", [
      numeric(T0 + 25_000, 71, { code: { id: "XX", label: "Something new", channel: "b" }, unit: null }),
    ]);
    capture.add("1", [
      {
        kind: "alarm",
        at: { receivedAt: T0 + 25_000 },
        id: "A1",
        text: "** HR HIGH",
        priority: "high",
        isActive: true,
      },
      { kind: "identity", at: { receivedAt: T0 + 25_000 }, model: "MP50", serialNumber: "DE1" },
      { kind: "unknown", at: { receivedAt: T0 + 25_000 }, id: "0BAD", bytes: Uint8Array.of(1, 0xfe) },
      { kind: "status", at: { receivedAt: T0 + 25_000 }, id: "lead-off", text: "Lead off", level: "warning" },
    ]);
    capture.mark("Incision");
    await capture.finish();
    const bytes = utf8(await bundleText(store));
    const intake = await validateFhir({ bytes });
    assert.deepEqual(intake.warnings, []);
    const reading = await readCapture({ bundle: bytes, isEnrolled });
    assert.deepEqual(reading.problems, []);
    requireCaptureOf(reading, PATIENT);
    const [heart, lead, other] = reading.series;
    assert.deepEqual(
      heart?.numerics.map(({ value, from }) => [value, from]),
      Array.from({ length: 25 }, (_, index) => [60 + index, T0 + 1_000 * (index + 1)]),
    );
    assert.deepEqual(
      [heart?.loinc, heart?.mdc, heart?.code, heart?.unit],
      ["8867-4", 147_842, "4182", "/min"],
    );
    assert.deepEqual(
      lead?.waves.flatMap((each) => [...each.samples()]),
      sent,
    );
    const times = lead?.waves.map(({ from, to }) => [from - T0, to - T0]);
    assert.deepEqual(times, [
      [0, 10_000],
      [10_000, 20_000],
      [20_000, 25_000],
    ]);
    assert.deepEqual([other?.code, other?.channel, other?.unit, other?.device], ["XX", "b", null, "d2"]);
    assert.deepEqual(
      reading.notices.map(({ kind, text }) => [kind, text]),
      [
        ["alarm", "** HR HIGH"],
        ["identity", "MP50 DE1"],
        ["unknown-data", "01fe"],
        ["technical-state", "Lead off"],
        ["event-marker", "Incision"],
      ],
    );
    assert.equal(reading.devices[0]?.serialNumber, "DE1");
    assert.equal(reading.devices[0]?.driverVersion, "1.0.0");
    const { entry } = JSON.parse(new TextDecoder().decode(bytes));
    const provenance = entry.find(
      ({ resource }: { resource: { resourceType: string } }) => resource.resourceType === "Provenance",
    ).resource;
    assert.deepEqual(provenance.agent[0].who, { reference: "Device/station" });
    assert.deepEqual(provenance.entity[0], { role: "source", what: { reference: "Device/d1" } });
  });

  it("writes a value that lasts once, and never across a silence", async () => {
    const { capture, store, clock, second } = await bench();
    for (let index = 0; index < 8; index++) second((at) => [numeric(at, 60)]);
    clock.advance(11_000);
    second((at) => [numeric(at, 60)]);
    await capture.finish();
    const { series } = await readCapture({ bundle: utf8(await bundleText(store)), isEnrolled });
    assert.deepEqual(
      series[0]?.numerics.map(({ from, to }) => [from - T0, to - T0]),
      [
        [1_000, 8_000],
        [20_000, 20_000],
      ],
    );
  });

  it("says why there is no value, and never puts a number in its place", async () => {
    const { capture, store, second } = await bench();
    second((at) => [numeric(at, null, { absent: "not-a-number", text: "--" })]);
    second((at) => [numeric(at, 61, { quality: "questionable" })]);
    await capture.finish();
    const text = await bundleText(store);
    await validateFhir({ bytes: utf8(text) });
    const { series } = await readCapture({ bundle: utf8(text), isEnrolled });
    const [absent, doubtful] = series[0]?.numerics ?? [];
    assert.deepEqual([absent?.value, absent?.absent, absent?.text], [null, "not-a-number", "--"]);
    assert.deepEqual([doubtful?.value, doubtful?.isQuestionable], [61, true]);
  });

  it("keeps gaps as gaps and invalid samples as E", async () => {
    const { capture, store, second } = await bench();
    const [a = 0, b = 0] = ecg(2);
    second((at) => [wave(at, [...ecg(248), a, Number.NaN])]);
    second((at) => [wave(at, [b, ...ecg(124)], { afterGap: true })]);
    await capture.finish();
    const { series } = await readCapture({ bundle: utf8(await bundleText(store)), isEnrolled });
    const [first, second_] = series[0]?.waves ?? [];
    assert.deepEqual([first?.from, first?.to], [T0, T0 + 1_000]);
    assert.equal(first?.samples().at(-1), Number.NaN);
    assert.deepEqual([second_?.from, second_?.to], [T0 + 1_500, T0 + 2_000]);
  });

  it("notes a jump of the station's clock and goes on evenly", async () => {
    const { capture, store, clock, second } = await bench();
    second((at) => [numeric(at, 60)]);
    clock.jump(-3_600_000);
    second((at) => [numeric(at, 61)]);
    second((at) => [numeric(at, 62)]);
    await capture.finish();
    const { series, notices } = await readCapture({ bundle: utf8(await bundleText(store)), isEnrolled });
    assert.deepEqual(
      series[0]?.numerics.map(({ from }) => from - T0),
      [1_000, 2_000, 3_000],
    );
    assert.deepEqual(
      notices.map(({ facts }) => [facts.id, facts.milliseconds]),
      [["clock-jump", -3_600_000]],
    );
  });

  it("keeps the instrument's own time beside the station's", async () => {
    const { capture, store, second } = await bench();
    const absolute = { milliseconds: T0 - 86_400_000, clock: "absolute" } as const;
    second((at) => [numeric(at, 60, { at: { receivedAt: at, device: absolute } })]);
    second((at) => [
      numeric(at, 61, { at: { receivedAt: at, device: { milliseconds: 77, clock: "relative" } } }),
    ]);
    await capture.finish();
    const { series } = await readCapture({ bundle: utf8(await bundleText(store)), isEnrolled });
    assert.deepEqual(
      series[0]?.numerics.map(({ deviceTime }) => deviceTime),
      [absolute.milliseconds, 77],
    );
  });

  it("leaves demonstration and test values out of a patient's record, and says so once", async () => {
    const { capture, store, second } = await bench();
    second((at) => [numeric(at, 60)]);
    second((at) => [numeric(at, 180, { quality: "demo" }), wave(at, ecg(250), { quality: "test" })]);
    await capture.finish();
    const text = await bundleText(store);
    const { series, notices } = await readCapture({ bundle: utf8(text), isEnrolled });
    assert.deepEqual(
      series.map(({ numerics, waves }) => [numerics.map(({ value }) => value), waves.length]),
      [[[60], 0]],
    );
    assert.deepEqual(
      notices.map(({ facts }) => facts.id),
      ["demo-data"],
    );
  });

  it("keeps a demonstration as nobody's", async () => {
    const { capture, store, second } = await bench({ isDemonstration: true });
    second((at) => [numeric(at, 180, { quality: "demo" })]);
    await capture.finish();
    const bytes = utf8(await bundleText(store));
    await validateFhir({ bytes });
    const reading = await readCapture({ bundle: bytes, isEnrolled });
    assert.equal(reading.series[0]?.numerics[0]?.value, 180);
    assert.throws(() => requireCaptureOf(reading, PATIENT), hasCode("CAPTURE_DEMONSTRATION"));
  });

  it("loses at most the last second, and goes on in the same chain", async () => {
    const { capture, store, key, clock, second } = await bench();
    for (let index = 0; index < 24; index++)
      second((at) => [numeric(at, 60 + (index % 5)), wave(at, ecg(250, index * 250))]);
    await settled(capture);
    // The page is gone: this capture is never heard of again.
    clock.advance(5_000);
    const again = await resumeCapture({ key, store, clock });
    assert.ok(again !== null);
    assert.deepEqual(again.devices, [monitor()]);
    again.attach(monitor());
    for (let index = 0; index < 3; index++) {
      clock.advance(1_000);
      again.add("1", [numeric(clock.wall(), 90 + index)]);
    }
    await again.finish();
    const reading = await readCapture({ bundle: utf8(await bundleText(store)), isEnrolled });
    assert.deepEqual(reading.problems, []);
    const [heart, lead] = reading.series;
    assert.equal(heart?.numerics.length, 27);
    assert.equal(
      lead?.waves.reduce((sum, each) => sum + each.samples().length, 0),
      24 * 250,
    );
    assert.deepEqual(
      reading.notices.map(({ facts }) => [facts.id, facts.milliseconds]),
      [["resumed", 5_000]],
    );
    assert.equal(await resumeCapture({ key, store, clock }), null);
    const { length } = await bundleText(store);
    assert.ok(Math.abs(again.bundleBytes / length - 1) < 0.1, `${again.bundleBytes} of ${length}`);
  });

  it("says that the store is full, loses nothing of before, and goes on when there is room", async () => {
    const inner = createMemoryStore();
    let isFull = false;
    const store: CaptureStore = {
      ...inner,
      append: (entry) =>
        isFull
          ? Promise.reject(Object.assign(new Error("no"), { name: "QuotaExceededError" }))
          : inner.append(entry),
    };
    const { capture, second } = await bench({ store });
    for (let index = 0; index < 12; index++) second((at) => [numeric(at, 60 + index)]);
    await settled(capture);
    isFull = true;
    for (let index = 12; index < 24; index++) second((at) => [numeric(at, 60 + index)]);
    await settled(capture);
    assert.ok(hasCode("CAPTURE_STORE_FULL")(capture.problem));
    await assert.rejects(() => capture.finish(), hasCode("CAPTURE_STORE_FULL"));
    isFull = false;
    await capture.finish();
    const reading = await readCapture({ bundle: utf8(await bundleText(store)), isEnrolled });
    assert.deepEqual(reading.problems, []);
    assert.equal(reading.series[0]?.numerics.length, 24);
  });

  it("goes on in a whole chain, wherever in its writing it was killed", async () => {
    const inner = createMemoryStore();
    let left = Infinity;
    const store: CaptureStore = {
      ...inner,
      // Killed: what was not kept by then is never kept, and nobody hears of it.
      append: (entry) => (left-- > 0 ? inner.append(entry) : new Promise(() => undefined)),
    };
    for (let appends = 1; appends <= 32; appends++) {
      await inner.clear();
      left = appends;
      const { capture, key, clock, second } = await bench({ store });
      for (let index = 0; index < 24; index++) {
        second((at) => [numeric(at, index)]);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await settled(capture, 20);
      left = Infinity;
      const again = await resumeCapture({ key, store, clock });
      assert.ok(again !== null);
      await again.finish();
      const { problems, series } = await readCapture({ bundle: utf8(await bundleText(store)), isEnrolled });
      assert.deepEqual(problems, [], `killed after ${appends}`);
      const values = series[0]?.numerics.map(({ value }) => value) ?? [];
      assert.deepEqual(
        values,
        Array.from({ length: values.length }, (_, index) => index),
      );
      // The first is the beginning; 24 seconds need 22 drafts, two links and two snapshots.
      if (appends >= 28) assert.equal(values.length, 24);
      else assert.ok(values.length >= Math.min(24, appends - 5), `${values.length} after ${appends}`);
    }
  });

  it("gives valid FHIR R4 whatever an instrument sends", async () => {
    const odd = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.constantFrom("", " ", "\0", "\ud800", "a  b"),
    );
    const value = fc.oneof(fc.double(), fc.constant(null), fc.constantFrom(1e-9, 1e21, -0));
    const code = fc.record({ id: odd, label: odd });
    const event = fc.oneof(
      fc
        .tuple(code, value, odd)
        .map(([of, number, unit]) => numeric(T0, number, { code: of, unit, text: unit })),
      fc.tuple(code, fc.array(fc.double(), { maxLength: 5 })).map(([of, samples]) => {
        const { scale: _scale, ...rest } = wave(T0, samples, { code: of });
        return rest;
      }),
      odd.map(
        (text) =>
          ({
            kind: "alarm",
            at: { receivedAt: T0 },
            id: text,
            text,
            priority: "low",
            isActive: false,
          }) as const,
      ),
      odd.map(
        (text) => ({ kind: "identity", at: { receivedAt: T0 }, model: text, serialNumber: text }) as const,
      ),
      odd.map((id) => ({ kind: "unknown", at: { receivedAt: T0 }, id, bytes: new Uint8Array() }) as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 12 }), async (events) => {
        const { capture, store } = await bench();
        capture.add("1", events);
        await capture.finish();
        const bytes = utf8(await bundleText(store));
        assert.deepEqual((await validateFhir({ bytes })).warnings, []);
        assert.deepEqual((await readCapture({ bundle: bytes, isEnrolled })).problems, []);
      }),
      { numRuns: 60, seed: Number(process.env.FC_SEED ?? 20_261_121) },
    );
  });

  it("refuses to begin without the patient of the treatment", () => {
    const options = (): Parameters<typeof beginCapture>[0] => ({
      treatment: treatment(),
      identified: { patient: PATIENT, by: DOCTOR, how: "wallet" },
      station: id(5),
      key: { spki: "A".repeat(122) },
      now: T0,
    });
    assert.equal(beginCapture(options()).treatment?.patient, PATIENT);
    const { identified: _identified, ...nobody } = options();
    const refused: readonly (readonly [string, Parameters<typeof beginCapture>[0]])[] = [
      ["CAPTURE_NOT_IDENTIFIED", nobody],
      [
        "CAPTURE_PATIENT_MISMATCH",
        { ...options(), identified: { patient: id(9), by: DOCTOR, how: "wallet" } },
      ],
      [
        "CAPTURE_DOCTOR_MISMATCH",
        { ...options(), identified: { patient: PATIENT, by: id(9), how: "wallet" } },
      ],
      ["CAPTURE_TREATMENT_CLOSED", { ...options(), now: T0 + 40_000_000 }],
      ["CAPTURE_BEGIN_INVALID", { ...options(), key: { spki: "A" } }],
    ];
    for (const [code, change] of refused) assert.throws(() => beginCapture(change), hasCode(code));
  });
});

/** Waits until everything that can be kept is kept. */
async function settled(
  capture: { readonly waitingBytes: number; readonly problem: unknown },
  turns = 200,
): Promise<void> {
  for (let turn = 0; turn < turns && capture.waitingBytes > 0 && capture.problem === undefined; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
