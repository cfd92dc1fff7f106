import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { narrativeText } from "./narrative.ts";

describe("narrativeText", () => {
  it("makes lines of blocks, dots of items, and gaps of cells", () => {
    const markup =
      '<div xmlns="http://www.w3.org/1999/xhtml"><p>Seen <b>today</b></p><ul><li>Cough</li></ul><table><tr><td>BP</td><td>120</td></tr></table></div>';
    assert.equal(narrativeText(markup), "Seen today\n• Cough\nBP 120");
  });
  it("leaves scripts and styles out with what is in them", () => {
    assert.equal(narrativeText("<p>a<script>alert(1)</script>b<style>p{}</style></p>"), "ab");
  });
  it("does not bring an element to life that was written as entities", () => {
    assert.equal(narrativeText("<p>&lt;img src=x onerror=alert(1)&gt;</p>"), "<img src=x onerror=alert(1)>");
  });
  it("takes an open tag or script for what it is", () => {
    assert.equal(narrativeText("<p>fine<script>bad"), "fine");
    assert.equal(narrativeText("fine<img src=x "), "fine");
  });
  it("reads characters by number, and leaves the impossible ones", () => {
    assert.equal(narrativeText("&#176;&#x4e2d;&#0;"), "°中&#0;");
  });
  it("takes out what would turn the direction of the text", () => {
    assert.equal(narrativeText("a\u202Eb"), "a b");
  });
  it("has nothing to say of what is no text", () => {
    assert.equal(narrativeText({ div: "<p>a</p>" }), null);
    assert.equal(narrativeText("<div></div>"), null);
  });
});
