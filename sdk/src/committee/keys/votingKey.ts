import { baseG2, encodePoint } from "../../crypto/bls/points.ts";
import { assertScalar } from "../../crypto/bls/scalar.ts";
import { type RandomBytes, randomScalar } from "../../crypto/primitives/random.ts";

/** What a station votes and is drawn with: BLS12-381, keys in G2, signatures in G1. */
export interface VotingKey {
  /** In [1, r). */
  readonly secret: bigint;
  /** ĝ^secret, compressed, 96 bytes; key kind 3 of the OrganizationRegistry. */
  readonly publicKey: Uint8Array;
}

/** A new voting key. */
export function generateVotingKey(random?: RandomBytes): VotingKey {
  return votingKeyOf(randomScalar(random));
}

/**
 * The key of a secret.
 * @throws {InvalidInputError} `SCALAR_INVALID`
 */
export function votingKeyOf(secret: bigint): VotingKey {
  return { secret, publicKey: encodePoint(baseG2(assertScalar(secret, "secret"))) };
}
