import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { utf8 } from "../../codec/index.ts";
import { MedLatticeError } from "../../errors/index.ts";
import { validateFhir } from "../../fhir/index.ts";
import { beginCapture, readCapture, requireCaptureOf } from "./index.ts";
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

  it("leaves out a demonstration's alarms too, and has no value last across it", async () => {
    const { capture, store, second } = await bench();
    const alarm = (at: number) =>
      ({
        kind: "alarm",
        at: { receivedAt: at },
        id: "A",
        text: "HR",
        priority: "high",
        isActive: true,
      }) as const;
    second((at) => [numeric(at, 60), alarm(at)]);
    second((at) => [numeric(at, 60, { quality: "demo" }), alarm(at)]);
    second((at) => [numeric(at, 60)]);
    await capture.finish();
    const { series, notices } = await readCapture({ bundle: utf8(await bundleText(store)), isEnrolled });
    assert.deepEqual(
      series[0]?.numerics.map(({ from, to }) => [from - T0, to - T0]),
      [
        [1_000, 1_000],
        [3_000, 3_000],
      ],
    );
    assert.deepEqual(
      notices.map(({ kind, at }) => [kind, at - T0]),
      [
        ["alarm", 1_000],
        ["station-note", 2_000],
      ],
    );
  });

  it("puts samples that come after a pause where they came, also within a chunk", async () => {
    const { capture, store, clock, second } = await bench();
    second((at) => [wave(at, ecg(250))]);
    clock.advance(3_000);
    second((at) => [wave(at, ecg(250, 250))]);
    await capture.finish();
    const { series } = await readCapture({ bundle: utf8(await bundleText(store)), isEnrolled });
    assert.deepEqual(
      series[0]?.waves.map(({ from, to }) => [from - T0, to - T0]),
      [
        [0, 1_000],
        [4_000, 5_000],
      ],
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
