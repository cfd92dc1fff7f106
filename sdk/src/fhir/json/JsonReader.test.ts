import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { withCode } from "../../testing/errors.ts";
import { checkProperty } from "../../testing/property.ts";
import { JsonReader, MAX_DEPTH } from "./JsonReader.ts";
import { JsonArray, JsonNumber, JsonObject } from "./nodes.ts";
import type { JsonValue } from "./nodes.ts";
import { MAX_NUMBER_LENGTH } from "./TextScanner.ts";

const read = (text: string): JsonObject => new JsonReader(text).readRoot("entry").root;

/** What JSON.parse would give for the same tree. */
function toPlain(value: JsonValue): unknown {
  if (value instanceof JsonNumber) return Number(value.text);
  if (value instanceof JsonArray) return value.items.map(toPlain);
  if (!(value instanceof JsonObject)) return value;
  return Object.fromEntries(value.keys.map((key, index) => [key, toPlain(value.values[index] ?? null)]));
}

describe("JsonReader", () => {
  const refused: readonly [what: string, text: string, rule: string, line: number, column: number][] = [
    ["a comment", '// note\n{"a":1}', "comment", 1, 1],
    ["a comment between members", '{"a":1, /* note */ "b":2}', "comment", 1, 9],
    ["a trailing comma in an object", '{\n  "a": 1,\n}', "trailing-comma", 2, 9],
    ["a trailing comma in an array", '{"a":[1,2,]}', "trailing-comma", 1, 10],
    ["single quotes", "{'a':1}", "quotes", 1, 2],
    ["typographic quotes", "{“a”:1}", "quotes", 1, 2],
    ["a name without quotes", '{\n resourceType: "x"}', "quotes", 2, 2],
    ["an unknown escape", String.raw`{"a":"\x41"}`, "escape", 1, 7],
    ["a short unicode escape", String.raw`{"a":"\u12g4"}`, "escape", 1, 7],
    ["half a surrogate pair", String.raw`{"a":"\ud83d"}`, "surrogate", 1, 7],
    ["a low surrogate first", String.raw`{"a":"\ude00\ud83d"}`, "surrogate", 1, 7],
    ["a high surrogate before another escape", String.raw`{"a":"\ud83d\n"}`, "surrogate", 1, 7],
    ["a line break in a text", '{"a":"x\ny"}', "control-character", 1, 8],
    ["a name twice", '{"a":1,\n"b":2,\n"a":3}', "duplicate-name", 3, 1],
    ["a name twice, once escaped", String.raw`{"a":1,"\u0061":2}`, "duplicate-name", 1, 8],
    [
      "a name twice among many",
      `{${"abcdefghijklmnopc"
        .split("")
        .map((key) => `"${key}":0`)
        .join()}}`,
      "duplicate-name",
      1,
      98,
    ],
    ["a missing comma", '{"a":1\n "b":2}', "syntax", 2, 2],
    ["a wrong bracket", '{"a":[1}', "syntax", 1, 8],
    ["a leading zero", '{"a":01}', "syntax", 1, 7],
    ["a plus sign", '{"a":+1}', "number", 1, 6],
    ["a number without a first digit", '{"a":.5}', "number", 1, 6],
    ["a number without a last digit", '{"a":1.}', "syntax", 1, 7],
    ["NaN", '{"a":NaN}', "number", 1, 6],
    ["a Python literal", '{"a":None}', "literal", 1, 6],
    ["an array on top", "[1]", "syntax", 1, 1],
    ["a text on top", '"a"', "syntax", 1, 1],
    ["nothing", " \n ", "empty", 2, 2],
    ["a file cut off", '{"a":{"b":"c', "truncated", 1, 13],
    ["two documents", '{"a":1}\n{"a":2}', "after-end", 2, 1],
    ["nesting without end", `{"a":${"[".repeat(100_000)}`, "depth", 1, 5 + MAX_DEPTH],
    ["a number of endless digits", `{"a":${"9".repeat(MAX_NUMBER_LENGTH + 1)}}`, "number-length", 1, 6],
  ];
  for (const [what, text, rule, line, column] of refused) {
    it(`refuses ${what} and says where it stands`, () => {
      assert.throws(() => read(text), withCode("FHIR_NOT_JSON", { rule, line, column }));
    });
  }

  it("counts a character outside the basic plane as one column", () => {
    assert.throws(() => read('{"😀":1 2}'), withCode("FHIR_NOT_JSON", { column: 8 }));
  });

  it("reads at the limit of depth what it refuses beyond it", () => {
    const nested = (depth: number): string => `{"a":${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`;
    assert.equal(read(nested(MAX_DEPTH)).keys.length, 1);
    assert.throws(() => read(nested(MAX_DEPTH + 1)), withCode("FHIR_NOT_JSON", { rule: "depth" }));
  });

  it("keeps the digits of decimals", () => {
    for (const text of ["1.00", "1.0e0", "-0", "1e-245", "0.10", "1234567890123456789"]) {
      const value = read(`{"a":${text}}`).get("a");
      assert.ok(value instanceof JsonNumber);
      assert.equal(value.text, text);
    }
    assert.equal(read('{"a":120}').get("a"), 120);
  });

  it("reads what JSON.parse reads, in any spelling", () => {
    const documents = fc.tuple(fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()), fc.nat(4));
    checkProperty(
      fc.property(documents, ([value, indent]) => {
        const text = JSON.stringify(value, null, indent);
        assert.deepEqual(toPlain(read(text)), JSON.parse(text));
      }),
      300,
    );
  });

  it("refuses what JSON.parse refuses: one character of a document changed", () => {
    const change = fc.tuple(
      fc.jsonValue(),
      fc.nat(),
      fc.constantFrom("", '"', ",", "}", "]", "\\", "x", "0", " "),
    );
    checkProperty(
      fc.property(change, ([value, at, character]) => {
        const text = JSON.stringify({ a: value });
        const index = at % text.length;
        const broken = text.slice(0, index) + character + text.slice(index + 1);
        let expected: unknown;
        try {
          expected = JSON.parse(broken);
        } catch {
          assert.throws(() => read(broken), withCode("FHIR_NOT_JSON"));
          return;
        }
        // Only the lead of FHIR over JSON may make a difference here: names that stand twice.
        try {
          assert.deepEqual(toPlain(read(broken)), expected);
        } catch (error) {
          withCode("FHIR_NOT_JSON", { rule: "duplicate-name" })(error);
        }
      }),
      500,
    );
  });

  it("leaves the items of the lazy member to be read one by one, and finds members' places again", () => {
    const text = '{"entry": [ {"x": 1}, 2 ],\n "b": [true, null]}';
    const reader = new JsonReader(text);
    const { root, spans } = reader.readRoot("entry");
    assert.deepEqual(
      spans.map((span) => toPlain(reader.readSpan(span))),
      [{ x: 1 }, 2],
    );
    assert.deepEqual(
      reader.places(root).map((place) => text.slice(place, place + 3)),
      ['"en', '"b"'],
    );
    const list = root.get("b");
    assert.ok(list instanceof JsonArray);
    assert.deepEqual(
      reader.places(list).map((place) => text.slice(place, place + 4)),
      ["true", "null"],
    );
  });
});
