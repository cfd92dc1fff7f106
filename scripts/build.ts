// `npm run build`: compiles the contracts and writes what is generated from them; `--check` only tells what would change.
import { run } from "./lib/run.ts";

const check = process.argv.includes("--check") ? ["--check"] : [];

const steps: readonly (readonly [string, readonly string[]])[] = [
  ["Contracts", ["contracts/scripts/build.ts"]],
  ["ABIs", ["contracts/scripts/generate-abis.ts", ...check]],
  ["Storage layouts", ["contracts/scripts/storage-layout.ts", ...check]],
];

for (const [label, args] of steps) {
  console.log(`${label} …`);
  const { code } = await run("node", args);
  if (code === 0) continue;
  process.exitCode = 1;
  break;
}
