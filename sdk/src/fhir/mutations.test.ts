import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import fc from "fast-check";
import { checkAsyncProperty } from "../testing/property.ts";
import {
  bundle,
  condition,
  documentBundle,
  medicationRequest,
  observation,
  patient,
  problemsOf,
  questionnaire,
} from "./testing/fixtures.ts";
import type { Draft } from "./testing/fixtures.ts";
import { medplumAccepts } from "./testing/medplum.ts";
import { asJsonPath, MUTATIONS, placesOf } from "./testing/mutations.ts";

const sample: Draft = JSON.parse(
  readFileSync(new URL("../../samples/hospital-stay.json", import.meta.url), "utf8"),
);

const DOCUMENTS: readonly (() => Draft)[] = [
  () => structuredClone(sample),
  bundle,
  condition,
  documentBundle,
  medicationRequest,
  observation,
  patient,
  questionnaire,
];

describe("one change to a valid document", () => {
  it("starts from documents that the reference twin accepts too", () => {
    for (const document of DOCUMENTS) assert.ok(medplumAccepts(document()), document().resourceType);
  });

  for (const mutation of MUTATIONS) {
    it(`is found where it ${mutation.name}, by the reference twin as well where it knows the rule`, async () => {
      const cases = fc.record({ document: fc.constantFrom(...DOCUMENTS), at: fc.nat() });
      await checkAsyncProperty(
        fc.asyncProperty(cases, async ({ document, at }) => {
          const draft = document();
          const places = placesOf(draft, draft.resourceType).filter(mutation.fits);
          const place = places[at % places.length];
          fc.pre(place !== undefined);
          const expected = mutation.apply(place);
          const problems = await problemsOf(draft);
          const found = problems.map(({ path }) => asJsonPath(path));
          assert.ok(found.includes(expected), `expected ${expected}, found ${found.join(", ") || "nothing"}`);
          if (mutation.twinRefuses) assert.ok(!medplumAccepts(draft), `the twin accepts ${expected}`);
        }),
        150,
      );
    });
  }

  it("is found where a required element is taken away", async () => {
    const required: readonly [() => Draft, (draft: Draft) => void, string][] = [
      [observation, (d) => delete d.status, "Observation.status"],
      [observation, (d) => delete d.code, "Observation.code"],
      [condition, (d) => delete d.subject, "Condition.subject"],
      [bundle, (d) => delete d.type, "Bundle.type"],
      [documentBundle, (d) => delete d.entry[0].resource.author, "Bundle.entry[0].resource.author"],
      [medicationRequest, (d) => delete d.intent, "MedicationRequest.intent"],
      [
        questionnaire,
        (d) => delete d.item[1].enableWhen[0].operator,
        "Questionnaire.item[1].enableWhen[0].operator",
      ],
      [
        questionnaire,
        (d) => delete d.item[1].enableWhen[0].answerBoolean,
        "Questionnaire.item[1].enableWhen[0].answer",
      ],
    ];
    for (const [document, change, expected] of required) {
      const draft = document();
      change(draft);
      const problems = await problemsOf(draft);
      assert.ok(
        problems.some(({ rule, path }) => rule === "required-missing" && path === expected),
        expected,
      );
      assert.ok(!medplumAccepts(draft), expected);
    }
  });
});
