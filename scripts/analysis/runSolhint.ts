import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { projectRoot, run } from "../lib/run.ts";
import type { Finding } from "./finding.ts";

const FUNCTION = /^\s*(?:function (\w+)|(constructor)|modifier (\w+))/u;

const reportSchema = z.array(
  z.union([
    z.object({ filePath: z.string(), line: z.int(), ruleId: z.string(), message: z.string() }),
    z.object({ conclusion: z.string() }),
  ]),
);

/** Solhint's security rules over the contracts; its other rules are part of `npm run lint`. */
export async function runSolhint(): Promise<readonly Finding[]> {
  const config = join(projectRoot, "scripts/analysis/solhint.json");
  const args = ["--noPoster", "--config", config, "--formatter", "json", "contracts/src/**/*.sol"];
  const { output } = await run("solhint", args, { quiet: true });
  const report = reportSchema.parse(
    JSON.parse(output.slice(output.indexOf("["), output.lastIndexOf("]") + 1)),
  );
  return report.flatMap((entry): Finding[] => {
    if ("conclusion" in entry) return [];
    const { filePath, line, ruleId, message } = entry;
    return [{ tool: "solhint", rule: ruleId, where: functionAt(filePath, line), message }];
  });
}

/** The function whose code stands in this line, by the last one that began above it. */
function functionAt(file: string, line: number): string {
  const above = readFileSync(join(projectRoot, file), "utf8").split("\n").slice(0, line).toReversed();
  for (const text of above) {
    const [, name, constructor, modifier] = FUNCTION.exec(text) ?? [];
    const found = name ?? constructor ?? modifier;
    if (found !== undefined) return `${basename(file, ".sol")}.${found}`;
  }
  return file;
}
