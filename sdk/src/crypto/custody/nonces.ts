import { fromHex, type Hex } from "../../codec/index.ts";
import { Point, assertSecret, multiply } from "../commitment/bn254.ts";
import { DOMAIN } from "../domains.ts";
import { bigintToBytes } from "../primitives/bytes.ts";
import { type RandomBytes, platformRandom } from "../primitives/random.ts";
import { hashToScalar } from "./hashToScalar.ts";
import type { CustodyShare } from "./key.ts";
import { encodePoint32 } from "./points.ts";

/** An officer's secret pair for one signature. Whoever signs twice with it gives its share away. */
export interface SigningNonces {
  readonly hiding: bigint;
  readonly binding: bigint;
}

/** Round one, for everyone: D = d·G and E = e·G, 32 bytes each. */
export interface NonceCommitment {
  readonly index: number;
  readonly hiding: Hex;
  readonly binding: Hex;
}

/**
 * Round one of FROST (RFC 9591 §5.1). Each nonce is the hash of fresh randomness and the share (§4.1), so that a weak generator alone
 * does not give the share away.
 */
export function commitNonces(
  { index, share }: CustodyShare,
  random: RandomBytes = platformRandom,
): { readonly nonces: SigningNonces; readonly commitment: NonceCommitment } {
  const secret = bigintToBytes(assertSecret(share, "share"), 32);
  const draw = (): bigint => assertSecret(hashToScalar(DOMAIN.custodyNonce, random(32), secret), "nonce");
  const nonces = { hiding: draw(), binding: draw() };
  const commit = (nonce: bigint): Hex => encodePoint32(multiply(Point.BASE, nonce));
  return { nonces, commitment: { index, hiding: commit(nonces.hiding), binding: commit(nonces.binding) } };
}

/** @internal index ‖ D ‖ E of each in order of index (RFC 9591 §4.3). */
export function encodeNonceCommitments(commitments: readonly NonceCommitment[]): Uint8Array[] {
  return commitments.flatMap(({ index, hiding, binding }) => [
    bigintToBytes(BigInt(index), 4),
    fromHex(hiding, 32),
    fromHex(binding, 32),
  ]);
}
