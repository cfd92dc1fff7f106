import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { validateFhir } from "../../../fhir/index.ts";
import { checkMeasurements, InvalidMeasurementsError, type MeasurementText } from "./checkMeasurements.ts";
import { measurementBundle } from "./measurementBundle.ts";
import { MEASURES } from "./measures.ts";
import { measurementsTemplate, readMeasurementsCsv } from "./readMeasurementsCsv.ts";

const NOW = Date.UTC(2026, 10, 21, 12, 0);
const OPTIONS = { now: NOW, utcOffsetMinutes: 480 };
const HEAD = "time,measure,value,unit,note";

/** `row column rule` of each problem; none when the file is taken. */
function problems(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    assert.ok(error instanceof InvalidMeasurementsError);
    return error.problems.map(({ row, column, rule }) => `${row} ${column} ${rule}`);
  }
}

const good = (): MeasurementText => ({
  row: 2,
  time: "2026-11-21 08:30",
  measure: "grip-right",
  value: "41.5",
  unit: "kg",
});
const check = (change: Partial<MeasurementText>): readonly string[] =>
  problems(() => checkMeasurements([{ ...good(), ...change }], OPTIONS));

describe("checkMeasurements (P17)", () => {
  it("takes what can be", () => {
    assert.deepEqual(check({}), []);
  });

  it("names the one thing that is wrong, by row and column", () => {
    const cases: readonly (readonly [Partial<MeasurementText>, string])[] = [
      [{ time: "21.11.2026" }, "2 time time-form"],
      [{ time: "2026-02-30" }, "2 time time-form"],
      [{ time: "2026-11-21 24:30" }, "2 time time-form"],
      [{ time: "2026-11-21 20:30" }, "2 time time-future"],
      [{ measure: "grip" }, "2 measure measure-unknown"],
      [{ value: "" }, "2 value value-missing"],
      [{ value: "strong" }, "2 value value-form"],
      [{ value: "1,000.5" }, "2 value value-form"],
      [{ value: "1e3" }, "2 value value-form"],
      [{ value: "200.5" }, "2 value value-impossible"],
      [{ value: "-1" }, "2 value value-impossible"],
      [{ unit: "lb" }, "2 unit unit-unknown"],
      [{ unit: "toString" }, "2 unit unit-unknown"],
      [{ measure: "sit-ups", value: "20.5", unit: "{count}" }, "2 value value-not-whole"],
      [{ note: "x".repeat(1_001) }, "2 note note-long"],
    ];
    for (const [change, expected] of cases) assert.deepEqual(check(change), [expected], expected);
  });

  it("names what contradicts another row", () => {
    const rows = (
      first: Partial<MeasurementText>,
      second: Partial<MeasurementText>,
    ): readonly MeasurementText[] => [
      { ...good(), ...first },
      { ...good(), row: 3, ...second },
    ];
    const lung = { measure: "fvc", value: "3.1", unit: "L" };
    const of = (value: string, time = good().time): readonly string[] =>
      problems(() => checkMeasurements(rows(lung, { measure: "fev1", value, unit: "L", time }), OPTIONS));
    assert.deepEqual(of("3.1"), []);
    assert.deepEqual(of("3.2"), ["3 value fev1-above-fvc"]);
    assert.deepEqual(of("3.2", "2026-11-20"), []);
    const pressure = { measure: "systolic", value: "120", unit: "mm[Hg]" };
    const low = { measure: "diastolic", value: "120", unit: "mm[Hg]" };
    assert.deepEqual(
      problems(() => checkMeasurements(rows(pressure, low), OPTIONS)),
      ["3 value diastolic-above-systolic"],
    );
  });

  it("takes what is rare, and asks", () => {
    const { measurements, doubts } = checkMeasurements([{ ...good(), value: "120" }], OPTIONS);
    assert.equal(measurements[0]?.value, 120);
    assert.deepEqual(
      doubts.map(({ rule }) => rule),
      ["value-rare"],
    );
  });

  it("takes both ends of what is possible for each measure, and nothing beyond", () => {
    for (const { id, unit, possible } of MEASURES) {
      const [least, most] = possible;
      const of = (value: number): readonly string[] => check({ measure: id, value: String(value), unit });
      for (const value of possible) assert.deepEqual(of(value), [], `${id} ${value}`);
      for (const value of [least - 1, most + 1])
        assert.deepEqual(of(value), ["2 value value-impossible"], `${id} ${value}`);
    }
  });

  it("converts units", () => {
    const { measurements } = checkMeasurements([{ ...good(), value: "91,5", unit: "[lb_av]" }], OPTIONS);
    assert.equal(measurements[0]?.value, 41.503701855);
  });

  it("keeps a time as precise as it was given, in its own zone", () => {
    const time = (given: string): string | undefined =>
      checkMeasurements([{ ...good(), time: given }], OPTIONS).measurements[0]?.time;
    assert.equal(time("2026-11-21"), "2026-11-21");
    assert.equal(time("2026-11-21 08:30"), "2026-11-21T08:30:00+08:00");
    assert.equal(time("2026-11-21T08:30:15Z"), "2026-11-21T08:30:15Z");
  });
});

describe("readMeasurementsCsv (P17)", () => {
  const row = "2026-11-21 08:30,grip-right,41.5,kg,";
  const read = (text: string): readonly string[] => problems(() => readMeasurementsCsv(text, OPTIONS));

  it("reads commas, semicolons, quotes, line ends and a byte order mark alike", () => {
    const expected = readMeasurementsCsv(`${HEAD}\n${row}"a ""b"", c"`, OPTIONS).measurements;
    assert.equal(expected[0]?.note, 'a "b", c');
    const others = [
      `\u{feff}${HEAD}\r\n${row}"a ""b"", c"\r\n\r\n`,
      `Time;Measure;Value;Unit;Note\n2026-11-21 08:30;grip-right;41,5;kg;a "b", c\n`,
    ];
    for (const text of others) assert.deepEqual(readMeasurementsCsv(text, OPTIONS).measurements, expected);
  });

  it("names the row as a spreadsheet counts it", () => {
    assert.deepEqual(read(`${HEAD}\n${row}\n\n${row.replace("41.5", "900")}\n${row.replace("kg", "N")}`), [
      "4 value value-impossible",
      "5 unit unit-unknown",
    ]);
  });

  it("refuses a file that is not such a file", () => {
    assert.deepEqual(read(""), ["1 time column-missing"]);
    assert.deepEqual(read(`time,measure,value\n${row}`), ["1 unit column-missing"]);
    assert.deepEqual(read(`${HEAD},unit\n${row}`), ["1 unit column-twice"]);
    assert.deepEqual(read(HEAD), ["2 value rows-missing"]);
    assert.deepEqual(read(`${HEAD}\n${row},more`), ["2 value cells-too-many"]);
    assert.deepEqual(read(`${HEAD}\n${row}"never closed`), ["2 note quote-open"]);
    assert.deepEqual(read(`${HEAD}\n${`${row}\n`.repeat(10_001)}`), ["10002 value rows-too-many"]);
  });

  it("takes or refuses any text, and never fails in another way", () => {
    const seed = Number(process.env.FC_SEED ?? 20_261_121);
    const piece = fc.constantFrom(HEAD, row, '"', "\n", "\r\n", ",", ";", "\u{feff}", "9", "é", "\0");
    const text = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, (each) => void read(each)),
      { seed, numRuns: 500 },
    );
  });
});

describe("measurementBundle (P17)", () => {
  it("gives valid FHIR R4 for every measure, with the codes there are", async () => {
    const rows = MEASURES.map(({ id, unit, usual }, index) => ({
      ...good(),
      row: index + 2,
      measure: id,
      value: String(id === "diastolic" || id === "fev1" ? usual[0] : usual[1]),
      unit,
      note: "by hand",
    }));
    const { measurements, doubts } = checkMeasurements(rows, OPTIONS);
    assert.deepEqual(doubts, []);
    const bytes = measurementBundle({
      measurements,
      patient: "0x01",
      enteredBy: "0x02",
      source: "file",
      now: NOW,
    });
    const { warnings, resourceCount } = await validateFhir({ bytes });
    assert.deepEqual(warnings, []);
    assert.equal(resourceCount, MEASURES.length + 2);
    const grip = JSON.parse(new TextDecoder().decode(bytes)).entry.find(
      ({ resource }: { resource: { code?: { text: string } } }) =>
        resource.code?.text === "Grip strength, right",
    ).resource;
    assert.deepEqual(grip.code.coding, [{ system: "http://loinc.org", code: "83174-3" }]);
    assert.deepEqual(grip.valueQuantity, {
      value: 90,
      unit: "kg",
      system: "http://unitsofmeasure.org",
      code: "kg",
    });
  });
});

describe("measurementsTemplate", () => {
  it("is taken once values are filled in, and refused row by row before", () => {
    const template = measurementsTemplate("2026-11-21");
    const empty = problems(() => readMeasurementsCsv(template, OPTIONS));
    assert.deepEqual(
      empty,
      MEASURES.map((_, index) => `${index + 2} value value-missing`),
    );
    const [head = "", ...rows] = template.trimEnd().split("\r\n");
    const filled = rows.map((row) => row.replace(",,", ",20,")).filter((row) => row.includes("grip"));
    const { measurements } = readMeasurementsCsv([head, ...filled].join("\r\n"), OPTIONS);
    assert.deepEqual(
      measurements.map(({ measure, value }) => [measure.id, value]),
      [
        ["grip-left", 20],
        ["grip-right", 20],
      ],
    );
  });
});
