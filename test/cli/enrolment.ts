import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { z } from "zod";
import { idSchema } from "./fixture.ts";
import type { Story } from "./story.ts";

const identity = {
  kind: "person",
  familyName: "Chen",
  givenNames: "Ada",
  birthDate: "1990-02-03",
  id: { system: "urn:example:national-register", value: "ML-1990-0203-001" },
};

/** A person without anything becomes a patient of the hospital and of the network. */
export function enrolment(story: () => Story): void {
  describe("enrolment (F1, M7)", () => {
    const organization = ["--organization", "Riverside Hospital"];
    let code = "";
    let document = "";

    it("begins at the desk with a code, the same one when asked again", async () => {
      const { cli, asAda, withPassphrase } = story();
      await cli.ask(
        {},
        `profile create --role patient ${withPassphrase} --name`,
        "Ada Chen",
        ...organization,
      );
      const first = await cli.ask({ code: z.string() }, `enrol request ${asAda}`);
      const second = await cli.ask({ code: z.string() }, `enrol request ${asAda}`);
      assert.equal(first.code, second.code);
      code = first.code;
    });

    it("waits for the manager", async () => {
      const { cli, asAda } = story();
      assert.deepEqual((await cli.fail(`enrol accept ${asAda}`)).outcome, [1, "CREDENTIAL_NOT_READY"]);
    });

    it("refuses a code nobody waits under", async () => {
      const { cli } = story();
      document = await cli.write("ada.json", JSON.stringify(identity));
      const other = code.startsWith("0") ? `1${code.slice(1)}` : `0${code.slice(1)}`;
      const { outcome } = await cli.fail(`enrol identify ${other} --role patient --identity ${document}`);
      assert.deepEqual(outcome, [2, "DESK_REQUEST_NOT_FOUND"]);
    });

    it("refuses an incomplete identity, naming the member and not its value", async () => {
      const { cli } = story();
      const wrong = JSON.stringify({ ...identity, birthDate: "yesterday-or-so" });
      const path = await cli.write("wrong.json", wrong);
      const { outcome, error } = await cli.fail(`enrol identify ${code} --role patient --identity ${path}`);
      assert.deepEqual(outcome, [2, "IDENTITY_INVALID"]);
      assert.deepEqual(error.facts, { member: "birthDate" });
      assert.equal(cli.said().includes("yesterday-or-so"), false);
    });

    it("gives no credential for another role than was asked for", async () => {
      const { cli, asAda, withPassphrase } = story();
      await cli.ask({}, `profile create --role doctor ${withPassphrase} --name`, "Bea Chen", ...organization);
      const bea = `--as bea-chen ${withPassphrase}`;
      const asked = await cli.ask({ code: z.string() }, `enrol request ${bea}`);
      const other = JSON.stringify({ ...identity, id: { ...identity.id, value: "ML-1990-0203-002" } });
      const path = await cli.write("bea.json", other);
      await cli.ask({}, `enrol identify ${asked.code} --role patient --identity ${path}`);
      assert.deepEqual((await cli.fail(`enrol accept ${bea}`)).outcome, [1, "CREDENTIAL_MISMATCH"]);
      assert.deepEqual((await cli.fail(`enrol accept ${asAda}`)).outcome, [1, "CREDENTIAL_NOT_READY"]);
    });

    it("ends with the person's own signature", async () => {
      const { cli, asAda } = story();
      await cli.ask({ personId: idSchema }, `enrol identify ${code} --role patient --identity ${document}`);
      await cli.ask({ personId: idSchema }, `enrol accept ${asAda}`);
      const enrolments = z.array(z.object({ chainId: z.int(), isEnrolled: z.boolean() }));
      const status = await cli.ask({ enrolments }, `enrol status ${asAda}`);
      assert.deepEqual(status.enrolments, [{ chainId: 7101, isEnrolled: true }]);
    });

    it("knows the same real identity again (rule 2)", async () => {
      const { cli, withPassphrase } = story();
      await cli.ask(
        {},
        `profile create --role patient ${withPassphrase} --name`,
        "Ada Again",
        ...organization,
      );
      const again = await cli.ask({ code: z.string() }, `enrol request --as ada-again ${withPassphrase}`);
      const { outcome } = await cli.fail(
        `enrol identify ${again.code} --role patient --identity ${document}`,
      );
      assert.deepEqual(outcome, [1, "PERSON_ENROLLED_ALREADY"]);
    });

    it("goes on to the consortium under another pseudonym, by a voucher (decision 0006)", async () => {
      const { cli, asAda } = story();
      const { emergencyShares } = await cli.ask({ emergencyShares: z.int() }, `enrol consortium ${asAda}`);
      assert.equal(emergencyShares, 4);
      const pseudonyms = z.array(z.object({ chainId: z.int(), personId: idSchema }));
      const shown = await cli.ask({ pseudonyms }, "profile show ada-chen");
      assert.deepEqual(
        shown.pseudonyms.map(({ chainId }) => chainId),
        [7101, 7100],
      );
      assert.equal(new Set(shown.pseudonyms.map(({ personId }) => personId)).size, 2);
    });

    it("makes a first manager with the organisation's issuer key, from a file (F1)", async () => {
      const { cli, withPassphrase } = story();
      const create = `profile create --role manager ${withPassphrase} --name`;
      await cli.ask({}, create, "Yara Nasser", "--organization", "Cloud Clinic");
      const other = { ...identity, id: { ...identity.id, value: "ML-1975-0101-009" } };
      const path = await cli.write("yara.json", JSON.stringify(other));
      const enrol = `enrol by-issuer --as yara-nasser ${withPassphrase} --identity ${path} --issuer-key`;
      const wrong = await cli.write("not-a-key", "secret-that-is-no-key\n");
      assert.deepEqual((await cli.fail(`${enrol} ${wrong}`)).outcome, [2, "ISSUER_KEY_INVALID"]);
      assert.equal(cli.said().includes("secret-that-is-no-key"), false);
      const hospital = join(cli.state, "secrets", "hospital", "issuer");
      assert.deepEqual((await cli.fail(`${enrol} ${hospital}`)).outcome[0], 1);
      const clinic = join(cli.state, "secrets", "platform", "issuer");
      await cli.ask({ blockNumber: z.int() }, `${enrol} ${clinic}`);
      const appointments = z.array(z.unknown());
      await cli.ask({ appointments }, `appointment list --as yara-nasser ${withPassphrase}`);
    });
  });
}
