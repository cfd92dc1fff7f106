import { decodeG1, encodePoint, mulG1, mulG2 } from "../../crypto/bls/points.ts";
import { assertScalar, modR, toFr } from "../../crypto/bls/scalar.ts";
import { bytesToBigint } from "../../crypto/primitives/bytes.ts";
import { platformRandom } from "../../crypto/primitives/random.ts";
import { VerificationError } from "../../errors/index.ts";
import { pairsWithKey } from "../bls/pairings.ts";
import { combine } from "../bls/sums.ts";
import type { StationGroup } from "./createGroup.ts";

/** What one station adds to the membership keys of all others: public, and verified by everyone. */
export interface Contribution {
  readonly from: number;
  /** μ_(from, i) = (a_from·sk_from)·H2(apk, i), 48 bytes each, in order of stations; null at its own place, which stays secret. */
  readonly shares: readonly (Uint8Array | null)[];
}

/** Bits of a random weight: a false share passes with a probability of 2^−128. */
const WEIGHT_BYTES = 16;

/**
 * A station's contribution.
 * @throws {InvalidInputError} `SCALAR_INVALID`, `STATION_UNKNOWN`
 */
export function contribute(group: StationGroup, from: number, secret: bigint): Contribution {
  const scalar = contributionScalar(group, from, secret);
  const shares = Array.from({ length: group.size }, (_, i) =>
    i === from ? null : encodePoint(mulG1(group.position(i), scalar)),
  );
  return { from, shares };
}

/** @internal a·sk: the key under which a station's contributions are signatures. */
export function contributionScalar(group: StationGroup, from: number, secret: bigint): bigint {
  return modR(group.coefficient(from) * assertScalar(secret, "secret"));
}

/**
 * Checks all shares of a contribution at once: `e(Σ ρ_i·μ_i, ĝ) = e(Σ ρ_i·H2_i, a·P)` for random ρ_i.
 * @throws {InvalidInputError} `POINT_INVALID`, `STATION_UNKNOWN`
 * @throws {VerificationError} `CONTRIBUTION_INCOMPLETE`, `CONTRIBUTION_FALSE` with the station's number
 */
export function verifyContribution(group: StationGroup, { from, shares }: Contribution): void {
  const key = mulG2(group.key(from), group.coefficient(from));
  const others = Array.from({ length: group.size }, (_, i) => i).filter((i) => i !== from);
  if (shares.length !== group.size || others.some((i) => !(shares[i] instanceof Uint8Array)))
    throw failed("CONTRIBUTION_INCOMPLETE", "A station's contribution lacks shares.", from);
  if (others.length === 0) return;
  const points = others.map((i) => decodeG1(shares[i] ?? new Uint8Array(), `shares[${i}]`));
  const weights = others.map(() => toFr(bytesToBigint(platformRandom(WEIGHT_BYTES))));
  const positions = others.map((i) => group.position(i));
  if (!pairsWithKey(combine(points, weights), combine(positions, weights), key))
    throw failed("CONTRIBUTION_FALSE", "A share of a station's contribution is false.", from);
}

function failed(code: string, message: string, station: number): VerificationError {
  return new VerificationError(code, message, { facts: { station } });
}
