import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { parseRange } from "./parseRange.ts";

describe("parseRange", () => {
  const cases: readonly [string | undefined, ReturnType<typeof parseRange>][] = [
    [undefined, undefined],
    ["bytes=0-9", { offset: 0, length: 10 }],
    ["bytes=90-", { offset: 90, length: 10 }],
    ["bytes=90-1000", { offset: 90, length: 10 }],
    ["bytes=-10", { offset: 90, length: 10 }],
    ["bytes=-1000", { offset: 0, length: 100 }],
    ["bytes=99-99", { offset: 99, length: 1 }],
    ["bytes=-", undefined],
    ["bytes=0-1,3-4", undefined],
    ["lines=0-1", undefined],
    ["bytes=a-b", undefined],
  ];
  for (const [header, range] of cases) {
    it(`reads ${header ?? "no header"} of 100 bytes`, () => assert.deepEqual(parseRange(header, 100), range));
  }

  for (const header of ["bytes=100-", "bytes=5-4", "bytes=-0"]) {
    it(`refuses ${header} of 100 bytes`, () =>
      assert.throws(
        () => parseRange(header, 100),
        (error: unknown) => error instanceof InvalidInputError && error.code === "RANGE_NOT_SATISFIABLE",
      ));
  }
});
