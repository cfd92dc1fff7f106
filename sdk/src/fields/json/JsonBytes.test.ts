import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { utf8 } from "../../codec/index.ts";
import { checkProperty } from "../../testing/property.ts";
import { JsonBytes } from "./JsonBytes.ts";

const written = (write: (json: JsonBytes) => void): string => {
  const json = new JsonBytes(4);
  write(json);
  return Buffer.from(json.take()).toString();
};

describe("JsonBytes", () => {
  it("escapes texts as JSON.stringify does", () => {
    const all = String.fromCharCode(...Array.from({ length: 0x120 }, (_, unit) => unit));
    const text = fc.oneof(fc.constant(all), fc.string({ unit: "binary" }), fc.json());
    checkProperty(
      fc.property(fc.array(text), (texts) => {
        const json = written((out) => {
          for (const each of texts) {
            out.put('"');
            out.putText(utf8(each));
            out.put('"');
          }
        });
        assert.equal(json, texts.map((each) => JSON.stringify(each)).join(""));
      }),
    );
  });

  it("leaves JSON as it is", () => {
    checkProperty(
      fc.property(fc.array(fc.string({ unit: "binary" })), (texts) => {
        assert.equal(
          written((out) => texts.forEach((each) => out.put(each))),
          texts.join(""),
        );
      }),
    );
  });
});
