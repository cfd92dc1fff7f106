import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, beforeEach, describe, it } from "node:test";
import { openProfile } from "@medlattice/sdk/node/profile";
import { z } from "zod";
import { createFakeTerminal } from "../../testing/fakeTerminal.ts";
import { answerOf, failureOf, medlattice } from "../../testing/medlattice.ts";
import { createSampleState, type SampleState } from "../../testing/sampleNetwork.ts";
import { runCli } from "../../runCli.ts";

const PASSPHRASE = "correct horse battery staple";
const OWNER_ONLY = 0o600;

describe("profile create", () => {
  const states: SampleState[] = [];
  let state = "";
  beforeEach(() => {
    const fresh = createSampleState();
    states.push(fresh);
    state = fresh.folder;
  });
  after(() => states.forEach((each) => each.remove()));

  const who = ["--name", "Ada Chen", "--role", "patient", "--organization", "Riverside Hospital"];
  const create = (...more: readonly string[]): string[] =>
    ["profile", "create"].concat(who, ["--state", state], more);

  it("makes a wallet and keys under the passphrase from standard input", async () => {
    const outcome = await medlattice(create("--json"), { input: `${PASSPHRASE}\n` });
    assert.equal(outcome.exitCode, 0, outcome.told);
    const { key, folder } = answerOf(outcome, { key: z.string(), folder: z.string() });
    assert.equal(key, "ada-chen");
    const { profile } = await openProfile(folder, () => Promise.resolve(PASSPHRASE));
    assert.deepEqual([profile.name, profile.role], ["Ada Chen", "Patient"]);
  });

  it("takes the passphrase from a file", async () => {
    const file = join(state, "passphrase");
    writeFileSync(file, `${PASSPHRASE}\n`);
    const outcome = await medlattice(create("--passphrase-file", file));
    assert.equal(outcome.exitCode, 0, outcome.told);
    await openProfile(join(state, "people", "ada-chen"), () => Promise.resolve(PASSPHRASE));
  });

  it("asks a person twice, without showing the answer", async () => {
    const terminal = createFakeTerminal({ isTTY: true });
    terminal.type(PASSPHRASE, "or more): ");
    terminal.type(PASSPHRASE, "once more: ");
    assert.equal(await runCli(create(), terminal), 0, terminal.told());
    assert.equal(terminal.told().includes(PASSPHRASE), false);
    await openProfile(join(state, "people", "ada-chen"), () => Promise.resolve(PASSPHRASE));
  });

  it("makes nothing when the two answers differ", async () => {
    const terminal = createFakeTerminal({ isTTY: true });
    terminal.type(PASSPHRASE, "or more): ");
    terminal.type(`${PASSPHRASE}!`, "once more: ");
    assert.equal(await runCli(create(), terminal), 2);
    assert.match(terminal.told(), /differ/);
    assert.equal(existsSync(join(state, "people", "ada-chen")), false);
  });

  it("makes nothing with a short passphrase", async () => {
    const outcome = await medlattice(create("--json"), { input: "too short\n" });
    assert.equal(outcome.exitCode, 2);
    assert.equal(failureOf(outcome).code, "PASSPHRASE_TOO_SHORT");
    assert.equal(existsSync(join(state, "people")), false);
  });

  it("makes nothing without a passphrase", async () => {
    const outcome = await medlattice(create("--json"));
    assert.equal(outcome.exitCode, 2);
    assert.equal(failureOf(outcome).code, "PASSPHRASE_MISSING");
  });

  it("leaves a profile that is there alone", async () => {
    await medlattice(create(), { input: `${PASSPHRASE}\n` });
    const path = join(state, "people", "ada-chen", "profile.json");
    const before = readFileSync(path, "utf8");
    const outcome = await medlattice(create("--json"), { input: `${PASSPHRASE}\n` });
    assert.equal(outcome.exitCode, 2);
    assert.equal(failureOf(outcome).code, "PROFILE_EXISTS");
    assert.equal(readFileSync(path, "utf8"), before);
  });

  it("keeps every file for its owner alone, and the recovery phrase encrypted", async () => {
    await medlattice(create(), { input: `${PASSPHRASE}\n` });
    const folder = join(state, "people", "ada-chen");
    for (const name of readdirSync(folder))
      assert.equal(statSync(join(folder, name)).mode & 0o777, OWNER_ONLY, name);
    assert.deepEqual(readdirSync(folder).toSorted(), ["profile.json", "wallet.age"]);
    assert.match(readFileSync(join(folder, "wallet.age"), "latin1"), /^age-encryption\.org\/v1\n-> scrypt /);
  });

  it("says which organisations there are when the name fits none", async () => {
    const outcome = await medlattice([...create("--json"), "--organization", "Nowhere"], {
      input: `${PASSPHRASE}\n`,
    });
    assert.equal(outcome.exitCode, 2);
    const { code, hints } = failureOf(outcome);
    assert.equal(code, "ORGANIZATION_UNKNOWN");
    assert.match(hints.join(), /Riverside Hospital, Riverside Insurance/);
  });

  it("asks which one when part of a name fits several", async () => {
    const outcome = await medlattice([...create("--json"), "--organization", "riverside"], {
      input: `${PASSPHRASE}\n`,
    });
    assert.equal(failureOf(outcome).code, "ORGANIZATION_AMBIGUOUS");
  });

  it("needs a key for a name without Latin letters", async () => {
    const args = [...create("--json"), "--name", "吴健"];
    assert.equal(failureOf(await medlattice(args, { input: `${PASSPHRASE}\n` })).code, "KEY_NEEDED");
    assert.equal((await medlattice([...args, "--key", "wu-jian"], { input: `${PASSPHRASE}\n` })).exitCode, 0);
  });
});

describe("profile list and show", () => {
  const sample = createSampleState();
  const state = sample.folder;
  after(() => sample.remove());

  it("says how to make one while there is none", async () => {
    const { exitCode, printed } = await medlattice(["profile", "list", "--state", state]);
    assert.equal(exitCode, 0);
    assert.match(printed, /profile create/);
  });

  it("show a profile without asking for its passphrase", async () => {
    const create = [
      "profile",
      "create",
      "--name",
      "Dr. Wu Jian",
      "--role",
      "doctor",
      "--organization",
      "hospital",
    ];
    await medlattice([...create, "--state", state], { input: `${PASSPHRASE}\n` });
    const listed = await medlattice(["profile", "list", "--state", state, "--json"]);
    const { profiles } = answerOf(listed, {
      profiles: z.array(z.object({ key: z.string(), role: z.string() })),
    });
    assert.deepEqual(profiles, [{ key: "dr-wu-jian", role: "Doctor" }]);
    const shown = await medlattice(["profile", "show", "wu", "--state", state]);
    assert.equal(shown.exitCode, 0);
    assert.match(shown.printed, /Dr\. Wu Jian, doctor of Riverside Hospital/);
  });

  it("name the profiles there are when none fits", async () => {
    const outcome = await medlattice(["profile", "show", "nobody", "--state", state, "--json"]);
    assert.equal(outcome.exitCode, 2);
    assert.match(failureOf(outcome).hints.join(), /dr-wu-jian \(Dr\. Wu Jian\)/);
  });

  it("refuse a wrong passphrase with 1, and say nothing of it", async () => {
    const args = ["enrol", "status", "--as", "wu", "--state", state, "--json"];
    const outcome = await medlattice(args, { input: "wrong horse battery staple\n" });
    assert.equal(outcome.exitCode, 1);
    assert.equal(failureOf(outcome).code, "PASSPHRASE_WRONG");
    assert.equal(`${outcome.printed}${outcome.told}`.includes("horse"), false);
  });

  it("ask for the wallet's passphrase where it is needed", async () => {
    const outcome = await medlattice(["enrol", "status", "--as", "wu", "--state", state, "--json"]);
    assert.equal(outcome.exitCode, 2);
    assert.equal(failureOf(outcome).code, "PASSPHRASE_MISSING");
  });

  it("say plainly that a profile is damaged", async () => {
    writeFileSync(join(state, "people", "dr-wu-jian", "profile.json"), '{"format":"medlattice/profile/v1"}');
    const outcome = await medlattice(["profile", "show", "dr-wu-jian", "--state", state, "--json"]);
    assert.equal(outcome.exitCode, 2);
    assert.equal(failureOf(outcome).code, "PROFILE_INVALID");
  });
});
