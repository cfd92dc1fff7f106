import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { EMPTY_DRAFT, type IdentityDraft, normalCode, problemsOf } from "./identityForm.ts";

const complete: IdentityDraft = {
  ...EMPTY_DRAFT,
  code: "0ABCD EFGH-9",
  familyName: "Lín",
  givenNames: "Yǎqín",
  birthDate: "1968-11-23",
  number: "ML-1",
  isChecked: true,
};

describe("problemsOf", () => {
  it("finds nothing in a complete draft", () => assert.deepEqual(problemsOf(complete), {}));

  for (const field of ["familyName", "givenNames", "birthDate", "register", "number"] as const) {
    it(`asks for ${field}`, () =>
      assert.deepEqual(problemsOf({ ...complete, [field]: " " }), { [field]: "missing" }));
  }

  it("asks to compare the document", () =>
    assert.deepEqual(problemsOf({ ...complete, isChecked: false }), { isChecked: "unchecked" }));

  for (const code of ["", "0ABCDEFGH", "0ABCDEFGHI", "0ABCDEFGH90", "0ABCDEFGHÜ"]) {
    it(`refuses the code “${code}”`, () =>
      assert.deepEqual(problemsOf({ ...complete, code }), { code: "codeWrong" }));
  }
});

describe("normalCode", () => {
  it("takes codes as people type them", () => assert.equal(normalCode(" 0abcd-efgh 9 "), "0ABCDEFGH9"));
});
