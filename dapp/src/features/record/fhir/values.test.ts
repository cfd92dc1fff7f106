import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseJson } from "./json.ts";
import { concept, day, dosage, humanName, quantity, referenceRange } from "./values.ts";

describe("quantity", () => {
  it("keeps the digits as they were written", () => {
    const read = parseJson(new TextEncoder().encode('{"value":1.00,"unit":"g"}'));
    assert.equal(quantity(read), "1.00 g");
  });
  it("says units of UCUM as people do", () => {
    assert.equal(quantity({ value: 120, code: "mm[Hg]" }), "120 mmHg");
  });
  it("keeps a comparator", () => {
    assert.equal(quantity({ value: 5, unit: "mg/L", comparator: "<" }), "< 5 mg/L");
  });
  it("is none without a number", () => {
    assert.equal(quantity({ value: "many", unit: "g" }), null);
  });
});

describe("concept", () => {
  const coded = { coding: [{ code: "44054006", display: "Diabetes mellitus type 2" }] };
  it("takes the author's words before those of a code", () => {
    assert.equal(concept({ ...coded, text: "Type 2 diabetes" }), "Type 2 diabetes");
    assert.equal(concept(coded), "Diabetes mellitus type 2");
  });
  it("is none of what has another shape", () => {
    for (const odd of [null, "text", 3, [], [["x"]], { coding: "x" }]) assert.equal(concept(odd), null);
  });
});

describe("day", () => {
  it("takes times as precise as they are", () => {
    for (const written of ["2019", "2019-03", "2019-03-04", "2019-03-04T08:30:00+01:00"]) {
      assert.equal(day(written), written);
    }
  });
  it("refuses what is none", () => {
    for (const odd of ["yesterday", "2019-13-01", "20190304", 2019, null]) assert.equal(day(odd), null);
  });
});

describe("humanName", () => {
  it("puts given names first, but not in Chinese", () => {
    assert.equal(humanName([{ given: ["Anna"], family: "Keller" }]), "Anna Keller");
    assert.equal(humanName([{ given: ["雅琴"], family: "林" }]), "林雅琴");
  });
  it("takes the official one of several", () => {
    assert.equal(humanName([{ text: "Annie" }, { use: "official", text: "Anna Keller" }]), "Anna Keller");
  });
});

describe("dosage", () => {
  it("reads dose, rhythm and way", () => {
    const found = dosage({
      timing: { repeat: { frequency: 2, period: 1, periodUnit: "d" } },
      route: { text: "by mouth" },
      doseAndRate: [{ doseQuantity: { value: 1, unit: "tablet" } }],
    });
    assert.deepEqual(found, {
      text: null,
      dose: "1 tablet",
      frequency: 2,
      period: 1,
      unit: "d",
      route: "by mouth",
      asNeeded: false,
    });
  });
  it("is none when it says nothing", () => {
    assert.equal(dosage({ sequence: 1 }), null);
  });
});

describe("referenceRange", () => {
  it("has both ends, one, or words", () => {
    assert.equal(referenceRange([{ low: { value: 1 }, high: { value: 2 } }])?.high?.value, 2);
    assert.equal(referenceRange([{ high: { value: 2 } }])?.low, null);
    assert.equal(referenceRange([{ text: "negative" }])?.text, "negative");
  });
  it("is none when it names no end", () => {
    assert.equal(referenceRange([{ low: { value: "x" } }]), null);
  });
});
