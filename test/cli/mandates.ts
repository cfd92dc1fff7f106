import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { z } from "zod";
import { idSchema, prefixOf } from "./fixture.ts";
import { OBSERVATION, type Story } from "./story.ts";

/** The patient of the story's treatment agrees beforehand, and allows one more category. */
export function mandates(story: () => Story): void {
  const asDoctor = "--as doctor-hospital";

  describe("a treatment mandate (F3, rule 8)", () => {
    let appointment = "";
    let record = "";
    let mandate = "";

    const propose = async (category: string): Promise<string> => {
      const { cli, file, treatment } = story();
      const command = `record propose --file ${file} --treatment ${prefixOf(treatment)} --category ${category}`;
      return (await cli.ask({ recordId: idSchema }, command)).recordId;
    };

    const listed = async () => {
      const shape = { mandates: z.array(z.object({ mandateId: idSchema, state: z.string() })) };
      return (await story().cli.ask(shape, "appointment mandates")).mandates;
    };

    it("is needed before a doctor confirms anything", async () => {
      const { cli, treatment } = story();
      const shape = { appointments: z.array(z.object({ appointmentId: idSchema, treatmentId: idSchema })) };
      const { appointments } = await cli.ask(shape, "appointment list --status assigned");
      appointment = prefixOf(
        appointments.find((each) => each.treatmentId === treatment)?.appointmentId ?? "",
      );
      record = await propose("laboratory");
      const { outcome } = await cli.fail(`record confirm ${prefixOf(record)} ${asDoctor}`);
      assert.deepEqual(outcome, [2, "MANDATE_MISSING"]);
    });

    it("is given only after a word of confirmation", async () => {
      const { cli } = story();
      const give = `appointment mandate ${appointment} --until 1h`;
      assert.equal((await cli.tell(give)).exitCode, 2);
      mandate = (await cli.ask({ mandateId: idSchema }, give, "--yes")).mandateId;
      assert.deepEqual(await listed(), [{ mandateId: mandate, state: "holds" }]);
    });

    it("lets the doctor confirm a record of the treatment", async () => {
      const { cli } = story();
      const shape = { blockNumber: z.int(), byMandate: z.literal(true) };
      await cli.ask(shape, `record confirm ${prefixOf(record)} ${asDoctor}`);
      const { records } = await cli.ask(
        { records: z.array(z.object({ recordId: idSchema, status: z.string() })) },
        "record list",
      );
      assert.equal(records.find(({ recordId }) => recordId === record)?.status, "confirmed");
    });

    it("confirms a record that can then be shared alone (decision 0005)", async () => {
      const { cli } = story();
      await cli.ask({ grantId: idSchema }, `grant give --record ${prefixOf(record)} --to Wu --until 1h`);
      const out = join(cli.folder, "mandated.json");
      await cli.ask({}, `record read ${prefixOf(record)} --as doctor-platform --out ${out}`);
      assert.equal(await readFile(out, "utf8"), OBSERVATION);
    });

    it("confirms nothing once it is withdrawn", async () => {
      const { cli } = story();
      await cli.ask({ blockNumber: z.int() }, `appointment mandate ${appointment} --withdraw ${mandate}`);
      assert.deepEqual(await listed(), [{ mandateId: mandate, state: "withdrawn" }]);
      const later = await propose("laboratory");
      const { outcome } = await cli.fail(`record confirm ${prefixOf(later)} ${asDoctor}`);
      assert.deepEqual(outcome, [1, "CONTRACT_REFUSED"]);
    });

    it("is not what further categories are: those let the doctor write, sealed past the institution", async () => {
      const { cli, file, treatment } = story();
      const imaging = `record propose --file ${file} --treatment ${prefixOf(treatment)} --category imaging`;
      assert.deepEqual((await cli.fail(imaging)).outcome, [2, "CATEGORY_UNKNOWN"]);
      await cli.ask(
        { categories: z.array(z.string()) },
        `appointment allow ${appointment} --category imaging`,
      );
      await propose("imaging");
      await propose("laboratory");
    });
  });
}
