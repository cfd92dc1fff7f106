import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { visibleTextOf, withCode } from "../testing/errors.ts";
import { InvalidFhirError, MAX_PROBLEMS } from "./errors.ts";
import { bundle, bytesOf, observation, patient, problemsOf, validate } from "./testing/fixtures.ts";
import { validateFhir } from "./validateFhir.ts";

const sample = readFileSync(new URL("../../samples/hospital-stay.json", import.meta.url));

describe("validateFhir", () => {
  it("describes the sample Bundle without naming the patient", async () => {
    const intake = await validateFhir({ bytes: sample });
    assert.equal(intake.kind, "Bundle");
    assert.equal(intake.resourceType, "Bundle");
    assert.equal(intake.bundleType, "transaction");
    assert.equal(intake.resourceCount, 36);
    assert.deepEqual(intake.warnings, []);
    assert.deepEqual(intake.period, { from: "1991", to: "2026-03-18" });
    assert.equal(intake.counts[0]?.type, "Observation");
    assert.equal(intake.suggestedCategory, "general");
    assert.doesNotMatch(intake.title + intake.summary, /林|雅琴|Lín/);
  });

  it("only reads: the bytes stay as they are", async () => {
    const bytes = Uint8Array.from(sample);
    await validateFhir({ bytes });
    assert.deepEqual(bytes, Uint8Array.from(sample));
  });

  it("shows a value with the digits it was written with", async () => {
    const text = JSON.stringify(observation()).replace('"value":72,', '"value":72.50,');
    const intake = await validate(text);
    assert.equal(intake.title, "Heart rate: 72.50 /min");
    assert.equal(intake.kind, "resource");
    assert.equal(intake.resourceCount, 1);
  });

  it("suggests the category of the only kind of care in a file", async () => {
    const draft = bundle();
    draft.entry[1].resource.category = [{ coding: [{ code: "vital-signs" }] }];
    assert.equal((await validate(draft)).suggestedCategory, "vital-signs");
  });

  it("accepts a byte order mark with a warning", async () => {
    const intake = await validateFhir({ bytes: new Uint8Array([0xef, 0xbb, 0xbf, ...bytesOf(patient())]) });
    assert.deepEqual(
      intake.warnings.map(({ rule }) => rule),
      ["byte-order-mark"],
    );
  });

  it("does not mind where resourceType stands", async () => {
    const { resourceType, ...rest } = bundle();
    assert.equal((await validate({ ...rest, resourceType })).resourceCount, 2);
  });

  it("refuses a file above the limit before reading it", async () => {
    const bytes = bytesOf(patient());
    await assert.rejects(validateFhir({ bytes, maxBytes: bytes.length - 1 }), withCode("FHIR_TOO_LARGE"));
    assert.equal((await validateFhir({ bytes, maxBytes: bytes.length })).resourceType, "Patient");
  });

  it("stops when it is told to", async () => {
    const entries = Array.from({ length: 20_000 }, () => ({ resource: observation() }));
    const bytes = bytesOf({ ...bundle(), entry: entries });
    const controller = new AbortController();
    const reason = new Error("enough");
    setTimeout(() => controller.abort(reason), 5);
    await assert.rejects(validateFhir({ bytes, signal: controller.signal }), reason);
  });

  it("lets others have their turn while a large Bundle is read", async () => {
    const entries = Array.from({ length: 20_000 }, () => ({ resource: observation() }));
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await validate({ ...bundle(), entry: entries });
    clearInterval(timer);
    assert.ok(turns > 2, `${turns} turns`);
  });

  const notResources: readonly [string, unknown, string][] = [
    ["no resourceType", {}, "resource-type (resource).resourceType"],
    ["an unknown resourceType", { resourceType: "Pateint" }, "resource-type (resource).resourceType"],
    ["an abstract resourceType", { resourceType: "DomainResource" }, "resource-type (resource).resourceType"],
    ["a data type", { resourceType: "HumanName" }, "resource-type (resource).resourceType"],
    ["a resource of R5", { resourceType: "Transport" }, "resource-type (resource).resourceType"],
    ["a property of every object", { resourceType: "constructor" }, "resource-type (resource).resourceType"],
    ["a resourceType that is no text", { resourceType: 1 }, "resource-type (resource).resourceType"],
  ];
  for (const [what, document, expected] of notResources) {
    it(`refuses ${what}`, async () => {
      const problems = await problemsOf(document);
      assert.deepEqual(
        problems.map(({ rule, path }) => `${rule} ${path}`),
        [expected],
      );
    });
  }

  it("lists every problem with its place, in the order of the file", async () => {
    const text =
      '{\n "resourceType": "Patient",\n "gender": "woman",\n "birthdate": "1970",\n "active": "yes"\n}';
    const problems = await problemsOf(text);
    assert.deepEqual(
      problems.map(({ rule, path, line, column }) => [rule, path, line, column]),
      [
        ["code-not-allowed", "Patient.gender", 3, 2],
        ["unknown-element", "Patient.birthdate", 4, 2],
        ["type-boolean", "Patient.active", 5, 2],
      ],
    );
    assert.equal(problems[1]?.hint, "Did you mean birthDate?");
  });

  it("stops listing at the limit", async () => {
    const draft = bundle();
    draft.entry = Array.from({ length: 500 }, () => ({ resource: { resourceType: "Patient", x: 1 } }));
    assert.equal((await problemsOf(draft)).length, MAX_PROBLEMS);
  });

  it("repeats no value of the file in an error", async () => {
    const canary = "CanaryAlpha7";
    const draft = { ...patient(), gender: canary, birthDate: canary, id: `${canary} !`, telecom: canary };
    draft.extension = [{ url: canary, valueBase64Binary: `${canary}%` }, { url: `${canary} x` }];
    draft.text = { status: "generated", div: `<div>${canary}&${canary.repeat(3)};</div>` };
    draft.generalPractitioner = [{ reference: `#${canary}` }];
    draft[`${canary} with spaces`] = true;
    await assert.rejects(validate(draft), (error) => {
      assert.ok(error instanceof InvalidFhirError);
      assert.ok(error.problems.length >= 8);
      assert.ok(!(visibleTextOf(error) + JSON.stringify(error.problems)).includes(canary));
      return true;
    });
  });

  it("takes a Bundle of 50 MB in seconds and a fraction of a gigabyte", async () => {
    const entry = JSON.stringify({ resource: { ...observation(), note: [{ text: "雅".repeat(150) }] } });
    const count = Math.ceil(50_000_000 / (Buffer.byteLength(entry) + 1));
    const bytes = bytesOf(
      `{"resourceType":"Bundle","type":"collection","entry":[${Array(count).fill(entry).join()}]}`,
    );
    const before = process.memoryUsage().rss;
    const start = performance.now();
    const intake = await validateFhir({ bytes });
    assert.equal(intake.resourceCount, count);
    assert.ok(performance.now() - start < 60_000);
    assert.ok(process.memoryUsage().rss - before < 1_000_000_000);
  });
});
