import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { checkAsyncProperty } from "../../testing/property.ts";
import { withCode } from "../../testing/errors.ts";
import { aBundle, bytesOf, FHIR, fieldsOf, SEED } from "../testing/fixtures.ts";
import { correctFields } from "./correct.ts";
import { keepTexts } from "./keepTexts.ts";

const compact = JSON.stringify(aBundle());
const previous = await fieldsOf(compact);

/** Which classes count as changed when `content` is carried over. */
async function changedBy(content: string, from = compact): Promise<string[]> {
  const before = await fieldsOf(from);
  const kept = keepTexts({
    previous: bytesOf(from),
    content: bytesOf(content),
    mediaType: FHIR,
    level: "element",
  });
  assert.deepEqual(JSON.parse(new TextDecoder().decode(kept)), JSON.parse(content));
  const fieldSeed = SEED.with(3, 77);
  const { changed, document } = await correctFields({
    previous: before,
    content: kept,
    mediaType: FHIR,
    fieldSeed,
  });
  return changed.map((position) => {
    const section = document.sections[position];
    return section !== undefined && "className" in section ? section.className : "";
  });
}

describe("keepTexts", () => {
  it("takes a content laid out anew as unchanged", async () => {
    for (const spaces of [1, 2, "\t"])
      assert.deepEqual(await changedBy(JSON.stringify(aBundle(), null, spaces)), []);
    assert.deepEqual(await changedBy(compact, JSON.stringify(aBundle(), null, 4)), []);
  });

  it("keeps what is really another", async () => {
    const edited = JSON.stringify(aBundle(), null, 2).replace("1990-02-03", "1990-02-04");
    assert.deepEqual(await changedBy(edited), ["Patient.birthDate"]);
    const spaced = JSON.stringify(aBundle(), null, 2).replace("Essential hyper", "Essential  hyper");
    assert.deepEqual(await changedBy(spaced), ["Condition.code"], "blanks within a text are text");
    const number = JSON.stringify(aBundle(), null, 2).replace('"value": 40,', '"value": 40.0,');
    assert.deepEqual(await changedBy(number), ["Observation.valueQuantity"], "as precise as it was measured");
  });

  it("reads strings as JSON does", async () => {
    const tricky = String.raw`{"resourceType":"Basic","id":"b","language":"a \" b \\","code":{"text":"{ \"x\" : 1 }"}}`;
    const spread = tricky.replace('"language":', ' "language" : ').replace('{"text":', '{ "text" :\t');
    assert.deepEqual(await changedBy(spread, tricky), []);
    assert.deepEqual(await changedBy(spread.replace("1 }", "1}"), tricky), ["Basic.code"]);
    assert.deepEqual(await changedBy(spread.replace("a ", "a"), tricky), ["Basic.language"]);
  });

  it("leaves every byte of what is no FHIR", () => {
    const content = bytesOf("a  b");
    const kept = keepTexts({ previous: bytesOf("a b"), content, mediaType: "text/plain", level: "whole" });
    assert.deepEqual(kept, Uint8Array.from(content));
  });

  it("never changes what a content says, whatever the layout (property)", async () => {
    await checkAsyncProperty(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 0, max: 8 }),
        fc.jsonValue(),
        async (before, after, language) => {
          const resource = (value: unknown) => ({ resourceType: "Basic", id: "b", language: value });
          const from = JSON.stringify(resource(language), null, before);
          assert.deepEqual(await changedBy(JSON.stringify(resource(language), null, after), from), []);
          const other = JSON.stringify(resource([language, "new"]), null, after);
          assert.deepEqual(await changedBy(other, from), ["Basic.language"]);
        },
      ),
    );
  });

  it("refuses what is not JSON", () => {
    const broken = bytesOf(`${compact}}`);
    assert.throws(
      () =>
        keepTexts({
          previous: bytesOf(compact),
          content: broken,
          mediaType: FHIR,
          level: previous.level,
        }),
      withCode("FIELDS_NOT_JSON"),
    );
  });
});
