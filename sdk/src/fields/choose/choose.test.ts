import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { withCode } from "../../testing/errors.ts";
import {
  chooseFields,
  type FieldDocument,
  fieldKey,
  HIDING_TOPICS,
  hidingChoices,
  kindKey,
  previewHiding,
  readableContent,
  readFields,
  readRedacted,
  redact,
} from "../index.ts";
import { aBundle, bytesOf, FHIR, SEED } from "../testing/fixtures.ts";

const at = (level: "element" | "resource", content: unknown = aBundle()) =>
  readFields({ content: bytesOf(content), mediaType: FHIR, fieldSeed: SEED, level });

/** What is left to read of the record with the given things hidden. */
async function leftOf(document: FieldDocument, ...keys: string[]): Promise<string> {
  const copy = await readRedacted(redact(document, chooseFields(document, keys)));
  assert.equal(copy.root, document.root);
  return new TextDecoder().decode(await readableContent(copy));
}

for (const level of ["element", "resource"] as const) {
  describe(`what is hidden of a record cut at its ${level}s`, async () => {
    const document = await at(level);
    const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
      ["psychiatric-diagnoses", ["F32.1", "depressive"], ["hypertension", "20447-9", "Canary"]],
      ["sexual-reproductive-health", ["20447-9", "HIV", "copies/mL"], ["F32.1", "hypertension"]],
      [
        "address-and-contacts",
        ["Hidden Lane", "Springfield", "555-0100", "robin@"],
        ["Canary", "1990-02-03", "F32.1"],
      ],
      ["names-and-numbers", ["Canary"], ["Hidden Lane"]],
      [kindKey("Condition"), ["F32.1", "urn:uuid:c2"], ["20447-9", "Hidden Lane"]],
      [fieldKey("urn:uuid:p1.birthDate"), ["1990-02-03"], ["Hidden Lane", "Canary"]],
      [fieldKey("urn:uuid:o1"), ["20447-9", "copies/mL"], ["F32.1"]],
    ];
    for (const [key, hidden, shown] of cases) {
      it(`is ${key} and nothing else`, async () => {
        const left = await leftOf(document, key);
        for (const text of hidden) assert.equal(left.includes(text), false, text);
        for (const text of shown) assert.equal(left.includes(text), true, text);
      });
    }

    it("is told before, with what remains and mentions the same", () => {
      const preview = previewHiding(document, chooseFields(document, ["psychiatric-diagnoses"]));
      assert.deepEqual(
        preview.hidden.map(({ locator, element, title }) => ({ locator, element, title })),
        [{ locator: "urn:uuid:c1", element: null, title: "Moderate depressive episode" }],
      );
      assert.deepEqual(
        preview.remaining.map(({ locator, why }) => [locator, why]),
        [["urn:uuid:e1.diagnosis", "refers-to"]],
      );
      const pressure = previewHiding(document, chooseFields(document, [fieldKey("urn:uuid:c2")]));
      assert.deepEqual(
        pressure.remaining.map(({ locator, why }) => [locator, why]),
        [["urn:uuid:e1.reasonCode", "same-code"]],
      );
    });
  });
}

describe("a reference by type and id", () => {
  it("to what is hidden is told too", async () => {
    const content = {
      resourceType: "Bundle",
      entry: [
        {
          fullUrl: "https://example.org/Condition/1",
          resource: { resourceType: "Condition", id: "1", code: { text: "x" } },
        },
        {
          resource: {
            resourceType: "Encounter",
            id: "2",
            diagnosis: [{ condition: { reference: "Condition/1" } }],
          },
        },
      ],
    };
    const document = await at("element", content);
    const { remaining } = previewHiding(document, chooseFields(document, [kindKey("Condition")]));
    assert.deepEqual(
      remaining.map(({ locator, why }) => [locator, why]),
      [["Encounter/2.diagnosis", "refers-to"]],
    );
  });
});

describe("the catalogue", () => {
  const about = (system: string, code: string, display = "") => ({
    resourceType: "Bundle",
    entry: [
      {
        fullUrl: "urn:uuid:1",
        resource: { resourceType: "Condition", code: { coding: [{ system, code, display }] } },
      },
    ],
  });
  const hides = async (key: string, content: unknown): Promise<boolean> => {
    const { positions, parts } = chooseFields(await at("element", content), [key]);
    return positions.length + parts.length > 0;
  };
  const icd = "http://hl7.org/fhir/sid/icd-10-cm";
  const boundaries: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ["psychiatric-diagnoses", ["F00", "F09.9", "F20.0", "F99"], ["F10.2", "F19", "G00", "E99"]],
    ["substance-use", ["F10.2", "F19.9", "Z72.0", "z71.5"], ["F20", "F09", "Z72.4"]],
    [
      "sexual-reproductive-health",
      ["B20", "B24", "A50.0", "A64", "O80", "Z21", "Z30.0"],
      ["B19", "B25", "A49", "A65", "Z20.1"],
    ],
    ["genetic-results", ["Q90.0", "Q99", "Z15.0"], ["Q89", "R00", "Z16"]],
  ];
  for (const [key, inside, outside] of boundaries) {
    it(`of ${key} ends where its blocks of ICD-10 end`, async () => {
      for (const code of inside) assert.ok(await hides(key, about(icd, code)), code);
      for (const code of outside) assert.equal(await hides(key, about(icd, code)), false, code);
    });
  }

  it("knows codes of SNOMED and LOINC, and words where a code is of another system", async () => {
    assert.ok(await hides("sexual-reproductive-health", about("http://snomed.info/sct", "86406008")));
    assert.ok(await hides("psychiatric-diagnoses", about("http://loinc.org", "44261-6")));
    assert.ok(await hides("substance-use", about("http://example.org/own", "x", "Alcohol dependence")));
    assert.ok(await hides("psychiatric-diagnoses", about("http://example.org/own", "x", "重度抑郁发作")));
    assert.equal(
      await hides("genetic-results", about("http://example.org/own", "x", "General condition")),
      false,
    );
  });

  it("offers what a record has, and has a rule for everything it names", async () => {
    const choices = hidingChoices(await at("element"));
    assert.deepEqual(
      choices.topics.map(({ key, count }) => [key, count]),
      [
        ["psychiatric-diagnoses", 1],
        ["sexual-reproductive-health", 1],
        ["address-and-contacts", 1],
        ["names-and-numbers", 1],
      ],
    );
    assert.deepEqual(
      choices.kinds.find(({ type }) => type === "Condition"),
      { type: "Condition", count: 2 },
    );
    assert.ok(
      choices.fields.some(
        ({ locator, element }) => locator === "urn:uuid:p1.birthDate" && element === "birthDate",
      ),
    );
    assert.equal(new Set(HIDING_TOPICS.map(({ key }) => key)).size, HIDING_TOPICS.length);
  });

  it("refuses what it does not know, without repeating it", async () => {
    const document = await at("element");
    assert.throws(() => chooseFields(document, ["my secret"]), withCode("HIDING_UNKNOWN"));
  });
});
