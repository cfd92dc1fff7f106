import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { z } from "zod";
import { projectRoot } from "../../scripts/lib/run.ts";
import { bounded } from "./bounded.ts";
import { corrections } from "./corrections.ts";
import { enrolment } from "./enrolment.ts";
import { type CommandLine, startCommandLine } from "./fixture.ts";
import { grants } from "./grants.ts";
import { mandates } from "./mandates.ts";
import { proofs } from "./proofs.ts";
import { records } from "./records.ts";
import { begin, PASSPHRASE, type Story } from "./story.ts";

/** One story from an unknown person to a record that was shared and shut again; each test goes on where the last one stopped. */
describe("medlattice on a running network", () => {
  let cli: CommandLine;
  let told: Story | null = null;
  const story = (): Story => {
    if (told === null) throw new Error("the story has not begun");
    return told;
  };

  before(async () => {
    cli = await startCommandLine();
    told = await begin(cli);
  });
  after(async () => await cli.close());

  const health = {
    organizations: z.array(z.object({ health: z.object({ state: z.string() }).nullable() })),
  };
  const statesOf = ({ organizations }: { organizations: { health: { state: string } | null }[] }) =>
    organizations.flatMap((organization) => organization.health?.state ?? []);

  it("finds every oracle up", async () => {
    assert.deepEqual(statesOf(await cli.ask(health, "network")), ["ok", "ok", "ok", "ok"]);
  });

  it("is the program that npx runs, with paths as the caller means them", async () => {
    const run = await spawned(["fhir", "validate", "observation.json", "--json"], cli.folder);
    assert.equal(run.code, 0, run.stderr);
    const { resourceType } = z.object({ resourceType: z.string() }).parse(JSON.parse(run.stdout));
    assert.equal(resourceType, "Observation");
  });

  enrolment(story);
  records(story);
  grants(story);
  mandates(story);
  corrections(story);
  bounded(story);
  proofs(story);

  it("never says a passphrase, and no stack", () => {
    assert.equal(cli.said().includes(PASSPHRASE), false);
    assert.doesNotMatch(cli.said(), /\n\s+at .+:\d+:\d+/);
  });

  it("says how to go on when the network is down", async () => {
    await cli.stopNetwork();
    const { outcome, error } = await cli.fail("record list");
    assert.equal(outcome[0], 1);
    assert.match(error.hints.join(), /npm start/);
    assert.equal(
      statesOf(await cli.ask(health, "network")).every((state) => state === "down"),
      true,
    );
  });
});

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `npx medlattice …` runs. */
async function spawned(args: readonly string[], cwd: string): Promise<Run> {
  const child = spawn(process.execPath, [join(projectRoot, "scripts/medlattice.mjs"), ...args], {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, npm_lifecycle_event: undefined, npm_command: undefined },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve) => {
    child.on("close", resolve);
  });
  return { code, stdout, stderr };
}
