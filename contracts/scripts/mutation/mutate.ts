// `npm run mutate`: makes one small mistake after another in a copy of the contracts, and expects the Solidity tests to
// fail each time. `npm run mutate -- --only deny` takes the mutants whose id or property contains the word. A mutant takes
// half a minute; nothing is written to the project.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { CONTRACTS_FOLDER } from "../contract-list.ts";
import { applyMutant, type Mutant } from "./mutant.ts";
import { mutants } from "./mutants.ts";

interface TestRun {
  readonly failed: readonly string[];
  readonly passed: readonly string[];
  readonly ok: boolean;
}

const COPIED = ["src", "test", "hardhat.config.ts", "package.json"];
const BUILT = ["artifacts", "cache"];
/** For the first try; what survives it is tried with the settings of `npm test`. */
const QUICK = { MEDLATTICE_FUZZ_RUNS: "16", MEDLATTICE_FUZZ_DEPTH: "80" };

const { values } = parseArgs({ options: { only: { type: "string", default: "" } } });
const chosen = mutants.filter(
  ({ id, property }) => id.includes(values.only) || property.includes(values.only),
);
const root = mkdtempSync(join(tmpdir(), "medlattice-mutants-"));
const folder = join(root, "contracts");
try {
  process.exitCode = main() ? 0 : 1;
} finally {
  rmSync(root, { recursive: true });
}

/** @returns whether every mutant was noticed. */
function main(): boolean {
  for (const part of COPIED) cpSync(join(CONTRACTS_FOLDER, part), join(folder, part), { recursive: true });
  for (const part of BUILT.filter((name) => existsSync(join(CONTRACTS_FOLDER, name))))
    cpSync(join(CONTRACTS_FOLDER, part), join(folder, part), { recursive: true });
  symlinkSync(join(CONTRACTS_FOLDER, "..", "node_modules"), join(root, "node_modules"));
  const sound = test([]);
  if (!sound.ok) {
    process.stderr.write("The tests fail without any mutant; mend that first.\n");
    return false;
  }
  for (const part of BUILT) cpSync(join(folder, part), join(root, part), { recursive: true });
  const invariants = new Map(
    sound.passed.filter((name) => name.includes("invariant_")).map((name) => [name, 0]),
  );
  const survived = chosen.filter((mutant) => !isNoticed(mutant, invariants));
  report(survived, invariants);
  return survived.length === 0;
}

/** Contracts first, with the tests as they are; only a mutant that survives this is compiled into the tests too. */
function isNoticed(mutant: Mutant, invariants: Map<string, number>): boolean {
  const started = performance.now();
  const undo = applyMutant(folder, mutant);
  let found: TestRun;
  try {
    if (!hardhat(["build", "--no-tests", "--quiet"]).ok) {
      process.stdout.write(`${mutant.property.padEnd(6)} ${mutant.id} DOES NOT COMPILE\n`);
      return false;
    }
    found = test(["--no-compile"]);
    if (found.ok) {
      found = test([]);
      for (const part of BUILT) {
        rmSync(join(folder, part), { recursive: true });
        cpSync(join(root, part), join(folder, part), { recursive: true });
      }
    }
  } finally {
    undo();
  }
  for (const name of found.failed)
    if (invariants.has(name)) invariants.set(name, (invariants.get(name) ?? 0) + 1);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const verdict = found.ok ? "SURVIVED" : `killed by ${found.failed.length}`;
  process.stdout.write(
    `${mutant.property.padEnd(6)} ${mutant.id.padEnd(22)} ${verdict.padEnd(14)} ${seconds.padStart(3)} s  ${mutant.mistake}\n`,
  );
  return !found.ok;
}

function report(survived: readonly Mutant[], invariants: ReadonlyMap<string, number>): void {
  process.stdout.write(`\nmutants: ${chosen.length - survived.length} killed, ${survived.length} survived\n`);
  for (const [name, kills] of invariants)
    process.stdout.write(`${String(kills).padStart(4)} noticed by ${name}\n`);
}

function test(args: readonly string[]): TestRun {
  const { ok, output } = hardhat(["test", "solidity", ...args], args.includes("--no-compile") ? QUICK : {});
  const names = (pattern: RegExp): string[] => [
    ...new Set([...output.matchAll(pattern)].flatMap(([, name]) => (name === undefined ? [] : [name]))),
  ];
  return { ok, failed: names(/^ {4}\d+\) (\w+)\(/gmu), passed: names(/✔ (\w+)\(/gu) };
}

function hardhat(
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): { readonly ok: boolean; readonly output: string } {
  const { status, stdout, stderr } = spawnSync("hardhat", args, {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    // A failure is enough; the shortest way to it is not looked for.
    env: { ...process.env, ...settings, MEDLATTICE_FUZZ_SHRINK: "0" },
  });
  return { ok: status === 0, output: `${stdout}${stderr}` };
}
