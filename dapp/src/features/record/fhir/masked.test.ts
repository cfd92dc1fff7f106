import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { unmask } from "./masked.ts";

const MASKED = {
  extension: [{ url: "http://hl7.org/fhir/StructureDefinition/data-absent-reason", valueCode: "masked" }],
};

describe("unmask", () => {
  it("leaves a resource alone of which nothing is hidden", () => {
    const resource = { resourceType: "Patient", name: [{ family: "L" }], contact: [] };
    assert.equal(unmask(resource).resource, resource);
  });
  it("takes out masked elements, lists and primitives, and names them", () => {
    const { resource, hidden } = unmask({
      resourceType: "Patient",
      gender: "female",
      maritalStatus: MASKED,
      address: [MASKED],
      _birthDate: MASKED,
    });
    assert.deepEqual(resource, { resourceType: "Patient", gender: "female" });
    assert.deepEqual(hidden, ["maritalStatus", "address", "birthDate"]);
  });
  it("keeps the items of a list that are shown", () => {
    const { resource, hidden } = unmask({ note: [{ text: "seen" }, MASKED] });
    assert.deepEqual([resource, hidden], [{ note: [{ text: "seen" }] }, ["note"]]);
  });
  it("does not take other reasons for a hidden value", () => {
    const unknown = { extension: [{ ...MASKED.extension[0], valueCode: "unknown" }] };
    assert.deepEqual(unmask({ valueString: unknown }).hidden, []);
  });
});
