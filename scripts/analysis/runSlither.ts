import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { artifactFiles } from "../../contracts/scripts/artifacts.ts";
import { CONTRACT_NAMES } from "../../contracts/scripts/contract-list.ts";
import { projectRoot, run } from "../lib/run.ts";
import type { Finding } from "./finding.ts";

const elementSchema = z.object({
  name: z.string(),
  type: z.string(),
  type_specific_fields: z
    .object({ parent: z.object({ name: z.string(), type: z.string() }).optional() })
    .optional(),
});

const reportSchema = z.object({
  success: z.boolean(),
  results: z.object({
    detectors: z
      .array(z.object({ check: z.string(), description: z.string(), elements: z.array(elementSchema) }))
      .default([]),
  }),
});

/**
 * Slither with all of its detectors over the five contracts, compiled by the compiler that npm installed.
 * @param program path or name of the `slither` program
 * @throws Error with what Slither said when it could not do its work
 */
export async function runSlither(program: string): Promise<readonly Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), "medlattice-analysis-"));
  try {
    // Slither looks for each file under the name by which the compiler knows it.
    cpSync(join(projectRoot, "contracts/src"), join(folder, "src"), { recursive: true });
    cpSync(join(projectRoot, "node_modules/@openzeppelin"), join(folder, "@openzeppelin"), {
      recursive: true,
    });
    writeFileSync(join(folder, "input.json"), JSON.stringify(compilerInput()));
    const { output } = await run(
      program,
      [
        "input.json",
        "--compile-force-framework",
        "solc-json",
        "--solc",
        join(projectRoot, "scripts/analysis/solc.mjs"),
        "--filter-paths",
        "@openzeppelin",
        "--json",
        "report.json",
      ],
      { cwd: folder, quiet: true },
    );
    return readReport(join(folder, "report.json"), output);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compilerInput(): unknown {
  const files = CONTRACT_NAMES.map((name) => {
    const artifact = artifactFiles().find((path) => path.endsWith(`/${name}.json`)) ?? "";
    return artifact.replace(/^artifacts\//u, "").replace(/\/[^/]+$/u, "");
  });
  return {
    language: "Solidity",
    sources: Object.fromEntries(files.map((file) => [file, { urls: [file] }])),
    settings: { optimizer: { enabled: false } },
  };
}

function readReport(file: string, output: string): readonly Finding[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new Error(`Slither made no report. It said:\n${output}`);
  }
  const { success, results } = reportSchema.parse(JSON.parse(text));
  if (!success) throw new Error(`Slither could not finish. It said:\n${output}`);
  return results.detectors.map(({ check, description, elements }) => ({
    tool: "slither",
    rule: check,
    where: placeOf(elements[0]),
    message: description.split("\n")[0] ?? "",
  }));
}

/** `Contract.function`; of a variable or statement, the function that it stands in is named first. */
function placeOf(element: z.infer<typeof elementSchema> | undefined): string {
  if (element === undefined) return "everything";
  const parent = element.type_specific_fields?.parent?.name;
  return parent === undefined ? element.name : `${parent}.${element.name}`;
}
