/**
 * Writes `sdk/samples/hospital-stay.json`, the FHIR R4 Bundle that `npm start` carries through the system. The person, the
 * people who care for her and the hospital are invented. `--check` only compares and exits 1 on drift.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { renderSample } from "./sample-bundle/render.ts";

const target = new URL("../samples/hospital-stay.json", import.meta.url);

function main(): void {
  const text = renderSample();
  if (!process.argv.includes("--check")) {
    writeFileSync(target, text);
    return;
  }
  if (readFileSync(target, "utf8") === text) return;
  process.stderr.write(
    "sdk/samples/hospital-stay.json is out of date: run node sdk/scripts/generate-sample-bundle.ts\n",
  );
  process.exitCode = 1;
}

if (import.meta.main) main();
