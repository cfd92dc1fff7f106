import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { z } from "zod";
import { idSchema, prefixOf } from "./fixture.ts";
import { OBSERVATION, type Story } from "./story.ts";

/** The record is shared with the doctor of the other institution, and shut again. */
export function grants(story: () => Story): void {
  const asReader = "--as doctor-platform";
  const listed = { grants: z.array(z.object({ grantId: idSchema, state: z.string(), purpose: z.string() })) };
  const used = { usage: z.array(z.object({ recordId: idSchema, grantId: idSchema, use: z.int() })) };

  describe("a grant (M11)", () => {
    const give = (): string => `grant give --record ${prefixOf(story().record)}`;
    const read = (): string => `record read ${prefixOf(story().record)} ${asReader}`;

    it("goes to nobody who cannot be found", async () => {
      const { outcome } = await story().cli.fail(give(), "--to", "Dr. Nobody");
      assert.deepEqual(outcome, [2, "PERSON_UNKNOWN"]);
    });

    it("is shown in plain words before it is signed", async () => {
      const { cli } = story();
      const outcome = await cli.tell(`${give()} --to Wu --until 30d --uses 5`, "--purpose", "Second opinion");
      assert.equal(outcome.exitCode, 0, outcome.told);
      assert.match(outcome.told, /Dr\. Wu Jian, Cloud Clinic may read the record “.+”, at most 5 times/);
      assert.match(outcome.told, /Purpose: Second opinion/);
      const { grants: all } = await cli.ask(listed, "grant list");
      assert.deepEqual(
        all.map(({ state, purpose }) => [state, purpose]),
        [["holds", "Second opinion"]],
      );
      story().grant = all[0]?.grantId ?? "";
    });

    it("lets the other doctor read the very bytes that were written", async () => {
      const { cli, record } = story();
      const out = join(cli.folder, "read.json");
      await cli.ask({ out: z.literal(out) }, `${read()} --out ${out}`, "--reason", "Before the visit");
      assert.equal(await readFile(out, "utf8"), OBSERVATION);
      assert.deepEqual((await cli.fail(`record read ${record} --out ${out}`)).outcome, [2, "FILE_EXISTS"]);
    });

    it("can be read to standard output as it is", async () => {
      assert.equal((await story().cli.tell(`${read()} --out -`)).printed, OBSERVATION);
    });

    it("shows both sides how often it was used (F6)", async () => {
      const { cli, record: recordId, grant: grantId } = story();
      const expected = [2, 1].map((use) => ({ recordId, grantId, use }));
      assert.deepEqual((await cli.ask(used, "usage")).usage, expected);
      assert.deepEqual((await cli.ask(used, `usage ${asReader}`)).usage, expected);
      assert.match((await cli.tell("usage")).printed, /Dr\. Wu Jian/);
    });

    it("is defeated by a denial while that stands, without a use being spent", async () => {
      const { cli } = story();
      const deny = ["deny --everything --to", "Cloud Clinic"] as const;
      assert.equal((await cli.tell(...deny)).exitCode, 2);
      await cli.ask({ chains: z.array(z.int()) }, ...deny, "--yes");
      const { outcome, error } = await cli.fail(read());
      assert.equal(outcome[0], 1);
      assert.match(error.message, /denied/);
      assert.equal((await cli.ask(used, "usage")).usage.length, 2);
      await cli.ask({}, ...deny, "--lift");
      await cli.ask({ out: z.null() }, read());
    });

    it("of a whole category is not stopped by the denial of one record, and the patient is told", async () => {
      const { cli, record } = story();
      const wide = await cli.ask(
        { grantId: idSchema },
        "grant give --category laboratory --to Wu --until 1h",
      );
      const deny = `deny --to Wu --record ${prefixOf(record)}`;
      const { widerGrants } = await cli.ask({ widerGrants: z.array(idSchema) }, deny);
      assert.deepEqual(widerGrants, [wide.grantId]);
      await cli.ask({}, `${deny} --lift`);
      await cli.ask({}, `revoke ${prefixOf(wide.grantId)} --yes`);
    });

    it("is withdrawn after a word of confirmation, and the same read is refused with the reason", async () => {
      const { cli, grant } = story();
      const revoke = `revoke ${prefixOf(grant)}`;
      assert.equal((await cli.tell(revoke)).exitCode, 2);
      await cli.ask({ blockNumber: z.int() }, revoke, "--yes");
      const { outcome, error } = await cli.fail(read());
      assert.equal(outcome[0], 1);
      assert.match(error.message, /revoked/);
      for (const list of ["grant list", `grant received ${asReader}`]) {
        const { grants: all } = await cli.ask(listed, list);
        assert.deepEqual(
          all.map(({ state }) => state),
          ["withdrawn", "withdrawn"],
        );
      }
    });
  });

  describe("a request (M11)", () => {
    const asked = {
      requests: z.array(
        z.object({ requestId: idSchema, query: z.object({ reason: z.string(), name: z.string() }) }),
      ),
    };

    it("reaches the patient with its reason, and nobody else", async () => {
      const { cli, asAda } = story();
      const pseudonyms = z.array(z.object({ chainId: z.int(), personId: idSchema }));
      const shown = await cli.ask({ pseudonyms }, "profile show patient");
      const patient = shown.pseudonyms.find(({ chainId }) => chainId === 7100)?.personId ?? "";
      await cli.ask({}, `request --patient ${patient} --reason Follow-up --category laboratory ${asReader}`);
      const { requests } = await cli.ask(asked, "request list");
      assert.deepEqual(
        requests.map(({ query }) => query),
        [{ reason: "Follow-up", name: "Dr. Wu Jian" }],
      );
      assert.deepEqual((await cli.ask(asked, `request list ${asAda}`)).requests, []);
    });

    it("can be answered in Chinese, which is what the wallet signs and the reader sees", async () => {
      const { cli } = story();
      const { requests } = await cli.ask(asked, "request list");
      const give = `grant give --request ${prefixOf(requests[0]?.requestId ?? "")} --language zh --purpose 复诊`;
      const { summary, grantId } = await cli.ask({ summary: z.string(), grantId: idSchema }, give);
      assert.match(summary, /^Dr\. Wu Jian, Cloud Clinic可以读取您“laboratory”类的病历.+您可以随时撤回。$/u);
      const { grants: all } = await cli.ask(listed, "grant list");
      assert.equal(all.find((grant) => grant.grantId === grantId)?.purpose, "复诊");
      await cli.ask({}, `revoke ${prefixOf(grantId)}`);
    });

    it("is answered with a grant for what was asked", async () => {
      const { cli, record } = story();
      const { requests } = await cli.ask(asked, "request list");
      const answer = `grant give --request ${prefixOf(requests[0]?.requestId ?? "")}`;
      const { summary } = await cli.ask({ summary: z.string() }, answer);
      assert.match(summary, /Dr\. Wu Jian, Cloud Clinic may read your records of the category “laboratory”/);
      const out = join(cli.folder, "by-category.json");
      await cli.ask({}, `record read ${record} ${asReader} --out ${out}`);
      assert.equal(await readFile(out, "utf8"), OBSERVATION);
    });
  });
}
