import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chooseLanguage, localeOf } from "./languages.ts";

describe("chooseLanguage", () => {
  it("keeps what was chosen before", () => {
    assert.equal(chooseLanguage("en", ["zh-CN"]), "en");
  });
  it("takes the first of the browser's that there is", () => {
    assert.equal(chooseLanguage(null, ["de-AT", "zh-Hant-TW", "en"]), "zh");
  });
  it("falls back to English", () => {
    assert.equal(chooseLanguage("tlh", ["de", "fr"]), "en");
  });
});

describe("localeOf", () => {
  it("takes the browser's region for the language", () => {
    assert.equal(localeOf("en", ["zh-CN", "en-GB", "en-US"]), "en-GB");
  });
  it("is the language itself where the browser does not speak it", () => {
    assert.equal(localeOf("zh", ["de-AT"]), "zh");
  });
});
