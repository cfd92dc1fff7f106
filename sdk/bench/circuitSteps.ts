import {
  boundedCorrection,
  chameleonOpening,
  type CircuitInputs,
  type Prover,
} from "../src/circuits/index.ts";
import { proofHolds } from "../src/circuits/proofHolds.ts";
import { aRecord, amendmentInputs, changed } from "../src/circuits/testing/amendment.ts";
import { anOpening } from "../src/circuits/testing/opening.ts";
import { medianMsOf, medianOf } from "./median.ts";

/** Medians in milliseconds. */
export interface CircuitTimes {
  readonly firstOpening: number;
  readonly opening: number;
  readonly verification: number;
  readonly firstAmendment: number;
  readonly amendment: number;
}

/** Four changed sections of a record with 40. */
export function amendmentSample(): CircuitInputs {
  const sections = aRecord(40);
  const changes = [3, 7, 20, 39].map((position) => changed(sections, position, 9n));
  return amendmentInputs({ sections, changes, policy: [101n, 102n, 103n] });
}

/** Proves openings and amendments as an institution's device does; the first ones load worker and files. */
export async function measureCircuits(prover: Prover, rounds = 5): Promise<CircuitTimes> {
  const opening = anOpening().byTrapdoor;
  const amendment = amendmentSample();
  const firstOpening = await timeOf(async () => await prover.prove(chameleonOpening, opening));
  const openings = await timesOf(rounds, async () => await prover.prove(chameleonOpening, opening));
  const { proof, signals } = await prover.prove(chameleonOpening, opening);
  const verification = await medianMsOf(async () => proofHolds(chameleonOpening, signals, proof), rounds);
  const firstAmendment = await timeOf(async () => await prover.prove(boundedCorrection, amendment));
  const amendments = await timesOf(3, async () => await prover.prove(boundedCorrection, amendment));
  return {
    firstOpening,
    opening: medianOf(openings),
    verification,
    firstAmendment,
    amendment: medianOf(amendments),
  };
}

async function timesOf(rounds: number, work: () => Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await timeOf(work));
  return times;
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
