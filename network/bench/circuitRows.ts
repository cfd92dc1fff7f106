import type { CircuitTimes } from "../../sdk/bench/circuitSteps.ts";
import { amendmentSample } from "../../sdk/bench/circuitSteps.ts";
import type { BenchRow } from "../../sdk/bench/row.ts";
import {
  boundedCorrection,
  chameleonOpening,
  type Circuit,
  type Prover,
} from "../../sdk/src/circuits/index.ts";
import { REGISTRY, anOpening } from "../../sdk/src/circuits/testing/opening.ts";
import { startVerifiers } from "./verifiers.ts";

const GAS_GOAL = 230_000;
const AMENDMENT_GOAL_MS = 10_000;

/** What circuits weigh. */
export function sizeRows(): BenchRow[] {
  return [chameleonOpening, boundedCorrection].flatMap(({ name, constraints, key, wasm }: Circuit) => [
    telling(`${name}: constraints`, "compiled with --O2", { value: constraints, unit: "constraints" }),
    telling(`${name}: files`, "proving key and witness program as shipped; the first proof loads them", {
      value: (key.packedBytes + wasm.packedBytes) / 1e6,
      unit: "MB",
    }),
  ]);
}

/** Times of one place, `Node` or `Chromium`. */
export function timeRows(times: CircuitTimes, place: "Node" | "Chromium"): BenchRow[] {
  const openingGoal = place === "Node" ? 1_000 : 2_500;
  return [
    timed(
      `chameleon proof, ${place}`,
      "a correction's opening by the trapdoor, in a worker; median of 5",
      times.opening,
      openingGoal,
    ),
    telling(
      `first chameleon proof, ${place}`,
      "the same with starting the worker and loading files",
      inMs(times.firstOpening),
    ),
    telling(
      `verifying an opening, ${place}`,
      "pairing of @noble/curves, no files; median of 5",
      inMs(times.verification),
    ),
    timed(
      `bounded correction, ${place}`,
      "four changed sections of 40, in a worker; median of 3",
      times.amendment,
      AMENDMENT_GOAL_MS,
    ),
    telling(`first bounded correction, ${place}`, "the same with loading files", inMs(times.firstAmendment)),
  ];
}

/** Gas of both verifiers' calls, without a transaction's base and call data. */
export async function verifierGasRows(prover: Prover): Promise<BenchRow[]> {
  const verifiers = await startVerifiers();
  try {
    const opening = await prover.prove(chameleonOpening, anOpening().byTrapdoor);
    const { hX: hx, hY: hy, h1X: h1x, h1Y: h1y, m } = opening.signals;
    const statement = { registryId: REGISTRY, h1x, h1y, hx, hy, m };
    const openings = await verifiers.deploy("Groth16Commitments");
    const amendment = await prover.prove(boundedCorrection, amendmentSample());
    const { oldRoot, newRoot, policyRoot, context } = amendment.signals;
    const roots = [oldRoot, newRoot, policyRoot].map((root) => `0x${root.toString(16).padStart(64, "0")}`);
    const amendments = await verifiers.deploy("AmendmentVerifier");
    return [
      gas(
        "gas: Groth16 opening",
        await verifiers.executionGas("Groth16Commitments", openings, "requireOpening", [
          statement,
          opening.proof,
        ]),
      ),
      gas(
        "gas: bounded correction",
        await verifiers.executionGas("AmendmentVerifier", amendments, "requireAmendment", [
          ...roots,
          context,
          amendment.proof,
        ]),
      ),
    ];
  } finally {
    await verifiers.close();
  }
}

function inMs(value: number): BenchRow["ours"] {
  return { value, unit: "ms" };
}

function telling(row: string, what: string, ours: BenchRow["ours"]): BenchRow {
  return { row, what, ours, baseline: null, baselineName: "", ratio: null, goal: "", isMet: null };
}

function timed(row: string, what: string, ms: number, goalMs: number): BenchRow {
  return { ...telling(row, what, inMs(ms)), goal: `≤ ${goalMs} ms`, isMet: ms <= goalMs };
}

function gas(row: string, value: number): BenchRow {
  const what = "execution alone, on an embedded chain";
  return {
    ...telling(row, what, { value, unit: "gas" }),
    goal: `≤ ${GAS_GOAL / 1000} k`,
    isMet: value <= GAS_GOAL,
  };
}
