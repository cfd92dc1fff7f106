import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DESTINATIONS, isCurrent } from "./navigation.ts";

describe("isCurrent", () => {
  it("is true on the page and below it", () => {
    assert.equal(isCurrent("/records/", "/records"), true);
    assert.equal(isCurrent("/records/", "/records/view/"), true);
  });
  it("does not take the start page for all pages", () => {
    assert.equal(isCurrent("/", "/records/"), false);
    assert.equal(isCurrent("/", "/"), true);
  });
});

describe("DESTINATIONS", () => {
  it("fit the bar of a phone", () => {
    for (const destinations of Object.values(DESTINATIONS)) assert.ok(destinations.length <= 5);
  });
});
