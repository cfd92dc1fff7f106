import { z } from "zod";
import { sizeRows, timeRows, verifierGasRows } from "../../network/bench/circuitRows.ts";
import { sigmaOrRows } from "../../network/bench/sigmaOrRows.ts";
import { measureCircuits } from "../../sdk/bench/circuitSteps.ts";
import type { BenchRow, Progress } from "../../sdk/bench/row.ts";
import { createNodeProver } from "../../sdk/src/node/prover/index.ts";
import { startCircuitPage } from "./circuitPage.ts";

const ms = z.number();
const timesSchema = z.object({
  firstOpening: ms,
  opening: ms,
  verification: ms,
  firstAmendment: ms,
  amendment: ms,
});

/** Constraints, sizes, times in Node and Chromium, and gas of both circuits; beside them the Σ-OR opening, which needs none. */
export async function circuitRows(progress: Progress): Promise<readonly BenchRow[]> {
  const rows = sizeRows();
  const prover = createNodeProver();
  try {
    progress("Node");
    rows.push(...timeRows(await measureCircuits(prover), "Node"));
    progress("gas");
    rows.push(...(await verifierGasRows(prover)), ...(await sigmaOrRows()));
  } finally {
    prover.close();
  }
  progress("Chromium");
  const page = await startCircuitPage();
  try {
    rows.push(...timeRows(timesSchema.parse(await page.call("run")), "Chromium"));
  } finally {
    await page.close();
  }
  return rows;
}
