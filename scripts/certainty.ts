// `npm run certainty -- --records 1000 --seed 7`: kills every process of the network at random while records are written, shared and
// read, and shows that nothing acknowledged is lost or doubled. Ends by itself; docs/certainty.md tells what it proves.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { SILENCE_SECONDS } from "../test/certainty/faults/frozen.ts";
import { runCertainty } from "../test/certainty/runCertainty.ts";

const { values } = parseArgs({
  options: {
    records: { type: "string", default: "1000" },
    kills: { type: "string" },
    flows: { type: "string", default: "6" },
    "frozen-seconds": { type: "string", default: "600" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    state: { type: "string" },
  },
});
const records = wholeNumber("records", values.records, 1);
const seed = wholeNumber("seed", values.seed, 0);
const kills = wholeNumber("kills", values.kills ?? String(Math.max(20, Math.round(records / 4))), 0);
const flows = wholeNumber("flows", values.flows, 1);
const frozenSeconds = wholeNumber("frozen-seconds", values["frozen-seconds"], 0);
if (frozenSeconds > 0 && frozenSeconds <= SILENCE_SECONDS) {
  refuse(`--frozen-seconds must be 0 or more than ${SILENCE_SECONDS}: before, no oracle calls a chain gone`);
}
const folder = values.state ?? (await mkdtemp(join(tmpdir(), "medlattice-certainty-")));
const started = performance.now();
console.log(`seed ${seed}: ${records} records, up to ${kills} kills, in ${folder}`);
try {
  const summary = await runCertainty({
    stateFolder: folder,
    records,
    kills,
    flows,
    killedSetUps: 3,
    frozenSeconds,
    seed,
    onProgress: (text) =>
      console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(7)} s  ${text}`),
  });
  console.log(JSON.stringify(summary, null, 2));
  if (values.state === undefined) await rm(folder, { recursive: true, force: true });
} catch (error) {
  // viem puts whole ABIs into its errors.
  console.error(error instanceof Error ? error.stack : error);
  console.error(`seed ${seed}; the state and the logs are in ${folder}`);
  process.exit(1);
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  return refuse(`--${name} must be a whole number from ${least} on, not “${text}”`);
}

function refuse(problem: string): never {
  console.error(`${problem}.`);
  process.exit(2);
}
