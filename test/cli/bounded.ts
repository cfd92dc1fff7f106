import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { z } from "zod";
import { idSchema, prefixOf } from "./fixture.ts";
import type { Story } from "./story.ts";

const NOTED = `{ "resourceType": "Observation",
  "status": "final", "code": {"text": "血糖 glucose"}, "effectiveDateTime": "2026-11-20T08:00:00Z",
  "valueQuantity": {"value": 5.10, "unit": "mmol/L"}, "note": [{"text": "came late"}] }
`;
const doctor = ["--as", "doctor-hospital"] as const;
const handedIn = { correctionHash: idSchema, status: z.string(), version: z.int(), kind: z.string() };
const landed = { status: z.literal("landed"), version: z.int() };
const differences = z.array(z.object({ className: z.string().nullable(), change: z.string() }));
const bounds = z.object({ key: z.string().nullable(), isAccepted: z.boolean() }).nullable();

/** Corrections that can only touch what they say they touch (rule 12), and what is proven of records (S6). */
export function bounded(story: () => Story): void {
  const policies = { policies: z.array(z.object({ key: z.string().nullable(), state: z.string() })) };

  describe("policies of amendments", () => {
    it("are accepted at set-up, on every chain, and told in words", async () => {
      const { cli } = story();
      const found = (await cli.ask(policies, "policy list")).policies;
      const expected = ["nothing", "results", "times", "notes"].map((key) => ({ key, state: "accepted" }));
      assert.deepEqual(found, [...expected, ...expected, ...expected]);
      assert.match(
        (await cli.tell("policy show results")).printed,
        /Results only[^]*Observation\.valueQuantity/,
      );
      assert.deepEqual((await cli.fail("policy show astrology")).outcome, [2, "POLICY_UNKNOWN"]);
    });

    it("are withdrawn and accepted by the authority alone, after a word of confirmation", async () => {
      const { cli } = story();
      const key = (name: string) => `--authority-key ${join(cli.state, "secrets", "network", name)}`;
      const withdraw = "policy withdraw notes --chain hospital";
      assert.deepEqual((await cli.fail(`${withdraw} ${key("deployer")}`)).outcome, [1, "NOT_AUTHORITY"]);
      assert.match((await cli.tell(`${withdraw} ${key("authority")}`)).told, /--yes/);
      await cli.ask({ isAccepted: z.literal(false) }, `${withdraw} ${key("authority")}`);
      const stateOf = async () =>
        (await cli.ask(policies, "policy list --chain hospital")).policies.at(-1)?.state;
      assert.equal(await stateOf(), "withdrawn");
      const out = join(cli.folder, "notes-policy.json");
      await cli.ask({ key: z.literal("notes") }, `policy show notes --out ${out}`);
      const accept = `policy accept --file ${out} --chain hospital ${key("authority")}`;
      const { uri } = await cli.ask({ uri: z.string() }, accept);
      assert.match(uri, /^ni:\/\/\/sha-256;/);
      assert.equal(await stateOf(), "accepted");
    });
  });

  describe("an amendment (rule 12)", () => {
    let recordId = "";
    let present = "";
    let correctionHash = "";
    const proof = () => join(story().cli.folder, "proof.json");
    const checkProof = () => `record check-proof ${proof()}`;
    const edited = async (name: string, from: string, to: string) =>
      await story().cli.write(name, (await readFile(present, "utf8")).replace(from, to));

    it("begins with the record as it is, read under a grant", async () => {
      const { cli, treatment } = story();
      const file = await cli.write("noted.json", NOTED);
      const propose = `record propose --file ${file} --treatment ${prefixOf(treatment)} --category laboratory`;
      ({ recordId } = await cli.ask({ recordId: idSchema }, propose));
      await cli.ask({ blockNumber: z.int() }, `record confirm ${prefixOf(recordId)}`);
      const amend = `correct ${prefixOf(recordId)} --amend ${file} --reason wrong-value`;
      assert.deepEqual((await cli.fail(amend)).outcome, [2, "GRANT_NOT_FOUND"]);
      const give = `grant give --record ${prefixOf(recordId)} --to Keller --until 30d`;
      await cli.ask({ grantId: idSchema }, give, "--purpose", "To correct it");
      present = join(cli.folder, "present.json");
      await cli.ask({ out: z.literal(present) }, `record read ${recordId} --out ${present}`, ...doctor);
      await cli.ask({ out: z.literal(proof()) }, `record prove ${prefixOf(recordId)} --out ${proof()}`);
      const checked = await cli.tell(checkProof(), ...doctor);
      assert.match(
        checked.printed,
        /^Registered as version 0; not corrected since, as known up to block \d+\./,
      );
    });

    it("says what no policy allows, and that a replacement is the way", async () => {
      const { cli } = story();
      const file = await edited("other.json", "血糖 glucose", "lactate");
      const { outcome, error } = await cli.fail(`correct ${recordId} --amend ${file} --reason wrong-value`);
      assert.deepEqual(outcome, [2, "AMENDMENT_OUTSIDE_POLICY"]);
      assert.match(error.hints.join(), /Replace the record as a whole/);
      const two = `correct ${recordId} --amend ${file} --hide money --reason wrong-value`;
      assert.deepEqual((await cli.fail(two)).outcome, [2, "OPTION_INVALID"]);
    });

    it("is proven and handed in by the doctor, told what differs and which policy allows it", async () => {
      const { cli } = story();
      const file = await edited("amended.json", "5.10", "0.28");
      const amend = `correct ${recordId} --amend ${file} --reason wrong-value`;
      const outcome = await cli.tell(amend);
      assert.equal(outcome.exitCode, 0, outcome.told);
      assert.match(outcome.told, /changed {2}Observation\.valueQuantity\n/);
      assert.match(outcome.told, /“Results only” allows it: only results could change/);
      assert.match(outcome.told, /Proof 1 of 1 proof/);
      const list = { corrections: z.array(z.object(handedIn)) };
      const { corrections } = await cli.ask(list, "corrections list", ...doctor);
      const newest = corrections.find(({ status }) => status === "pending");
      assert.equal(newest?.kind, "amended within a policy");
      correctionHash = newest?.correctionHash ?? "";
    });

    it("is shown to the patient with its bounds, which her own client has checked", async () => {
      const { cli } = story();
      const review = `corrections review ${prefixOf(correctionHash)}`;
      assert.match(
        (await cli.tell(review)).printed,
        /Bounded +by “Results only”: only results could change; checked here\n {2}changed {2}Observation\.valueQuantity\n/,
      );
      const seen = await cli.ask({ differences, bounds }, review);
      assert.deepEqual(seen.differences, [{ className: "Observation.valueQuantity", change: "changed" }]);
      assert.deepEqual(seen.bounds, { key: "results", isAccepted: true });
      const permitted = await cli.ask(landed, `corrections permit ${prefixOf(correctionHash)}`);
      assert.equal(permitted.version, 1);
      const out = join(cli.folder, "amended-read.json");
      await cli.ask({ out: z.literal(out) }, `record read ${prefixOf(recordId)} --out ${out}`);
      assert.equal(await readFile(out, "utf8"), NOTED.replace("5.10", "0.28"));
    });

    it("leaves the patient's proof as it was, which tells of it now (S6)", async () => {
      const { cli } = story();
      const told = {
        status: z.string(),
        version: z.int(),
        corrections: z.array(z.object({ kind: z.int() })),
      };
      const checked = await cli.ask(told, checkProof(), ...doctor);
      assert.deepEqual(checked, { status: "superseded", version: 0, corrections: [{ kind: 2 }] });
      const forged = (await readFile(proof(), "utf8")).replace('"version":0', '"version":7');
      const file = await cli.write("forged-proof.json", forged);
      const refused = await cli.fail(`record check-proof ${file}`, ...doctor);
      assert.deepEqual(refused.outcome, [1, "PATIENT_PROOF_INVALID"]);
    });

    it("is followed by parts taken away for good", async () => {
      const { cli } = story();
      const hide = `correct ${recordId} --reason patients-wish --hide`;
      assert.equal((await cli.fail(`${hide} astrology`)).outcome[0], 2);
      const entry = await cli.ask(handedIn, `${hide} free-text-notes`);
      assert.deepEqual([entry.kind, entry.version], ["parts erased for good", 2]);
      const id = prefixOf(entry.correctionHash);
      const seen = await cli.ask({ differences, bounds }, `corrections review ${id}`);
      assert.deepEqual(seen.differences, [{ className: "Observation.note", change: "hidden" }]);
      assert.equal(seen.bounds, null);
      await cli.ask(landed, `corrections permit ${id}`);
      const { printed } = await cli.tell(`record read ${prefixOf(recordId)} --out -`);
      assert.match(printed, /0\.28/);
      assert.doesNotMatch(printed, /came late/);
      const again = await edited("again.json", "5.10", "0.29");
      const amend = await cli.fail(`correct ${recordId} --amend ${again} --reason wrong-value`);
      assert.deepEqual(amend.outcome, [2, "FIELDS_REDACTED"]);
    });
  });
}
