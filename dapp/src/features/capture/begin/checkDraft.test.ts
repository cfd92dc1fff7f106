import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { emptyCheck, identifiedBy } from "./checkDraft.ts";

describe("identifiedBy", () => {
  it("takes only what belongs to the way that was chosen", () => {
    const typed = { ...emptyCheck, code: "1234", band: "W3 1234", isConfirmed: true };
    assert.equal(identifiedBy(typed, "9999"), null);
    assert.deepEqual(identifiedBy({ ...typed, how: "visit-code" }, "9999"), {
      how: "visit-code",
      code: "1234",
    });
    assert.deepEqual(identifiedBy({ ...typed, how: "wristband" }, "9999"), {
      how: "wristband",
      code: "W3 1234",
    });
    assert.deepEqual(identifiedBy({ ...typed, how: "in-person" }, "9999"), {
      how: "in-person",
      code: "9999",
    });
  });
  it("is nothing while something is missing", () => {
    for (const how of ["visit-code", "wristband", "in-person"] as const)
      assert.equal(identifiedBy({ ...emptyCheck, how, code: " ", band: "" }, "9999"), null);
  });
});
