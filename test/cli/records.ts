import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { idSchema, prefixOf } from "./fixture.ts";
import { OBSERVATION, type Story } from "./story.ts";

/** The sample patient sees the sample doctor, and a record comes of it. */
export function records(story: () => Story): void {
  describe("an appointment (F3)", () => {
    const shape = {
      appointments: z.array(
        z.object({
          appointmentId: idSchema,
          treatmentId: idSchema.nullable(),
          complaint: z.string().nullable(),
        }),
      ),
    };

    it("is asked for with keys of the patient's own categories only", async () => {
      const { cli } = story();
      const request = "appointment request --category";
      const complaint = ["--complaint", "Thirsty all day"];
      const { outcome } = await cli.fail(`${request} astrology`, ...complaint);
      assert.deepEqual(outcome, [2, "CATEGORY_UNKNOWN"]);
      await cli.ask({ appointmentId: idSchema }, `${request} laboratory`, ...complaint);
    });

    it("is assigned by the manager to a doctor by name", async () => {
      const { cli } = story();
      const { appointments } = await cli.ask(shape, "appointment list --status requested --as manager");
      assert.deepEqual(
        appointments.map(({ complaint }) => complaint),
        ["Thirsty all day"],
      );
      const prefix = prefixOf(appointments[0]?.appointmentId ?? "");
      const assign = `appointment assign ${prefix} --doctor Keller --until 2d`;
      story().treatment = (await cli.ask({ treatmentId: idSchema }, assign)).treatmentId;
    });

    it("is seen by its doctor and its patient, and not by another patient", async () => {
      const { cli, asAda, treatment } = story();
      for (const who of ["doctor-hospital", "patient"]) {
        const { appointments } = await cli.ask(shape, `appointment list --as ${who}`);
        assert.deepEqual(
          appointments.map(({ treatmentId }) => treatmentId),
          [treatment],
        );
      }
      assert.deepEqual((await cli.ask(shape, `appointment list ${asAda}`)).appointments, []);
    });
  });

  describe("a record (F4, M8)", () => {
    const listed = {
      records: z.array(z.object({ recordId: idSchema, status: z.string(), category: z.string().nullable() })),
    };

    it("is not proposed in a category the patient gave no key for", async () => {
      const { cli, file } = story();
      const { outcome, error } = await cli.fail(`record propose --file ${file} --category imaging`);
      assert.deepEqual(outcome, [2, "CATEGORY_UNKNOWN"]);
      assert.match(error.hints.join(), /laboratory/);
    });

    it("is not proposed from a file that is no FHIR", async () => {
      const { cli } = story();
      const broken = await cli.write("broken.json", OBSERVATION.replace("status", "state"));
      assert.deepEqual((await cli.fail(`record propose --file ${broken}`)).outcome, [2, "FHIR_NOT_R4"]);
    });

    it("is proposed, reviewed and confirmed", async () => {
      const { cli, file, treatment } = story();
      const propose = `record propose --file ${file} --treatment ${prefixOf(treatment)} --category laboratory`;
      const { recordId } = await cli.ask({ recordId: idSchema }, propose);
      story().record = recordId;
      const review = await cli.tell(`record review ${prefixOf(recordId)}`);
      assert.match(review.printed, /proposed, version 0/);
      assert.match(review.printed, /Dr\. Anna Keller at Riverside Hospital/);
      await cli.ask({ blockNumber: z.int() }, `record confirm ${prefixOf(recordId)}`);
      assert.deepEqual((await cli.ask(listed, "record list")).records, [
        { recordId, status: "confirmed", category: "laboratory" },
      ]);
    });

    it("is disputed only after a word of confirmation (rule 8)", async () => {
      const { cli, file } = story();
      const { recordId } = await cli.ask({ recordId: idSchema }, `record propose --file ${file}`);
      const dispute = [`record dispute ${prefixOf(recordId)}`, "--reason", "These are not mine"] as const;
      const refused = await cli.tell(...dispute);
      assert.equal(refused.exitCode, 2);
      assert.match(refused.told, /--yes/);
      await cli.ask({ blockNumber: z.int() }, ...dispute, "--yes");
      const { records: all } = await cli.ask(listed, "record list");
      assert.equal(all.find((record) => record.recordId === recordId)?.status, "disputed");
    });

    it("stands in an account that lacks none (P3)", async () => {
      const { cli } = story();
      const accounts = z.array(z.object({ height: z.int(), problem: z.null() }));
      assert.deepEqual((await cli.ask({ accounts }, "record verify")).accounts, [
        { height: 1, problem: null },
      ]);
    });

    it("is nobody else's to read", async () => {
      const { cli, asAda, record } = story();
      const { outcome } = await cli.fail(`record read ${record} --as doctor-platform`);
      assert.deepEqual(outcome, [2, "GRANT_NOT_FOUND"]);
      assert.deepEqual((await cli.fail(`record read ${record} ${asAda}`)).outcome, [2, "ID_UNKNOWN"]);
    });
  });
}
