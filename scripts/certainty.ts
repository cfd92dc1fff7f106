// `npm run certainty -- --records 1000 --seed 7`: kills every process of the network at random while records are written, shared and
// read, and shows that nothing acknowledged is lost or doubled. Ends by itself; docs/certainty.md tells what it proves.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
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
const records = Number(values.records);
const seed = Number(values.seed);
const kills = Number(values.kills ?? Math.max(20, Math.round(records / 4)));
const folder = values.state ?? (await mkdtemp(join(tmpdir(), "medlattice-certainty-")));
const started = performance.now();
console.log(`seed ${seed}: ${records} records, up to ${kills} kills, in ${folder}`);
try {
  const summary = await runCertainty({
    stateFolder: folder,
    records,
    kills,
    flows: Number(values.flows),
    killedSetUps: 3,
    frozenSeconds: Number(values["frozen-seconds"]),
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
