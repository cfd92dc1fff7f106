// oxlint-disable no-underscore-dangle -- FHIR names what belongs to a primitive with an underscore in front
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  bundle,
  condition,
  documentBundle,
  findings,
  medicationRequest,
  observation,
  patient,
  questionnaire,
  validate,
} from "../testing/fixtures.ts";
import type { Draft } from "../testing/fixtures.ts";

type Case = readonly [what: string, fixture: () => Draft, change: (draft: Draft) => void, expected: string];

const CASES: readonly Case[] = [
  [
    "an unknown element",
    patient,
    (d) => (d.name[0].surname = "x"),
    "unknown-element Patient.name[0].surname",
  ],
  [
    "resourceType inside an element",
    patient,
    (d) => (d.name[0].resourceType = "HumanName"),
    "unknown-element Patient.name[0].resourceType",
  ],
  ["a comment of DSTU2", patient, (d) => (d.fhir_comments = ["x"]), "unknown-element Patient.fhir_comments"],
  ["a choice without its type", observation, (d) => (d.value = 1), "unknown-element Observation.value"],
  [
    "a choice of a type it does not have",
    observation,
    (d) => (d.effectiveDate = "2026"),
    "unknown-element Observation.effectiveDate",
  ],
  ["one value where a list belongs", patient, (d) => (d.name = d.name[0]), "array-required Patient.name"],
  [
    "a list where one value belongs",
    patient,
    (d) => (d.gender = ["female"]),
    "array-not-allowed Patient.gender",
  ],
  ["an empty list", patient, (d) => (d.address = []), "empty-array Patient.address"],
  ["an empty object", patient, (d) => (d.maritalStatus = {}), "empty-object Patient.maritalStatus"],
  ["an empty text", patient, (d) => (d.name[0].family = ""), "type-string Patient.name[0].family"],
  ["null for a value", patient, (d) => (d.active = null), "type-boolean Patient.active"],
  [
    "null in a list without its extension",
    patient,
    (d) => d.name[0].given.push(null),
    "type-string Patient.name[0].given[2]",
  ],
  ["text where an object belongs", patient, (d) => (d.name[0] = "Åse"), "object-required Patient.name[0]"],
  ["a missing element", observation, (d) => delete d.status, "required-missing Observation.status"],
  [
    "a missing element deep inside",
    questionnaire,
    (d) => delete d.item[0].item[0].linkId,
    "required-missing Questionnaire.item[0].item[0].linkId",
  ],
  [
    "a missing choice",
    medicationRequest,
    (d) => {
      delete d.medicationReference;
      delete d.contained;
    },
    "required-missing MedicationRequest.medication",
  ],
  ["two types of a choice", observation, (d) => (d.valueString = "72"), "one-type-only Observation.value"],
  [
    "a code outside a required value set",
    questionnaire,
    (d) => (d.item[0].item[0].type = "bool"),
    "code-not-allowed Questionnaire.item[0].item[0].type",
  ],
  [
    "a concept outside a required value set",
    condition,
    (d) => (d.clinicalStatus.coding[0].code = "better"),
    "code-not-allowed Condition.clinicalStatus",
  ],
  [
    "a concept of another system",
    condition,
    (d) => (d.verificationStatus.coding[0].system = "http://example.org"),
    "code-not-allowed Condition.verificationStatus",
  ],
  [
    "a comparator in a simple quantity",
    observation,
    (d) => (d.referenceRange[0].low.comparator = "<"),
    "not-allowed Observation.referenceRange[0].low.comparator",
  ],
  [
    "an extension without content",
    patient,
    (d) => (d.extension = [{ url: "http://example.org" }]),
    "ext-1 Patient.extension[0]",
  ],
  [
    "an extension with value and extensions",
    patient,
    (d) => (d.extension = [{ url: "http://x", valueCode: "a", extension: [{ url: "b", valueCode: "c" }] }]),
    "ext-1 Patient.extension[0]",
  ],
  [
    "an extension without url",
    patient,
    (d) => (d.extension = [{ valueCode: "a" }]),
    "required-missing Patient.extension[0].url",
  ],
  [
    "a wrong value deep in a choice",
    observation,
    (d) => (d.valueQuantity.value = "72"),
    "type-decimal Observation.value.ofType(Quantity).value",
  ],
  ["a sibling of an object", patient, (d) => (d._name = [{ id: "a" }]), "unknown-element Patient._name"],
  ["a sibling that is no object", patient, (d) => (d._gender = "x"), "object-required Patient.gender"],
  [
    "a sibling with other members",
    patient,
    (d) => (d._gender = { value: "x" }),
    "unknown-element Patient.gender.value",
  ],
  [
    "a list of siblings of another length",
    patient,
    (d) => (d.name[0]._given = [{ id: "a" }]),
    "sibling-length Patient.name[0].given",
  ],
  [
    "a sibling of an element's id",
    patient,
    (d) => (d.name[0]._id = { extension: [{ url: "http://x", valueCode: "a" }] }),
    "unknown-element Patient.name[0]._id",
  ],
  [
    "a local reference to nothing",
    medicationRequest,
    (d) => (d.subject.reference = "#nobody"),
    "ref-1 MedicationRequest.subject.reference",
  ],
  [
    "a contained resource in a contained one",
    medicationRequest,
    (d) => (d.contained[0].contained = [{ resourceType: "Basic", id: "b", code: { text: "x" } }]),
    "dom-2 MedicationRequest.contained[0]",
  ],
  [
    "a contained resource nobody refers to",
    medicationRequest,
    (d) => d.contained.push({ ...d.contained[0], id: "other" }),
    "dom-3 MedicationRequest.contained[1]",
  ],
  [
    "a contained resource with a version",
    medicationRequest,
    (d) => (d.contained[0].meta = { versionId: "1" }),
    "dom-4 MedicationRequest.contained[0]",
  ],
  [
    "a contained resource with a security label",
    medicationRequest,
    (d) => (d.contained[0].meta = { security: [{ code: "R" }] }),
    "dom-5 MedicationRequest.contained[0]",
  ],
  ["an entry that is no object", bundle, (d) => d.entry.push("x"), "object-required Bundle.entry[2]"],
  ["an empty list of entries", bundle, (d) => (d.entry = []), "empty-array Bundle.entry"],
  ["an entry that is no list", bundle, (d) => (d.entry = d.entry[0]), "array-required Bundle.entry"],
  [
    "a problem in an entry's resource",
    bundle,
    (d) => (d.entry[1].resource.status = "done"),
    "code-not-allowed Bundle.entry[1].resource.status",
  ],
  [
    "an unknown resource in an entry",
    bundle,
    (d) => (d.entry[0].resource.resourceType = "Person2"),
    "resource-type Bundle.entry[0].resource.resourceType",
  ],
  ["a total in a collection", bundle, (d) => (d.total = 2), "bdl-1 Bundle"],
  ["search in a collection", bundle, (d) => (d.entry[0].search = { mode: "match" }), "bdl-2 Bundle.entry[0]"],
  [
    "a request in a collection",
    bundle,
    (d) => (d.entry[0].request = { method: "POST", url: "Patient" }),
    "bdl-3 Bundle.entry[0]",
  ],
  [
    "a response in a collection",
    bundle,
    (d) => (d.entry[0].response = { status: "200" }),
    "bdl-4 Bundle.entry[0]",
  ],
  ["an entry with nothing in it", bundle, (d) => delete d.entry[0].resource, "bdl-5 Bundle.entry[0]"],
  ["a fullUrl twice", bundle, (d) => (d.entry[1].fullUrl = d.entry[0].fullUrl), "bdl-7 Bundle.entry[1]"],
  [
    "a fullUrl with a version",
    bundle,
    (d) => (d.entry[0].fullUrl = "http://x/Patient/1/_history/2"),
    "bdl-8 Bundle.entry[0]",
  ],
  ["a document without identifier", documentBundle, (d) => delete d.identifier, "bdl-9 Bundle"],
  ["a document without timestamp", documentBundle, (d) => delete d.timestamp, "bdl-10 Bundle"],
  ["a document without Composition", documentBundle, (d) => d.entry.shift(), "bdl-11 Bundle"],
  ["a message without MessageHeader", bundle, (d) => (d.type = "message"), "bdl-12 Bundle"],
  [
    "a Bundle in a Bundle that is wrong",
    bundle,
    (d) => (d.entry[0].resource = { ...bundle(), total: 1 }),
    "bdl-1 Bundle.entry[0].resource",
  ],
  [
    "a narrative with an entity of HTML",
    patient,
    (d) => (d.text = { status: "generated", div: '<div xmlns="http://www.w3.org/1999/xhtml">&reg;</div>' }),
    "txt-1 Patient.text.div",
  ],
];

describe("structural validation", () => {
  it("accepts every fixture", async () => {
    for (const fixture of [
      bundle,
      condition,
      documentBundle,
      medicationRequest,
      observation,
      patient,
      questionnaire,
    ]) {
      assert.deepEqual(await findings(fixture()), []);
    }
  });

  for (const [what, fixture, change, expected] of CASES) {
    it(`refuses ${what}`, async () => {
      const draft = fixture();
      change(draft);
      assert.deepEqual(await findings(draft), [expected]);
    });
  }

  const accepted: readonly [what: string, fixture: () => Draft, change: (draft: Draft) => void][] = [
    [
      "a primitive that has only an extension",
      patient,
      (d) => {
        delete d.birthDate;
        d._birthDate = { extension: [{ url: "http://x", valueCode: "unknown" }] };
      },
    ],
    [
      "a required primitive that has only an extension",
      observation,
      (d) => {
        delete d.status;
        d._status = { extension: [{ url: "http://x", valueCode: "unknown" }] };
      },
    ],
    [
      "null in a list with its extension",
      patient,
      (d) => {
        d.name[0].given.push(null);
        d.name[0]._given = [null, null, { extension: [{ url: "http://x", valueCode: "a" }] }];
      },
    ],
    [
      "a contained resource that points to its container",
      medicationRequest,
      (d) => {
        d.contained.push({
          resourceType: "Provenance",
          id: "p",
          target: [{ reference: "#" }],
          recorded: "2026-01-01T00:00:00Z",
          agent: [{ who: { display: "x" } }],
        });
      },
    ],
    ["a Bundle in a Bundle", bundle, (d) => (d.entry[0].resource = bundle())],
    [
      "a resource in Parameters",
      bundle,
      (d) =>
        (d.entry[0].resource = {
          resourceType: "Parameters",
          parameter: [{ name: "a", resource: patient() }],
        }),
    ],
    [
      "a concept that says why it has no coding",
      condition,
      (d) => {
        delete d.abatementDateTime;
        d.clinicalStatus = { extension: [{ url: "http://x", valueCode: "unknown" }] };
      },
    ],
    [
      "further codings beside a required one",
      condition,
      (d) => d.clinicalStatus.coding.unshift({ system: "http://example.org", code: "x" }),
    ],
    [
      "a List, whose member is also called entry",
      bundle,
      (d) => {
        for (const key of Object.keys(d)) delete d[key];
        Object.assign(d, {
          resourceType: "List",
          status: "current",
          mode: "working",
          entry: [{ item: { display: "x" } }],
        });
      },
    ],
  ];
  for (const [what, fixture, change] of accepted) {
    it(`accepts ${what}`, async () => {
      const draft = fixture();
      change(draft);
      assert.deepEqual(await findings(draft), []);
    });
  }

  it("finds a problem in a list called entry that is not a Bundle's", async () => {
    const list = {
      resourceType: "List",
      status: "current",
      mode: "working",
      entry: [{ item: { display: "x" } }, { deleted: true }],
    };
    assert.deepEqual(await findings(list), ["required-missing List.entry[1].item"]);
  });

  it("tells of text above R4's limit without refusing it", async () => {
    const draft = { ...patient(), name: [{ text: "x".repeat(1_048_577) }] };
    assert.deepEqual(
      (await validate(draft)).warnings.map(({ rule, path }) => [rule, path]),
      [["long-string", "Patient.name[0].text"]],
    );
  });
});
