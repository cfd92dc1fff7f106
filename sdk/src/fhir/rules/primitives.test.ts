import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readDefinitions } from "../../../scripts/fhir-schema/definitions.ts";
import { checkProperty } from "../../testing/property.ts";
import { JsonNumber } from "../json/nodes.ts";
import type { JsonValue } from "../json/nodes.ts";
import { isPrimitive, primitiveFault } from "./primitives.ts";

const decimal = (text: string): JsonNumber => new JsonNumber(text);

const VALUES: Readonly<Record<string, { good: readonly JsonValue[]; bad: readonly JsonValue[] }>> = {
  base64Binary: {
    good: ["QUJD", "QUI=", "QQ==", " QUJD\n QUI= \r\n", "+/+/"],
    bad: ["", " ", "QUJ", "Q===", "=AAA", "QU JD", "QU-D", "%%%2@()()", 1],
  },
  boolean: { good: [true, false], bad: ["true", 1, null] },
  canonical: { good: ["http://example.org/x|1", "#local"], bad: ["", "a b"] },
  code: { good: ["a", "in-progress", "two words", "CHEST\u00a0"], bad: ["", " a", "a ", "a  b", "a\tb "] },
  date: {
    good: ["2026", "2026-02", "2024-02-29"],
    bad: ["26", "2026-13", "2025-02-29", "2026-04-31", "1900-02-29", "2026-02-01T00:00:00Z", "0000"],
  },
  dateTime: {
    good: [
      "2026",
      "2026-02-03",
      "2026-02-03T04:05:06Z",
      "2026-02-03T04:05:06.789+14:00",
      "2016-12-31T23:59:60Z",
    ],
    bad: [
      "2026-02-03T04:05:06",
      "2026-02-03T04:05Z",
      "2026-02-03T24:00:00Z",
      "2026-02-30T04:05:06Z",
      "2026-02-03 04:05:06Z",
      "2026-02-03T04:05:06+15:00",
    ],
  },
  decimal: {
    good: [1, decimal("1.00"), decimal("-1e-245"), decimal("1234567890123456789")],
    bad: ["1.0", true, decimal("1e400"), decimal("-1e309")],
  },
  elementId: { good: ["a", "anything-1"], bad: ["", "a b"] },
  id: { good: ["a", "A-1.b", "x".repeat(64)], bad: ["", "a_b", "é", "x".repeat(65)] },
  instant: {
    good: ["2026-02-03T04:05:06Z", "2026-02-03T04:05:06.1-05:00"],
    bad: ["2026-02-03", "2026-02-03T04:05:06"],
  },
  integer: {
    good: [0, -5, decimal("-0"), 2_147_483_647, -2_147_483_648],
    bad: [decimal("1.0"), decimal("1e2"), 2_147_483_648, -2_147_483_649, "1"],
  },
  markdown: { good: ["# x\n\ny"], bad: ["", "a\u0000", 1] },
  oid: { good: ["urn:oid:1.2.840"], bad: ["1.2.840", "urn:oid:3.1", "urn:oid:1.02"] },
  positiveInt: { good: [1, 2_147_483_647], bad: [0, -1, decimal("1.0"), 2_147_483_648] },
  string: { good: ["a", "雅琴\n\t", "\u007f😀"], bad: ["", "\u0001", "a\u000bb", 1, null] },
  time: { good: ["00:00:00", "23:59:60", "12:30:00.5"], bad: ["24:00:00", "12:30", "12:30:00Z"] },
  unsignedInt: { good: [0, 2_147_483_647], bad: [-1, decimal("-0"), decimal("0.0")] },
  uri: { good: ["urn:x", "a/b", "雅"], bad: ["", "a b", "a\n"] },
  url: { good: ["https://example.org"], bad: ["", "https://example.org/a b"] },
  uuid: {
    good: ["urn:uuid:c757873d-ec9a-4326-a141-556f43239520"],
    bad: ["c757873d-ec9a-4326-a141-556f43239520", "urn:uuid:C757873D-EC9A-4326-A141-556F43239520"],
  },
  xhtml: { good: ["<div/>"], bad: ["", 1] },
};

const REGEX = "http://hl7.org/fhir/StructureDefinition/regex";

/** The patterns that the definitions themselves give, by primitive type. */
function officialPatterns(): Map<string, string> {
  const patterns = new Map<string, string>();
  for (const each of readDefinitions(["profiles-types.json"])) {
    if (each.resourceType !== "StructureDefinition" || each.kind !== "primitive-type") continue;
    const value = each.snapshot.element.find((element) => element.path === `${each.name}.value`);
    const pattern = value?.type?.[0]?.extension?.find((extension) => extension.url === REGEX)?.valueString;
    if (pattern !== undefined) patterns.set(each.name, pattern);
  }
  return patterns;
}

describe("primitiveFault", () => {
  for (const [type, { good, bad }] of Object.entries(VALUES)) {
    it(`accepts and refuses as ${type} should`, () => {
      for (const value of good) assert.equal(primitiveFault(type, value), undefined, JSON.stringify(value));
      for (const value of bad) assert.ok(primitiveFault(type, value), JSON.stringify(value));
    });
  }

  it("knows every primitive type of R4 and no other", () => {
    const official = readDefinitions(["profiles-types.json"]).flatMap((each) =>
      each.resourceType === "StructureDefinition" && each.kind === "primitive-type" ? [each.name] : [],
    );
    assert.ok(official.length > 15);
    for (const name of official) assert.ok(isPrimitive(name) && VALUES[name] !== undefined, name);
    assert.ok(!isPrimitive("HumanName") && !isPrimitive("toString"));
  });

  it("accepts of text only what the official patterns accept", () => {
    const patterns = [...officialPatterns()].filter(
      ([type]) => !["boolean", "decimal", "integer", "positiveInt", "unsignedInt"].includes(type),
    );
    assert.ok(patterns.length > 10);
    const texts = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom(
        ...Object.values(VALUES).flatMap(({ good, bad }) =>
          [...good, ...bad].filter((value) => typeof value === "string"),
        ),
      ),
    );
    checkProperty(
      fc.property(fc.constantFrom(...patterns), texts, ([type, pattern], text) => {
        // XML Schema's \s and \S know four characters; those of JavaScript know all of Unicode.
        const xml = pattern
          .replaceAll("[^\\s]", "[^ \\t\\r\\n]")
          .replaceAll("\\S]", "\\S\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]");
        const whole = new RegExp(
          `^(?:${xml.replaceAll("\\S*", "[^ \\t\\r\\n]*").replaceAll("(\\s[", "([ \\t\\r\\n][")})$`,
        );
        if (primitiveFault(type, text) === undefined) assert.match(text, whole);
      }),
      2_000,
    );
  });
});
