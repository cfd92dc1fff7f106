import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { z } from "zod";
import { answerOf, failureOf, medlattice } from "../../testing/medlattice.ts";

const PATIENT = `0x${"0a".repeat(32)}`;
const DOCTOR = `0x${"0b".repeat(32)}`;

describe("fhir measurements", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "medlattice-measurements-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function turn(csv: string) {
    const path = join(folder, "measurements.csv");
    writeFileSync(path, csv);
    const out = join(folder, `${crypto.randomUUID()}.json`);
    const who = ["--patient", PATIENT, "--by", DOCTOR];
    return { out, outcome: await medlattice(["fhir", "measurements", path, ...who, "--out", out, "--json"]) };
  }

  it("writes a bundle that is valid FHIR, and says what is rare", async () => {
    const { out, outcome } = await turn(
      "time,measure,value,unit\n2026-01-05,grip-right,41.5,kg\n2026-01-05,systolic,250,mm[Hg]\n",
    );
    const answer = answerOf(outcome, {
      measurements: z.int(),
      doubts: z.array(z.object({ row: z.int(), rule: z.string() })),
    });
    assert.equal(answer.measurements, 2);
    assert.deepEqual(
      answer.doubts.map(({ row, rule }) => [row, rule]),
      [[3, "value-rare"]],
    );
    assert.equal((await medlattice(["fhir", "validate", out])).exitCode, 0);
    assert.match(readFileSync(out, "utf8"), new RegExp(PATIENT));
  });

  it("ends with 2, names row and column, and writes nothing", async () => {
    const { out, outcome } = await turn("time,measure,value,unit\n2026-01-05,grip-right,4100,kg\n");
    assert.equal(outcome.exitCode, 2);
    assert.equal(failureOf(outcome).code, "MEASUREMENTS_INVALID");
    assert.throws(() => readFileSync(out), { code: "ENOENT" });
  });
});
