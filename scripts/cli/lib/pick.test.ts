import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Hex } from "@medlattice/sdk/codec";
import fc from "fast-check";
import { pickById } from "./pick.ts";
import { shortId } from "./text.ts";

const options = {
  idOf: (id: Hex) => id,
  noun: "record",
  listCommand: "npx medlattice record list shows them.",
};
const idArbitrary = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes): Hex => `0x${Buffer.from(bytes).toString("hex")}`);
const failure = (code: string) => (error: unknown) =>
  error instanceof Error && "code" in error && error.code === code;

describe("pickById", () => {
  it("finds an id by every beginning of it that no other has", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(idArbitrary, { minLength: 1, maxLength: 20 }),
        fc.nat(),
        fc.integer({ min: 4, max: 64 }),
        (ids, index, digits) => {
          const id = ids[index % ids.length] ?? "0x";
          const prefix = id.slice(0, 2 + digits);
          const isUnique = ids.filter((other) => other.startsWith(prefix)).length === 1;
          if (isUnique) assert.equal(pickById(ids, prefix, options), id);
          else assert.throws(() => pickById(ids, prefix, options), failure("ID_AMBIGUOUS"));
        },
      ),
    );
  });

  it("takes what a list has shown, with or without 0x", () => {
    const id: Hex = `0x${"1a".repeat(32)}`;
    assert.equal(pickById([id], shortId(id), options), id);
    assert.equal(pickById([id], "1a1a", options), id);
  });

  it("takes one thing that is listed twice", () => {
    const id: Hex = `0x${"1a".repeat(32)}`;
    assert.equal(pickById([id, id], "0x1a1a", options), id);
  });

  it("names the beginnings that would be unique", () => {
    const ids: Hex[] = [`0x1a1a1a1a00${"00".repeat(27)}`, `0x1a1a1a1aff${"00".repeat(27)}`];
    assert.throws(
      () => pickById(ids, "0x1a1a1a1a", options),
      (error) => failure("ID_AMBIGUOUS")(error) && JSON.stringify(error).includes("0x1a1a1a1aff"),
    );
  });

  for (const text of ["", "0x1", "0x1a", "zzzz", "0xAAAA", "../etc"]) {
    it(`refuses “${text}” as no id`, () => {
      assert.throws(() => pickById<Hex>([], text, options), failure("ID_INVALID"));
    });
  }

  it("says when there is none", () => {
    assert.throws(() => pickById<Hex>([], "0x1a1a", options), failure("ID_UNKNOWN"));
  });
});
