import { type Curve, curveAt, PUBLISHED_CURVE } from "./curve.ts";
import { evenness } from "./evenness.ts";
import { ONE } from "./fixedPoint.ts";
import type { Tally } from "./tally.ts";

/** What the network has counted of all institutions together. */
export interface NetworkActivity {
  /** L, batches in the inbox: the length of the chain. */
  readonly batches: bigint;
  /** c, batches a chunk. */
  readonly chunkSize: bigint;
  /** Items and registrations of everyone: T. */
  readonly entries: bigint;
  /** Slips vouched for, by everyone. */
  readonly slips: bigint;
}

/** What one institution did. */
export interface InstitutionActivity {
  /** H: false once it was found dishonest. */
  readonly isHonest: boolean;
  /** TR: patients registered. */
  readonly registrations: Tally;
  /** TML: records and labels. */
  readonly items: Tally;
  /** K: batches taken part in; in place of key blocks made. */
  readonly participations: Tally;
  /** A: slips vouched for; in place of micro blocks. */
  readonly attested: Tally;
}

export interface ReputationSettings {
  readonly curve: Curve;
  /** Ext of R1, in fractions of 10^18. */
  readonly startingCredit: bigint;
}

/** All in fractions of 10^18. */
export interface InstitutionReputation {
  readonly participation: bigint;
  readonly service: bigint;
  /** R = ½(R1 + R2). */
  readonly reputation: bigint;
}

/**
 * Reputation of an institution (systems.md S8) exactly as the contract computes it, rounding included: `x = q1·q2·L`,
 * `R2 = min(1, H·f(x))` of registrations and items, `R1 = min(1, H·(Ext + f(x)))` of participations and attestations.
 */
export function institutionReputation(
  institution: InstitutionActivity,
  network: NetworkActivity,
  { curve, startingCredit }: ReputationSettings = { curve: PUBLISHED_CURVE, startingCredit: 0n },
): InstitutionReputation {
  const { batches, chunkSize, entries, slips } = network;
  const chunks = (batches + chunkSize - 1n) / chunkSize;
  const measure = (tally: Tally, divisor: bigint) => evenness({ tally, divisor, chunks });
  const rating = (one: bigint, other: bigint) => curveAt((one * other * batches) / ONE, curve);
  const { registrations, items, participations, attested, isHonest } = institution;
  const served = rating(measure(registrations, batches), measure(items, entries));
  const took = rating(measure(participations, batches), measure(attested, slips));
  const capped = (value: bigint) => (isHonest ? (value < ONE ? value : ONE) : 0n);
  const service = capped(served);
  const participation = capped(startingCredit + took);
  return { participation, service, reputation: (participation + service) / 2n };
}
