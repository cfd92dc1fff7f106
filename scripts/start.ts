// `npm start`: brings the network up, takes one record the whole way, tells what to try next, and stays up.
import { openStack } from "@medlattice/network/stack";
import { buildDapp, dappServerEntry } from "./lib/buildDapp.ts";
import { runJob, type JobResult } from "./start/job.ts";
import { nextSteps } from "./start/nextSteps.ts";
import { parseStartOptions, type StartOptions, usage } from "./start/options.ts";
import { EXIT, exitCodeFor, explain, NOTHING_DONE, type Outcome } from "./start/outcome.ts";
import { type Bundle, readBundle } from "./start/readBundle.ts";
import { createReporter, type Reporter } from "./start/reporter.ts";

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const wantsJson = args.includes("--json");
  const reporter = createReporter(wantsJson ? process.stderr : process.stdout);
  let found: Bundle | null = null;
  try {
    const options = parseStartOptions(args);
    if (options.help) {
      process.stdout.write(`${usage}\n`);
      return EXIT.ok;
    }
    found = await readBundle(options.bundle);
    return await runWith(options, found, reporter);
  } catch (error) {
    const { code, lines } = explain(error);
    process.stderr.write(`\n${lines.join("\n")}\n`);
    const input =
      found === null ? NOTHING_DONE : { ...NOTHING_DONE, bytes: found.bytes.length, sha256: found.sha256 };
    if (wantsJson) print({ ...input, error: { code, message: lines[0] ?? "" }, steps: reporter.timings });
    return exitCodeFor(error);
  }
}

async function runWith(options: StartOptions, bundle: Bundle, reporter: Reporter): Promise<number> {
  reporter.heading(`MedLattice · ${bundle.intake.title}`);
  // `--once` is over before anybody could look at a page.
  const pages = options.once ? null : await reporter.step("pages", "Dapp: its pages", buildDapp);
  const stack = await openStack({
    hasDapp: pages !== null,
    stateFolder: options.state,
    reset: options.reset,
    takeFreePorts: options.hasOwnState,
    progress: reporter.step,
    onEvent: reporter.line,
  });
  try {
    const result = await runJob(stack, bundle, reporter);
    if (options.json) print(outcomeOf(bundle, result, reporter));
    if (pages === null) return EXIT.ok;
    const address = await stack.startDapp({ root: pages, entry: dappServerEntry });
    reporter.heading(nextSteps(stack, result, address));
    await untilAsked();
    reporter.line("\nStopping …");
    return EXIT.ok;
  } finally {
    await stack.close();
  }
}

function outcomeOf(bundle: Bundle, result: JobResult, { timings }: Reporter): Outcome {
  return {
    ok: true,
    bytes: bundle.bytes.length,
    sha256: bundle.sha256,
    ...result.facts,
    error: null,
    steps: timings,
  };
}

function print(outcome: Outcome): void {
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}

/** Until Ctrl-C or a service manager's SIGTERM. */
async function untilAsked(): Promise<void> {
  const keepAlive = setInterval(() => undefined, 1 << 30);
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
  clearInterval(keepAlive);
}
