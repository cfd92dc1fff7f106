// `npm run analyse`: static analysis of the contracts, by Solhint's security rules and by Slither where it is installed.
// What was looked at and stays is listed in contracts/analysis.json with the reason; anything new fails.
import { spawnSync } from "node:child_process";
import { buildContracts } from "../contracts/scripts/build.ts";
import { nameOf, readAccepted } from "./analysis/finding.ts";
import { runSlither } from "./analysis/runSlither.ts";
import { runSolhint } from "./analysis/runSolhint.ts";

const HOW_TO_GET_SLITHER = `Slither is not installed, so only Solhint has looked. To have it: \
python3 -m venv ~/.slither && ~/.slither/bin/pip install slither-analyzer, then SLITHER=~/.slither/bin/slither npm run analyse.`;

await buildContracts();
const slither = process.env["SLITHER"] ?? "slither";
const hasSlither = spawnSync(slither, ["--version"]).status === 0;
const findings = [...(await runSolhint()), ...(hasSlither ? await runSlither(slither) : [])];
const accepted = readAccepted();

const listed = new Set(accepted);
const found = new Set(findings.map(nameOf));
const fresh = findings.filter((finding) => !listed.has(nameOf(finding)));
const gone = accepted.filter((name) => !found.has(name) && (hasSlither || name.startsWith("solhint ")));

for (const finding of fresh) process.stdout.write(`new: ${nameOf(finding)}  ${finding.message}\n`);
for (const name of gone) process.stdout.write(`gone, take it out of the list: ${name}\n`);
if (!hasSlither) process.stdout.write(`${HOW_TO_GET_SLITHER}\n`);
process.stdout.write(
  `analyse: ${findings.length - fresh.length} findings as listed, ${fresh.length} new, ${gone.length} gone\n`,
);
process.exitCode = fresh.length + gone.length === 0 ? 0 : 1;
