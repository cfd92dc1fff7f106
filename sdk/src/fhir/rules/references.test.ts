import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bundle, documentBundle, medicationRequest, observation, validate } from "../testing/fixtures.ts";
import type { Draft } from "../testing/fixtures.ts";

async function warningsOf(draft: Draft): Promise<string[]> {
  return (await validate(draft)).warnings.map(({ rule, path, message }) => `${rule} ${path} ${message}`);
}

const SUBJECT = "Bundle.entry[1].resource.subject";

describe("references of a Bundle", () => {
  it("resolves a urn:uuid among the fullUrls", async () => assert.deepEqual(await warningsOf(bundle()), []));

  it("warns of a urn:uuid that no entry has, and names it", async () => {
    const draft = bundle();
    draft.entry[1].resource.subject.reference = "urn:uuid:00000000-0000-4000-8000-000000000000";
    assert.deepEqual(await warningsOf(draft), [
      `unresolved-reference ${SUBJECT} urn:uuid:00000000-0000-4000-8000-000000000000 is not in this Bundle`,
    ]);
  });

  it("resolves a relative reference behind the base of its own entry", async () => {
    assert.deepEqual(await warningsOf(documentBundle()), []);
    const elsewhere = documentBundle();
    elsewhere.entry[1].fullUrl = "https://other.example.org/fhir/Patient/p1";
    assert.match(
      (await warningsOf(elsewhere)).join(),
      /^unresolved-reference Bundle\.entry\[0\]\.resource\.subject Patient\/p1 is in this Bundle only by its id/,
    );
  });

  it("resolves a reference to a version by its resource", async () => {
    const draft = documentBundle();
    draft.entry[0].resource.subject.reference = "Patient/p1/_history/3";
    assert.deepEqual(await warningsOf(draft), []);
  });

  it("does not resolve a relative reference from an entry whose fullUrl is a urn", async () => {
    const draft = bundle();
    draft.entry[1].resource.subject.reference = "Patient/p1";
    assert.match((await warningsOf(draft)).join(), /^unresolved-reference .* only by its id/);
  });

  it("counts how often a missing one is referred to, and names it once", async () => {
    const draft = bundle();
    draft.entry[1].resource.performer = [{ reference: "Practitioner/x" }, { reference: "Practitioner/x" }];
    assert.deepEqual(await warningsOf(draft), [
      "unresolved-reference Bundle.entry[1].resource.performer[0] Practitioner/x is not in this Bundle (referred to 2 times)",
    ]);
  });

  it("says of a search that only a server can resolve it", async () => {
    const draft = bundle();
    draft.entry[1].resource.performer = [{ reference: "Practitioner?identifier=a|b" }];
    assert.match((await warningsOf(draft)).join(), /Practitioner\?identifier=a\|b is a search/);
  });

  it("warns of a target of a type that R4 does not expect there", async () => {
    const draft = bundle();
    draft.entry[1].resource.encounter = { reference: draft.entry[0].fullUrl };
    assert.deepEqual(await warningsOf(draft), [
      "reference-target Bundle.entry[1].resource.encounter points to Patient; R4 expects Encounter",
    ]);
  });

  it("resolves within the Bundle a resource stands in, not the one around it", async () => {
    const inner = bundle();
    inner.entry.shift();
    const draft = bundle();
    draft.entry.push({ resource: inner });
    assert.match(
      (await warningsOf(draft)).join(),
      /^unresolved-reference Bundle\.entry\[2\]\.resource\.entry\[0\]\.resource\.subject/,
    );
  });

  it("lists the first of very many and counts the rest", async () => {
    const draft = bundle();
    draft.entry[1].resource.performer = Array.from({ length: 50 }, (_, index) => ({
      reference: `Practitioner/${index}`,
    }));
    const warnings = await warningsOf(draft);
    assert.equal(warnings.length, 21);
    assert.match(warnings.at(-1) ?? "", /30 more/);
  });
});

describe("references of a single resource", () => {
  it("looks nothing up", async () => assert.deepEqual(await warningsOf(observation()), []));

  it("warns of a type R4 does not expect, and of what is no reference", async () => {
    const draft = medicationRequest();
    draft.subject.reference = "Location/1";
    draft.requester = { reference: "Dr. Who" };
    assert.deepEqual(
      (await validate(draft)).warnings.map(({ rule, path }) => `${rule} ${path}`),
      ["reference-target MedicationRequest.subject", "reference-form MedicationRequest.requester"],
    );
  });
});
