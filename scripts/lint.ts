// `npm run lint`: types, TypeScript and Solidity rules and formatting; `--fix` (npm run format) mends what can be mended.
import { globSync } from "node:fs";
import { run } from "./lib/run.ts";

const fix = process.argv.includes("--fix");
const solidity = globSync("contracts/{src,test}/**/*.sol");

const checks: readonly (readonly [string, readonly string[]])[] = [
  ["oxfmt", fix ? ["."] : ["--check", "."]],
  ["prettier", [fix ? "--write" : "--check", "--log-level=warn", ...solidity]],
  [
    "solhint",
    ["--noPoster", "--max-warnings=0", ...solidity.filter((file) => file.startsWith("contracts/src"))],
  ],
  ["oxlint", ["--type-aware", "--deny-warnings", ...(fix ? ["--fix"] : []), "."]],
  ["tsc", ["--project", "."]],
  ["tsc", ["--project", "dapp"]],
];

const failed: string[] = [];
for (const [tool, args] of checks) {
  const { code, output } = await run(tool, args, { quiet: true });
  if (code === 0) continue;
  failed.push(tool);
  process.stderr.write(`\n${tool}:\n${output}\n`);
}
console.log(`lint: ${checks.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;
