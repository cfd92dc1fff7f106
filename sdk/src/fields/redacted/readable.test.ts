import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { validateFhir } from "../../fhir/index.ts";
import { readableContent, readRedacted, redact } from "../index.ts";
import { aBundle, fieldsOf } from "../testing/fixtures.ts";

const document = await fieldsOf(aBundle());
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const positionOf = (locator: string): number => {
  const found = document.sections.find((section) => section.kind !== "hidden" && section.locator === locator);
  assert.ok(found !== undefined, locator);
  return found.position;
};
const hiding = (...locators: string[]) => ({ positions: locators.map(positionOf), parts: [] });

describe("the readable content of a redacted record", () => {
  const readable = async (...locators: string[]) =>
    readableContent(await readRedacted(redact(document, hiding(...locators))));

  it("says of elements that they are masked, and nothing of resources that are gone", async () => {
    const bytes = await readable(
      "urn:uuid:p1.address",
      "urn:uuid:p1.birthDate",
      "urn:uuid:c1",
      "urn:uuid:c1.code",
      "urn:uuid:c1.subject",
    );
    const { resourceCount } = await validateFhir({ bytes });
    assert.equal(resourceCount, 4);
    const masked = {
      extension: [{ url: "http://hl7.org/fhir/StructureDefinition/data-absent-reason", valueCode: "masked" }],
    };
    const patient: unknown = JSON.parse(text(bytes)).entry[0].resource;
    const { address: _address, birthDate: _birthDate, ...shown } = aBundle().entry[0]?.resource ?? {};
    assert.deepEqual(patient, { ...shown, address: [masked], _birthDate: masked });
  });

  it("masks a part in its place", async () => {
    const position = positionOf("urn:uuid:p1.telecom");
    const copy = await readRedacted(redact(document, { positions: [], parts: [{ position, path: "[1]" }] }));
    const bytes = await readableContent(copy);
    await validateFhir({ bytes });
    assert.match(text(bytes), /"telecom":\[\{"system":"phone","value":"555-0100"\},\{"extension":/);
  });

  it("keeps texts byte for byte, and of a whole record all its resources", async () => {
    const odd =
      '{"resourceType":"Observation","id":"o","status" : "final","code":{"text":"\\u00b5 µ"},"valueQuantity":{ "value":1.50 }}';
    const bytes = await readableContent(await fieldsOf(odd));
    assert.equal(
      text(bytes),
      '{"resourceType":"Observation","id":"o","status":"final","code":{"text":"\\u00b5 µ"},"valueQuantity":{"value":1.50}}',
    );
    assert.deepEqual(JSON.parse(text(await readable())), aBundle());
  });
});
