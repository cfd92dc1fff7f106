import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fold } from "./fold.ts";

describe("fold", () => {
  it("drops case, accents and signs, and keeps letters of every script", () => {
    const cases = [
      ["Dr. Ágnes  Müller-Šťastná", "dr agnes muller stastna"],
      ["ＡＢＣ　１２", "abc 12"],
      ["王小明 医生", "王小明 医生"],
      ["Ιωάννης", "ιωαννης"],
      ["김민준", "김민준"],
      ["%_\\'\"", ""],
    ] as const;
    for (const [text, folded] of cases) assert.equal(fold(text), folded);
  });

  it("changes nothing the second time", () => {
    for (const text of ["Straße İstanbul", "ﬁrst ﬂat", "é́", "가각"])
      assert.equal(fold(fold(text)), fold(text));
  });
});
