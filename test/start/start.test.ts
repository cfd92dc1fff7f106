import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, globSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { PassThrough } from "node:stream";
import { basename, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { openStack } from "@medlattice/network/stack";
import { projectRoot } from "../../scripts/lib/run.ts";
import { runJob } from "../../scripts/start/job.ts";
import { readBundle } from "../../scripts/start/readBundle.ts";
import { createReporter } from "../../scripts/start/reporter.ts";

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `npm start -- …` runs, without npm in between. */
async function start(args: readonly string[], cwd = projectRoot): Promise<Run> {
  const child = spawn(
    process.execPath,
    [join(projectRoot, "scripts/boot.mjs"), "scripts/start.ts", ...args],
    {
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, npm_lifecycle_event: undefined, npm_command: undefined },
    },
  );
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve) => {
    child.on("close", resolve);
  });
  return { code, stdout, stderr };
}

function lastJson({ stdout }: Run): Record<string, unknown> {
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "") as Record<string, unknown>;
}

const bundles = globSync("../shared/data/fhir-bundles/*.json", { cwd: projectRoot }).map((file) =>
  join(projectRoot, file),
);

describe("npm start", () => {
  let folder: string;
  let state: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "medlattice-start-"));
    state = join(folder, "state");
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it("--once --json takes the sample the whole way and prints one object", async () => {
    const run = await start(["--once", "--json", "--state", state]);
    assert.equal(run.code, 0, run.stderr);
    const outcome = lastJson(run);
    const sample = await readFile(join(projectRoot, "sdk/samples/hospital-stay.json"));
    const sha256 = createHash("sha256").update(sample).digest("hex");
    const { steps, ...facts } = outcome;
    assert.deepEqual(facts, {
      ok: true,
      bytes: sample.length,
      sha256,
      readSha256: sha256,
      refusedAfterRevoke: true,
      usageEntries: 1,
      error: null,
    });
    const names = (steps as { name: string; ms: number }[]).map(({ name }) => name);
    for (const name of [
      "propose",
      "confirm",
      "index",
      "grant",
      "open",
      "re-encrypt",
      "read",
      "usage",
      "revoke",
      "refuse",
    ]) {
      assert.ok(names.includes(name), `step ${name}`);
    }
  });

  it("takes a file relative to the caller's folder, byte for byte, on the state it left", async () => {
    const content = `{ "resourceType":"Observation","status":"final",\n "code":{"text":"Größe 身高"},"valueQuantity":{"value":1.790,"unit":"m"} }\n`;
    await writeFile(join(folder, "one.json"), content);
    const run = await start(["--once", "--json", "--state", state, "--bundle", "one.json"], folder);
    assert.equal(run.code, 0, run.stderr);
    const outcome = lastJson(run);
    assert.equal(outcome["readSha256"], createHash("sha256").update(content).digest("hex"));
    assert.equal(outcome["usageEntries"], 1);
  });

  it("answers bad input with exit code 2, one clear line and nothing started", async () => {
    await writeFile(join(folder, "bad.json"), `{"resourceType":"Observation","status":"final"`);
    for (const [args, code] of [
      [["--bundle", "missing.json"], "BUNDLE_UNREADABLE"],
      [["--bundle", "bad.json"], "FHIR_NOT_JSON"],
      [["--unknown"], "OPTION_INVALID"],
    ] as const) {
      const run = await start(["--once", "--json", "--state", join(folder, "never"), ...args], folder);
      assert.equal(run.code, 2, run.stderr);
      assert.equal((lastJson(run)["error"] as { code: string }).code, code);
      assert.doesNotMatch(run.stderr, /\n\s+at /);
    }
    assert.equal(existsSync(join(folder, "never")), false);
  });

  it("refuses a folder that holds something else, and leaves it as it was", async () => {
    const foreign = join(folder, "foreign");
    await rm(foreign, { recursive: true, force: true });
    await writeFile(join(folder, "keep"), "");
    const run = await start(["--once", "--json", "--reset", "--state", folder]);
    assert.notEqual(run.code, 0);
    assert.equal((lastJson(run)["error"] as { code: string }).code, "STATE_FOREIGN");
    assert.ok(existsSync(join(folder, "keep")));
  });

  it(
    "reads back every bundle of the sample data as it was written",
    { skip: bundles.length === 0 && "the data is not here" },
    async () => {
      const said = new PassThrough();
      said.resume();
      const reporter = createReporter(said);
      const { step: progress, line: onEvent } = reporter;
      // One network for all of them, started as the command starts it.
      const stack = await openStack({
        stateFolder: state,
        reset: false,
        takeFreePorts: true,
        progress,
        onEvent,
      });
      try {
        for (const file of bundles) {
          const bundle = await readBundle(file);
          const { facts } = await runJob(stack, bundle, reporter);
          const whole = { readSha256: bundle.sha256, refusedAfterRevoke: true, usageEntries: 1 };
          assert.deepEqual(facts, whole, basename(file));
        }
      } finally {
        await stack.close();
      }
    },
  );
});
