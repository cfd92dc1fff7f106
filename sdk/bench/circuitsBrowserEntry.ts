/** What runs in the page: proofs in a worker, with the files that the page's server has. */
import type { Hex } from "../src/codec/index.ts";
import { boundedCorrection, chameleonOpening, createBrowserProver } from "../src/circuits/index.ts";
import { anOpening } from "../src/circuits/testing/opening.ts";
import { type CircuitTimes, amendmentSample, measureCircuits } from "./circuitSteps.ts";

const aProver = () =>
  createBrowserProver({
    baseUrl: "/compiled/",
    startWorker: () => new Worker("/worker.js", { type: "module" }),
  });

export async function run(rounds?: number): Promise<CircuitTimes> {
  const prover = aProver();
  try {
    return await measureCircuits(prover, rounds);
  } finally {
    prover.close();
  }
}

/** One proof of each circuit; the signals are decimal, since a page's answers are JSON. */
export async function proveBoth(): Promise<
  readonly { readonly proof: Hex; readonly signals: readonly string[] }[]
> {
  const prover = aProver();
  try {
    const opening = await prover.prove(chameleonOpening, anOpening().byTrapdoor);
    const amendment = await prover.prove(boundedCorrection, amendmentSample());
    return [
      {
        proof: opening.proof,
        signals: chameleonOpening.publicSignals.map((name) => `${opening.signals[name]}`),
      },
      {
        proof: amendment.proof,
        signals: boundedCorrection.publicSignals.map((name) => `${amendment.signals[name]}`),
      },
    ];
  } finally {
    prover.close();
  }
}

/** Code of the error for a statement that does not hold. */
export async function refusal(): Promise<unknown> {
  const prover = aProver();
  try {
    const attempt = prover.prove(chameleonOpening, { ...anOpening().byTrapdoor, secret: 1n });
    return await attempt.then(
      () => null,
      (error: unknown) => Reflect.get(Object(error), "code") as unknown,
    );
  } finally {
    prover.close();
  }
}
