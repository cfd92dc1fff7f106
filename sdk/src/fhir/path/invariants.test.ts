import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadSchema } from "../schema/loadSchema.ts";
import {
  condition,
  findings,
  observation,
  patient,
  questionnaire,
  medicationRequest,
  validate,
} from "../testing/fixtures.ts";
import type { Draft } from "../testing/fixtures.ts";
import { isSupported } from "./functions.ts";
import { parseExpression } from "./syntax.ts";
import type { Expression } from "./syntax.ts";

const UCUM = "http://unitsofmeasure.org";

const BROKEN: readonly [
  what: string,
  fixture: () => Draft,
  change: (draft: Draft) => void,
  expected: string,
][] = [
  [
    "a value and a reason for its absence",
    observation,
    (d) => (d.dataAbsentReason = { text: "x" }),
    "obs-6 Observation",
  ],
  [
    "a component with the code of its Observation",
    observation,
    (d) => (d.component = [{ code: d.code, valueString: "x" }]),
    "obs-7 Observation",
  ],
  [
    "a reference range with nothing in it",
    observation,
    (d) => (d.referenceRange = [{ appliesTo: [{ text: "x" }] }]),
    "obs-3 Observation.referenceRange[0]",
  ],
  [
    "a period that ends before it starts",
    observation,
    (d) => (d.effectivePeriod.end = "2026-01-05T09:59:59Z"),
    "per-1 Observation.effective.ofType(Period)",
  ],
  [
    "the same in two time zones",
    observation,
    (d) => (d.effectivePeriod.end = "2026-01-05T11:30:00+02:00"),
    "per-1 Observation.effective.ofType(Period)",
  ],
  [
    "days in the wrong order",
    observation,
    (d) => (d.effectivePeriod = { start: "2026-01-09", end: "2026-01-05" }),
    "per-1 Observation.effective.ofType(Period)",
  ],
  [
    "a range from high to low",
    observation,
    (d) => {
      delete d.valueQuantity;
      d.valueRange = { low: { value: 9 }, high: { value: 10.0 - 2 } };
    },
    "rng-2 Observation.value.ofType(Range)",
  ],
  [
    "a unit's code without its system",
    observation,
    (d) => delete d.valueQuantity.system,
    "qty-3 Observation.value.ofType(Quantity)",
  ],
  [
    "a contact without any means",
    patient,
    (d) => (d.contact = [{ gender: "male" }]),
    "pat-1 Patient.contact[0]",
  ],
  [
    "a telecom without its system",
    patient,
    (d) => (d.telecom = [{ value: "1" }]),
    "cpt-2 Patient.telecom[0]",
  ],
  [
    "an attachment without its type",
    patient,
    (d) => (d.photo = [{ data: "AAAA" }]),
    "att-1 Patient.photo[0]",
  ],
  [
    "an abatement of an active condition",
    condition,
    (d) => (d.clinicalStatus.coding[0].code = "active"),
    "con-4 Condition",
  ],
  [
    "an entered-in-error condition with a status",
    condition,
    (d) => (d.verificationStatus.coding[0].code = "entered-in-error"),
    "con-5 Condition",
  ],
  [
    "a group of questions without questions",
    questionnaire,
    (d) => delete d.item[0].item,
    "que-1 Questionnaire.item[0]",
  ],
  ["a link id twice", questionnaire, (d) => (d.item[1].linkId = "1.1"), "que-2 Questionnaire"],
  [
    "answers given twice over",
    questionnaire,
    (d) => (d.item[1].answerValueSet = "http://x"),
    "que-4 Questionnaire.item[1]",
  ],
  [
    "an exists question with another answer",
    questionnaire,
    (d) => (d.item[1].enableWhen = [{ question: "1.1", operator: "exists", answerString: "x" }]),
    "que-7 Questionnaire.item[1].enableWhen[0]",
  ],
  [
    "a negative period of a timing",
    medicationRequest,
    (d) => (d.dosageInstruction[0].timing.repeat.period = -1),
    "tim-5 MedicationRequest.dosageInstruction[0].timing.repeat",
  ],
  [
    "a period without its unit",
    medicationRequest,
    (d) => delete d.dosageInstruction[0].timing.repeat.periodUnit,
    "tim-2 MedicationRequest.dosageInstruction[0].timing.repeat",
  ],
];

const KEPT: readonly [what: string, fixture: () => Draft, change: (draft: Draft) => void][] = [
  [
    "a day that holds both ends",
    observation,
    (d) => (d.effectivePeriod = { start: "2026-01-05T10:00:00Z", end: "2026-01-05" }),
  ],
  [
    "a day next to the start, which a time zone may explain",
    observation,
    (d) => (d.effectivePeriod = { start: "2026-01-05T01:00:00Z", end: "2026-01-04" }),
  ],
  ["a period without its end", observation, (d) => delete d.effectivePeriod.end],
  [
    "a second that leaps",
    observation,
    (d) => (d.effectivePeriod = { start: "2016-12-31T23:59:60Z", end: "2017-01-01T00:00:00Z" }),
  ],
  [
    "a range in two units, of which nothing can be said",
    observation,
    (d) => {
      delete d.valueQuantity;
      d.valueRange = { low: { value: 9, unit: "mg" }, high: { value: 1, unit: "g" } };
    },
  ],
  [
    "an age in UCUM",
    condition,
    (d) => {
      delete d.onsetDateTime;
      d.onsetAge = { value: 52, unit: "a", system: UCUM, code: "a" };
    },
  ],
];

function functionsOf(expression: Expression): string[] {
  switch (expression.kind) {
    case "call":
      return [
        expression.name,
        ...(expression.target === undefined ? [] : functionsOf(expression.target)),
        ...expression.args.flatMap(functionsOf),
      ];
    case "binary":
      return [...functionsOf(expression.left), ...functionsOf(expression.right)];
    case "type":
      return functionsOf(expression.target);
    case "member":
      return expression.target === undefined ? [] : functionsOf(expression.target);
    default:
      return [];
  }
}

describe("invariants", () => {
  for (const [what, fixture, change, expected] of BROKEN) {
    it(`refuses ${what} (${expected.split(" ")[0]})`, async () => {
      const draft = fixture();
      change(draft);
      assert.deepEqual(await findings(draft), [expected]);
    });
  }

  for (const [what, fixture, change] of KEPT) {
    it(`accepts ${what}`, async () => {
      const draft = fixture();
      change(draft);
      assert.deepEqual(await findings(draft), []);
    });
  }

  it("gives the standard's advice as a warning", async () => {
    const intake = await validate({ ...questionnaire(), name: "not an identifier" });
    assert.deepEqual(
      intake.warnings.map(({ rule, path }) => [rule, path]),
      [["que-0", "Questionnaire"]],
    );
  });

  it("can parse every invariant of R4 and has every function they call", async () => {
    const { invariants } = await loadSchema();
    assert.ok(Object.keys(invariants).length > 200);
    for (const [key, [, expression]] of Object.entries(invariants)) {
      // ctm-1 follows references to other resources, which a file alone does not have.
      const missing = functionsOf(parseExpression(expression)).filter((name) => !isSupported(name));
      assert.deepEqual(missing, key === "ctm-1" ? ["resolve"] : [], key);
    }
  });

  it("refuses to parse what is not of the subset", () => {
    for (const source of ["a[0]", "a +", "(a", "a b", "@2020", "a ~ b"]) {
      assert.throws(() => parseExpression(source), Error, source);
    }
  });
});
