import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { z } from "zod";
import { answerOf, failureOf, medlattice } from "../../testing/medlattice.ts";

const patient = {
  resourceType: "Patient",
  id: "p1",
  birthDate: "1990-02-03",
  managingOrganization: { reference: "Organization/nowhere" },
};

describe("fhir validate", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "medlattice-fhir-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function write(name: string, content: string): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  it("says what a valid file is", async () => {
    const path = write("patient.json", JSON.stringify(patient));
    const outcome = await medlattice(["fhir", "validate", path, "--json"]);
    assert.equal(outcome.exitCode, 0);
    const answer = answerOf(outcome, { resourceType: z.string(), resourceCount: z.int(), bytes: z.int() });
    assert.deepEqual([answer.resourceType, answer.resourceCount], ["Patient", 1]);
    assert.equal(answer.bytes, JSON.stringify(patient).length);
  });

  it("takes a bundle with a reference that leads nowhere, with a warning", async () => {
    const bundle = {
      resourceType: "Bundle",
      type: "collection",
      entry: [{ fullUrl: "urn:uuid:0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b", resource: patient }],
    };
    const outcome = await medlattice(["fhir", "validate", write("bundle.json", JSON.stringify(bundle))]);
    assert.equal(outcome.exitCode, 0);
    assert.match(outcome.printed, /warning/);
    assert.match(outcome.printed, /managingOrganization/);
  });

  it("ends with 2 and names place and reason of what is wrong", async () => {
    const path = write("wrong.json", JSON.stringify({ ...patient, shoeSize: 44 }));
    const outcome = await medlattice(["fhir", "validate", path, "--json"]);
    assert.equal(outcome.exitCode, 2);
    const { code, problems } = failureOf(outcome);
    assert.equal(code, "FHIR_NOT_R4");
    assert.deepEqual(
      problems?.map(({ rule, path: where }) => [rule, where]),
      [["unknown-element", "Patient.shoeSize"]],
    );
  });

  it("reads a file relative to the caller's folder", async () => {
    write("here.json", JSON.stringify(patient));
    process.env["MEDLATTICE_CALLER_DIR"] = folder;
    try {
      assert.equal((await medlattice(["fhir", "validate", "here.json"])).exitCode, 0);
    } finally {
      delete process.env["MEDLATTICE_CALLER_DIR"];
    }
  });

  it("says that there is no such file", async () => {
    const outcome = await medlattice(["fhir", "validate", join(folder, "nowhere.json"), "--json"]);
    assert.equal(outcome.exitCode, 2);
    assert.equal(failureOf(outcome).code, "FILE_NOT_FOUND");
  });
});
