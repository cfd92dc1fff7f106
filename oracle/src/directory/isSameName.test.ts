import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isSameName } from "./isSameName.ts";

const ANNA = { familyName: "Müller-Šťastná", givenNames: "Ágnes Maria" };
const LI = { familyName: "Li", givenNames: "Wei" };
const WANG = { familyName: "王", givenNames: "小明" };

describe("isSameName", () => {
  const same = [
    ["Dr. Ágnes Müller-Šťastná", ANNA],
    ["Prof. Dr. med. AGNES M. Muller Stastna", ANNA],
    ["Li Wei", LI],
    ["Dr. Wei LI", LI],
    ["王小明", WANG],
    ["王小明 医生", WANG],
    ["王 小明", WANG],
  ] as const;
  for (const [shown, verified] of same) {
    it(`takes “${shown}” for the verified name`, () => assert.equal(isSameName(shown, verified), true));
  }

  const other = [
    // A substring test would take each of the first four.
    ["Dr. Oliver Famous", LI],
    ["Dr. Li Famous", LI],
    ["Dr. Li", LI],
    ["王大明", WANG],
    ["Dr. Ágnes Müller", ANNA],
    ["Dr. A. Müller-Šťastná", ANNA],
    ["Ágnes", ANNA],
    ["Dr.", LI],
    ["", LI],
    ["Wei Li", { familyName: "", givenNames: "Wei" }],
  ] as const;
  for (const [shown, verified] of other) {
    it(`does not take “${shown}” for ${verified.givenNames} ${verified.familyName}`, () =>
      assert.equal(isSameName(shown, verified), false));
  }
});
