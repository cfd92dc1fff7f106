import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { decodeBase64, fileName, pictureType } from "./attachments.ts";
import { documentOf } from "./document.ts";
import { type Json, parseJson } from "./json.ts";
import { flagByRange } from "./measurements.ts";
import { trendOf } from "./trend.ts";

const SAMPLES = join(import.meta.dirname, "../../../../../../shared/data");

function observation(day: string, value: number): Json {
  return {
    resourceType: "Observation",
    status: "final",
    category: [{ coding: [{ code: "laboratory" }] }],
    code: { coding: [{ code: "718-7" }], text: "Haemoglobin" },
    effectiveDateTime: day,
    valueQuantity: { value, unit: "g/dL" },
    referenceRange: [{ low: { value: 12 }, high: { value: 15.5 } }],
  };
}

function bundle(...resources: readonly Json[]): Json {
  return { resourceType: "Bundle", type: "collection", entry: resources.map((resource) => ({ resource })) };
}

describe("documentOf", () => {
  it("puts results of one kind together, newest first, with what is out of range", () => {
    const [group] =
      documentOf(bundle(observation("2025-01-01", 11), observation("2026-01-01", 13)))?.groups ?? [];
    assert.equal(group?.key, "laboratory");
    assert.deepEqual(
      group?.series[0]?.points.map(({ value, flag }) => [value, flag]),
      [
        ["13 g/dL", "normal"],
        ["11 g/dL", "low"],
      ],
    );
  });
  it("resolves a medicine inside the resource", () => {
    const resource = {
      resourceType: "MedicationRequest",
      contained: [{ resourceType: "Medication", id: "m", code: { text: "Metformin" } }],
      medicationReference: { reference: "#m" },
    };
    assert.equal(documentOf(resource)?.groups[0]?.items[0]?.title, "Metformin");
  });
  it("does not follow panels that hold themselves", () => {
    const panel = { ...observation("2026-01-01", 1), id: "a", hasMember: [{ reference: "Observation/a" }] };
    assert.ok(documentOf(bundle(panel, observation("2026-01-01", 2))));
  });
  it("keeps a resource nobody knows", () => {
    const [group] = documentOf({ resourceType: "Basic", code: { text: "Something" } })?.groups ?? [];
    assert.deepEqual([group?.key, group?.items[0]?.title], ["other", "Something"]);
  });
  it("is none of what is no FHIR", () => {
    assert.equal(documentOf({ a: 1 }), null);
  });
  it("takes whatever a stranger writes without throwing", () => {
    const types = [
      "Observation",
      "MedicationRequest",
      "CarePlan",
      "Patient",
      "Composition",
      "Bundle",
      "Encounter",
    ];
    const members = [
      "code",
      "result",
      "entry",
      "dosageInstruction",
      "content",
      "name",
      "section",
      "text",
      "period",
      "activity",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.dictionary(fc.constantFrom(...members), fc.jsonValue({ maxDepth: 4 })),
        (resourceType, rest) => {
          assert.ok(documentOf({ ...rest, resourceType }));
        },
      ),
    );
  });
  it("reads every sample record", (test) => {
    if (!existsSync(SAMPLES)) return test.skip("the sample records are not here");
    for (const folder of ["fhir-bundles", "fhir-examples"]) {
      for (const name of readdirSync(join(SAMPLES, folder)).filter((each) => each.endsWith(".json"))) {
        const root = parseJson(readFileSync(join(SAMPLES, folder, name)));
        const found = root === null ? null : documentOf(root);
        assert.ok(found !== null && (found.patient !== null || found.groups.length > 0), name);
      }
    }
    return undefined;
  });
});

describe("trendOf", () => {
  const pointsOf = (...resources: readonly Json[]) =>
    documentOf(bundle(...resources))?.groups[0]?.series[0]?.points ?? [];
  it("goes from the oldest on the left to the newest on the right", () => {
    const trend = trendOf(pointsOf(observation("2026-01-01", 13), observation("2025-01-01", 11)));
    assert.deepEqual(
      trend?.points.map(({ x, measurement }) => [x, measurement.number]),
      [
        [0, 11],
        [100, 13],
      ],
    );
  });
  it("needs two values at two times", () => {
    assert.equal(trendOf(pointsOf(observation("2026-01-01", 13))), null);
    assert.equal(trendOf(pointsOf(observation("2026-01-01", 13), observation("2026-01-01", 11))), null);
  });
});

describe("flagByRange", () => {
  const range = { low: { value: 12, written: "12" }, high: null, text: null };
  it("counts the limit itself as normal", () => {
    assert.equal(flagByRange(12, range), "normal");
    assert.equal(flagByRange(11.9, range), "low");
  });
  it("says nothing without a limit or a number", () => {
    assert.equal(flagByRange(1, null), null);
    assert.equal(flagByRange(null, range), null);
  });
});

describe("attachments", () => {
  it("believe first bytes, not names", () => {
    assert.equal(pictureType(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0)), "image/png");
    assert.equal(pictureType(new TextEncoder().encode("<svg onload=alert(1)>")), null);
  });
  it("refuse what is not base64", () => {
    assert.deepEqual(decodeBase64("aGk="), Uint8Array.of(104, 105));
    assert.equal(decodeBase64("%%%"), null);
  });
  it("never get a name that runs", () => {
    assert.equal(fileName("../letter.exe", "application/pdf"), "letter-exe.pdf");
    assert.equal(fileName("", "application/x-msdownload"), "record.bin");
  });
});
