// `npm run fuzz -- --runs 5000 --depth 300 --seed 0x01`: the Solidity fuzz and invariant tests, deeper than in `npm test`
// and with a new seed every time. A failure prints its calls; the seed printed here repeats it.
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { projectRoot, run } from "./lib/run.ts";

const DEFAULT_RUNS = 500;
const DEFAULT_DEPTH = 200;

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: String(DEFAULT_RUNS) },
    depth: { type: "string", default: String(DEFAULT_DEPTH) },
    seed: { type: "string", default: `0x${randomBytes(16).toString("hex")}` },
    grep: { type: "string", default: "testFuzz_|invariant_" },
  },
});
const { runs, depth, seed, grep } = values;
if (!isCount(runs) || !isCount(depth) || !/^0x[0-9a-f]{1,64}$/i.test(seed)) {
  process.stderr.write("Usage: npm run fuzz -- [--runs N] [--depth N] [--seed 0x…] [--grep PATTERN]\n");
  process.exitCode = 2;
} else {
  process.stdout.write(`fuzz: --runs ${runs} --depth ${depth} --seed ${seed}\n`);
  process.env["MEDLATTICE_FUZZ_RUNS"] = runs;
  process.env["MEDLATTICE_FUZZ_DEPTH"] = depth;
  process.env["MEDLATTICE_FUZZ_SEED"] = seed;
  const { code } = await run("hardhat", ["test", "solidity", "--grep", grep], {
    cwd: `${projectRoot}/contracts`,
  });
  process.exitCode = code;
}

function isCount(text: string): boolean {
  return /^[1-9]\d{0,6}$/.test(text);
}
