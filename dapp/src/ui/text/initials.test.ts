import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hueOf, initialsOf } from "./initials.ts";

describe("initialsOf", () => {
  it("leaves titles and the organisation out", () => {
    assert.equal(initialsOf("Dr. Wu Jian, Cloud Clinic"), "WJ");
    assert.equal(initialsOf("Lín Yǎqín"), "LY");
  });
  it("takes the last two characters of a Chinese name", () => {
    assert.equal(initialsOf("欧阳雅琴，云诊所"), "雅琴");
  });
  it("has none for nobody", () => {
    assert.equal(initialsOf(""), "");
  });
});

describe("hueOf", () => {
  it("gives a name one colour for good", () => {
    assert.equal(hueOf("Anna Keller"), hueOf("Anna Keller"));
    assert.notEqual(new Set(["a", "b", "c", "d", "e"].map(hueOf)).size, 1);
  });
});
