// `npm test`: everything, in the order that tells soonest. `npm test -- --only unit,system` runs some stages,
// `npm test -- --only unit sdk/src/keys` only the files below that path.
import { globSync } from "node:fs";
import { PassThrough } from "node:stream";
import { text as readText } from "node:stream/consumers";
import { spec } from "node:test/reporters";
import { run as runTests } from "node:test";
import { projectRoot, run } from "./lib/run.ts";

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** On a machine half as quick as those this was written on. */
const LONGEST_SUITE_MS = 30 * 60_000;

const only = valueOf("--only")?.split(",");
const below = process.argv
  .slice(2)
  .find((argument, index, all) => !argument.startsWith("--") && all[index - 1] !== "--only");

const stages: Readonly<Record<string, () => Promise<Counts>>> = {
  lint: () => viaCommand("node", ["scripts/lint.ts"], /(\d+) passed/, /(\d+) failed/),
  build: async () => fromExit(await run("node", ["scripts/build.ts", "--check"])),
  solidity: () => hardhatTests([]),
  gas: () => hardhatTests(["--grep", "test_gas_", "--snapshot-check"]),
  unit: () => nodeTests(filesOf("{contracts,sdk,oracle,network,scripts,dapp}/**/*.test.ts"), 2),
  system: () => systemTests(),
};

const results: [string, Counts, number][] = [];
for (const [name, stage] of Object.entries(stages)) {
  if (only !== undefined && !only.includes(name)) continue;
  console.log(`\n── ${name} ──`);
  const started = performance.now();
  results.push([name, await stage(), performance.now() - started]);
}

console.log();
for (const [name, { passed, failed }, ms] of results) {
  console.log(
    `${name.padEnd(10)} ${String(passed).padStart(6)} passed ${String(failed).padStart(4)} failed ${(ms / 1000).toFixed(1).padStart(7)} s`,
  );
}
const passed = results.reduce((sum, [, counts]) => sum + counts.passed, 0);
const failed = results.reduce((sum, [, counts]) => sum + counts.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function valueOf(flag: string): string | undefined {
  const index = process.argv.indexOf(flag);
  return index === -1 ? undefined : process.argv[index + 1];
}

function fromExit({ code }: { readonly code: number }): Counts {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A tool that prints its own counts; a tool that fails without having printed any counts as one failure. */
async function viaCommand(
  command: string,
  args: readonly string[],
  passedPattern: RegExp,
  failedPattern: RegExp,
  directory = ".",
): Promise<Counts> {
  const { code, output } = await run(command, args, { cwd: `${projectRoot}/${directory}` });
  const counted = {
    passed: Number(passedPattern.exec(output)?.[1] ?? 0),
    failed: Number(failedPattern.exec(output)?.[1] ?? 0),
  };
  return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

/** Solidity tests; with `--snapshot-check` a change of a committed gas figure fails too. */
async function hardhatTests(args: readonly string[]): Promise<Counts> {
  return await viaCommand(
    "hardhat",
    ["test", "solidity", ...args],
    /(\d+) passing/,
    /(\d+) failing/,
    "contracts",
  );
}

/**
 * Suites that start whole networks. Those of the dapp wait for a browser half of their time, so two files go side by side: one lane begins with
 * the dapp's, the other at the end of the rest, until they meet. What a file says is printed when it is done.
 */
async function systemTests(): Promise<Counts> {
  const isOfDapp = (file: string): boolean => file.startsWith("test/dapp/");
  const files = filesOf("test/**/*.test.ts");
  const waiting = [...files.filter(isOfDapp), ...files.filter((file) => !isOfDapp(file))];
  const counts: Counts[] = [];
  const lane = async (next: () => string | undefined): Promise<void> => {
    for (let file = next(); file !== undefined; file = next()) {
      console.log(`… ${file}`);
      const output = new PassThrough();
      const text = readText(output);
      counts.push(await nodeTests([file], 1, output));
      output.end();
      process.stdout.write(`\n${file}\n${await text}`);
    }
  };
  await Promise.all([lane(() => waiting.shift()), lane(() => waiting.pop())]);
  return {
    passed: counts.reduce((sum, { passed: some }) => sum + some, 0),
    failed: counts.reduce((sum, { failed: some }) => sum + some, 0),
  };
}

function filesOf(pattern: string): readonly string[] {
  return globSync(pattern, { cwd: projectRoot, exclude: ["**/node_modules/**"] })
    .filter((file) => below === undefined || file.startsWith(below))
    .toSorted();
}

/**
 * Node's own test runner; only its final, cumulative summary is counted. A test that never ends, or fails and leaves something open, is told
 * as a failure instead of keeping all others waiting.
 */
async function nodeTests(
  files: readonly string[],
  concurrency: number,
  output: NodeJS.WritableStream = process.stdout,
): Promise<Counts> {
  if (files.length === 0) return { passed: 0, failed: 0 };
  // Until the summary comes.
  let counts: Counts = { passed: 0, failed: 1 };
  const events = runTests({
    files: files.map((file) => `${projectRoot}/${file}`),
    concurrency,
    cwd: projectRoot,
    timeout: LONGEST_SUITE_MS,
    execArgv: ["--import", `${projectRoot}/scripts/lib/endTests.ts`],
  });
  events.on("test:summary", (summary) => {
    if (summary.file !== undefined) return;
    const { tests, passed: good, skipped, todo } = summary.counts;
    counts = { passed: good, failed: tests - good - skipped - todo };
  });
  const report = events.compose(spec);
  report.pipe(output, { end: false });
  await new Promise((resolve, reject) => report.on("end", resolve).on("error", reject));
  return counts;
}
