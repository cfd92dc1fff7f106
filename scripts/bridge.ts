// `npm run bridge -- --records 10000 --kills 20 --seed 7`: registers records on two private chains while the oracles are killed at random,
// and shows that each of them is in the consortium's inbox once (docs/bridge.md). Ends by itself.
import { parseArgs } from "node:util";
import { runExactlyOnce } from "../test/bridge/runExactlyOnce.ts";

const { values } = parseArgs({
  options: {
    records: { type: "string", default: "10000" },
    kills: { type: "string", default: "20" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
const [records, kills, seed] = [values.records, values.kills, values.seed].map(Number);
if (
  records === undefined ||
  kills === undefined ||
  seed === undefined ||
  ![records, kills, seed].every(isCount)
) {
  console.error("--records, --kills and --seed are whole numbers.");
  process.exit(2);
}
const began = performance.now();
console.log(`seed ${seed}: ${records} records, ${kills} kills`);
try {
  const onProgress = (text: string): void =>
    console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s  ${text}`);
  console.log(JSON.stringify(await runExactlyOnce({ records, kills, seed, onProgress }), null, 2));
} catch (error) {
  console.error(error instanceof Error ? error.stack : error);
  console.error(`seed ${seed}`);
  process.exit(1);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
