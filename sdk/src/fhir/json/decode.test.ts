import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { withCode } from "../../testing/errors.ts";
import { decodeText } from "./decode.ts";

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("decodeText", () => {
  it("takes off a byte order mark and says so", () => {
    const text = '{"name":"Renée 雅琴"}';
    assert.deepEqual(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, ...ascii(text)])), {
      text,
      byteOrderMark: true,
    });
    assert.deepEqual(decodeText(ascii(text)), { text, byteOrderMark: false });
  });

  const foreign: readonly [string, Uint8Array][] = [
    ["XML with a declaration", ascii('<?xml version="1.0"?><Patient xmlns="http://hl7.org/fhir"/>')],
    ["XML without one, after white space", ascii('\n  <Patient xmlns="http://hl7.org/fhir"/>')],
    ["an HTML page", ascii("<!DOCTYPE html><html></html>")],
    ["Turtle", ascii("@prefix fhir: <http://hl7.org/fhir/> .")],
    ["HL7 version 2", ascii("MSH|^~\\&|LAB|A|B|C")],
    ["a PDF", ascii("%PDF-1.7\n")],
    ["a ZIP archive", new Uint8Array([0x50, 0x4b, 3, 4, 0])],
    ["gzip", new Uint8Array([0x1f, 0x8b, 8, 0])],
    ["DICOM", new Uint8Array([...new Uint8Array(128), ...ascii("DICM")])],
    ["UTF-16", new Uint8Array([0xff, 0xfe, 0x7b, 0])],
    ["UTF-16, big-endian", new Uint8Array([0xfe, 0xff, 0, 0x7b])],
  ];
  for (const [what, bytes] of foreign) {
    it(`names ${what} as what it is`, () => {
      assert.throws(() => decodeText(bytes), withCode("FHIR_UNSUPPORTED_FORMAT"));
    });
  }

  const broken: readonly [string, number[]][] = [
    ["a lone continuation byte", [0x80]],
    ["an overlong form", [0xc0, 0xaf]],
    ["an encoded surrogate", [0xed, 0xa0, 0x80]],
    ["a character cut off", [0xe6, 0x9e]],
    ["Latin-1", [0x52, 0xe9, 0x6e]],
  ];
  for (const [what, bytes] of broken) {
    it(`refuses ${what} and names the line`, () => {
      const text = new Uint8Array([...ascii('{"a":\n"'), ...bytes, ...ascii('"}')]);
      assert.throws(() => decodeText(text), withCode("FHIR_NOT_UTF8", { line: 2 }));
    });
  }
});
