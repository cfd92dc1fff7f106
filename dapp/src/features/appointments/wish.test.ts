import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { complaintText, problemsOf } from "./wish.ts";

describe("complaintText", () => {
  it("adds the preferred time as a line", () => {
    assert.equal(complaintText(" Cough ", "Preferred time: mornings"), "Cough\n\nPreferred time: mornings");
  });
  it("is the complaint alone without one", () => {
    assert.equal(complaintText(" Cough ", null), "Cough");
  });
});

describe("problemsOf", () => {
  const fine = { complaint: "Cough", categories: ["general"] };
  it("finds none in a whole request", () => {
    assert.deepEqual(problemsOf(fine), []);
  });
  it("wants a complaint", () => {
    assert.deepEqual(problemsOf({ ...fine, complaint: "  " }), ["complaintMissing"]);
  });
  it("counts bytes, as the request does", () => {
    assert.deepEqual(problemsOf({ ...fine, complaint: "咳".repeat(2731) }), ["complaintLong"]);
    assert.deepEqual(problemsOf({ ...fine, complaint: "咳".repeat(2730) }), []);
  });
  it("wants a kind of record", () => {
    assert.deepEqual(problemsOf({ ...fine, categories: [] }), ["categoriesMissing"]);
  });
});
