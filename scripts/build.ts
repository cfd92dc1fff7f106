// `npm run build`: compiles the contracts, writes what is generated from them, and builds the dapp's pages; `--check` only tells what
// would change, and builds no pages.
import { buildDapp } from "./lib/buildDapp.ts";
import { run } from "./lib/run.ts";

const check = process.argv.includes("--check") ? ["--check"] : [];

const steps: readonly (readonly [string, readonly string[]])[] = [
  ["Circuits' code", ["circuits/scripts/generate.ts", ...check]],
  ...(check.length > 0
    ? ([
        ["Circuits", ["circuits/scripts/check.ts"]],
        ["Circuits' vectors", ["circuits/scripts/vectors.ts", "--check"]],
      ] as const)
    : []),
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
if (check.length === 0 && process.exitCode === undefined) {
  console.log("Dapp …");
  await buildDapp();
}
