import {
  commit,
  commitmentKeyOf,
  decompressCommitment,
  redact,
} from "../../sdk/src/crypto/commitment/index.ts";
import type { BenchRow } from "../../sdk/bench/row.ts";
import { startVerifiers } from "./verifiers.ts";

const CONTRACT = "SigmaOrCommitments";
const GAS_GOAL = 35_000;
const PROOFS = 21;

/** An opening by the trapdoor without any circuit: how long it takes to make, and what the chain pays for it. */
export async function sigmaOrRows(): Promise<BenchRow[]> {
  const x = 0x1d7_6e55n;
  const h1 = commitmentKeyOf(x);
  const registryId = `0x${"4e".repeat(32)}` as const;
  const { commitment } = commit({ h1, m: 5n, registryId });
  const times: number[] = [];
  let proof = redact({ x, commitment, m: 6n, registryId });
  for (let round = 0; round < PROOFS; round += 1) {
    const started = performance.now();
    proof = redact({ x, commitment, m: 6n, registryId });
    times.push(performance.now() - started);
  }
  const { x: hx, y: hy } = decompressCommitment(commitment);
  const statement = { registryId, h1x: h1.x, h1y: h1.y, hx, hy, m: 6n };
  const verifiers = await startVerifiers();
  try {
    const address = await verifiers.deploy(CONTRACT);
    const gas = await verifiers.executionGas(CONTRACT, address, "requireOpening", [statement, proof]);
    return [
      {
        ...telling("Σ-OR opening, Node", `a correction's opening by the trapdoor; median of ${PROOFS}`),
        ours: { value: times.toSorted((a, b) => a - b)[PROOFS >> 1] ?? Number.NaN, unit: "ms" },
      },
      {
        ...telling("gas: Σ-OR opening", "execution alone, on an embedded chain"),
        ours: { value: gas, unit: "gas" },
        goal: `≤ ${GAS_GOAL / 1000} k`,
        isMet: gas <= GAS_GOAL,
      },
    ];
  } finally {
    await verifiers.close();
  }
}

function telling(row: string, what: string): Omit<BenchRow, "ours"> {
  return { row, what, baseline: null, baselineName: "", ratio: null, goal: "", isMet: null };
}
