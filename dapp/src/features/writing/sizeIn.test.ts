import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createFormatter } from "use-intl";
import { sizeIn } from "./sizeIn.ts";

const format = createFormatter({ locale: "en" });

describe("sizeIn", () => {
  for (const [bytes, words] of [
    [0, "0 byte"],
    [999, "999 byte"],
    [1_000, "1 kB"],
    [1_450_000, "1.5 MB"],
    [128 * 1024 * 1024, "134.2 MB"],
    [5_000_000_000, "5,000 MB"],
  ] as const) {
    it(`says ${words} for ${bytes}`, () => assert.equal(sizeIn(format, bytes), words));
  }
});
