import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { createMarkReader } from "./createMarkReader.ts";

const SEED = Number(process.env["SEED"] ?? 20261121);
type Said = number | "parity" | "framing" | "break";

function read(bytes: Uint8Array, size: number, wrong: "parity" | "framing" = "parity"): Said[] {
  const said: Said[] = [];
  const take = createMarkReader(wrong, {
    bytes: (some) => said.push(...some),
    lineError: (kind) => said.push(kind),
  });
  for (let start = 0; start < bytes.length; start += size) take(bytes.subarray(start, start + size));
  return said;
}

/** What the terminal makes of bytes and errors. */
function mark(said: readonly Said[]): Uint8Array {
  return Uint8Array.from(
    said.flatMap((each) => {
      if (each === "break") return [0xff, 0, 0];
      if (typeof each === "string") return [0xff, 0, 0x41];
      return each === 0xff ? [0xff, 0xff] : [each];
    }),
  );
}

describe("createMarkReader", () => {
  it(`gives back every byte and error in order, in pieces of any size (seed ${SEED})`, () => {
    const one = fc.oneof(
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom("parity", "break"),
      fc.constant(255),
    );
    fc.assert(
      fc.property(fc.array(one, { maxLength: 200 }), fc.integer({ min: 1, max: 70 }), (said, size) => {
        assert.deepEqual(read(mark(said as Said[]), size), said);
      }),
      { seed: SEED },
    );
  });

  it("leaves out the byte that came wrong, and calls it what it can be", () => {
    assert.deepEqual(read(Uint8Array.of(1, 0xff, 0, 0x99, 2), 99, "framing"), [1, "framing", 2]);
  });

  it("takes the bytes of a terminal that does not mark as they are", () => {
    assert.deepEqual(read(Uint8Array.of(0xff, 0x41, 0xff, 0xd0), 1), [0xff, 0x41, 0xff, 0xd0]);
  });
});
