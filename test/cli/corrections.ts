import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { idSchema, prefixOf } from "./fixture.ts";
import { OBSERVATION, type Story } from "./story.ts";

const correctionSchema = { correctionHash: idSchema, status: z.string(), version: z.int() };
const doctor = ["--as", "doctor-hospital"] as const;

/** A record that was wrong is corrected, and then erased, by doctor and patient alone. */
export function corrections(story: () => Story): void {
  describe("a correction (S1, S4)", () => {
    let recordId = "";

    it("is asked for by the patient, in words", async () => {
      const { cli, file, treatment } = story();
      const propose = `record propose --file ${file} --treatment ${prefixOf(treatment)} --category laboratory`;
      ({ recordId } = await cli.ask({ recordId: idSchema }, propose));
      await cli.ask({ blockNumber: z.int() }, `record confirm ${prefixOf(recordId)}`);
      const words = "It was 5.1 in mg, not in mmol";
      await cli.ask({ request: idSchema }, `corrections ask ${prefixOf(recordId)}`, "--words", words);
      const inbox = { requests: z.array(z.object({ recordId: idSchema, words: z.string() })) };
      const { requests } = await cli.ask(inbox, "corrections inbox", ...doctor);
      assert.deepEqual(requests[0], { recordId, words });
      const sent = { sent: z.array(z.object({ recordId: idSchema, words: z.string() })) };
      assert.deepEqual((await cli.ask(sent, "corrections inbox --as patient")).sent[0], { recordId, words });
    });

    it("is handed in by the doctor, and by nobody else", async () => {
      const { cli } = story();
      const file = await cli.write("corrected.json", OBSERVATION.replace("5.10", "0.28"));
      const correct = `correct ${prefixOf(recordId)} --file ${file} --reason wrong-value`;
      assert.deepEqual((await cli.fail(`${correct} --as patient`)).outcome, [2, "ID_UNKNOWN"]);
      const wrong = correct.replace("wrong-value", "wrong");
      assert.deepEqual((await cli.fail(wrong)).outcome, [2, "OPTION_INVALID"]);
      const handedIn = await cli.ask(correctionSchema, correct, "--words", "You are right");
      assert.deepEqual([handedIn.status, handedIn.version], ["pending", 1]);
    });

    it("is looked at, side by side, and permitted after a word of confirmation", async () => {
      const { cli } = story();
      const list = { corrections: z.array(z.object(correctionSchema)) };
      const found = (await cli.ask(list, "corrections list")).corrections.find(
        ({ status }) => status === "pending",
      );
      const id = prefixOf(found?.correctionHash ?? "");
      const review = await cli.tell(`corrections review ${id}`);
      assert.match(review.printed, /5\.1[\s\S]*0\.28[\s\S]*You are right/);
      const asked = await cli.tell(`corrections permit ${id}`);
      assert.equal(asked.exitCode, 2);
      assert.match(asked.told, /--yes/);
      const landed = await cli.ask(correctionSchema, `corrections permit ${id} --tell`);
      assert.deepEqual([landed.status, landed.version], ["landed", 1]);
      const label = z.object({ version: z.int(), reason: z.string() }).nullable();
      const records = { records: z.array(z.object({ recordId: idSchema, version: z.int(), label })) };
      const own = (await cli.ask(records, "record list")).records.find(
        (record) => record.recordId === recordId,
      );
      assert.deepEqual([own?.version, own?.label], [1, { version: 1, reason: "wrong-value" }]);
      const { holds } = await cli.ask({ holds: z.boolean() }, `corrections challenge ${prefixOf(recordId)}`);
      assert.equal(holds, true);
    });

    it("is declined, and changes nothing then", async () => {
      const { cli } = story();
      const hand = `erase ${prefixOf(recordId)} --reason entered-in-error`;
      const { correctionHash } = await cli.ask(correctionSchema, hand, ...doctor);
      const declined = `corrections decline ${prefixOf(correctionHash)}`;
      assert.equal(
        (await cli.ask({ status: z.string() }, declined, "--words", "Keep it")).status,
        "declined",
      );
      const review = await cli.tell(`record review ${prefixOf(recordId)}`);
      assert.match(review.printed, /0\.28/);
    });

    it("erases at the patient's wish, and every station signs that it did", async () => {
      const { cli } = story();
      await cli.ask({ request: idSchema }, `erase ${prefixOf(recordId)}`, "--words", "I want this gone");
      const { correctionHash } = await cli.ask(correctionSchema, `erase ${prefixOf(recordId)}`, ...doctor);
      await cli.ask(correctionSchema, `corrections permit ${prefixOf(correctionHash)}`);
      const versions = z.array(z.object({ version: z.int(), waitingFor: z.array(z.string()) }));
      const erasures = async () =>
        (await cli.ask({ versions }, `corrections erasures ${prefixOf(recordId)}`)).versions;
      const end = Date.now() + 30_000;
      for (let all = await erasures(); ; all = await erasures()) {
        if (all.length === 2 && all.every(({ waitingFor }) => waitingFor.length === 0)) break;
        assert.ok(Date.now() < end, JSON.stringify(all));
      }
      assert.deepEqual((await cli.fail(`record review ${prefixOf(recordId)}`)).outcome, [
        1,
        "CONTENT_ERASED",
      ]);
    });
  });
}
