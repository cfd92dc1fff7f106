import { concatBytes, type Hex, toHex } from "../../codec/index.ts";
import { verifyOpening } from "../commitment/commit.ts";
import { encodeOrProof } from "../commitment/encoding.ts";
import { verifyKeyPossession } from "../commitment/key.ts";
import { bigintToBytes } from "../primitives/bytes.ts";
import { type CustodyKey, custodyPublicKey } from "./key.ts";
import type { NonceCommitment } from "./nonces.ts";
import { type SignatureShare, combineSignatureShares } from "./sign.ts";
import {
  type FirstHalf,
  type OpeningStatement,
  type PossessionPlace,
  openingTask,
  possessionTask,
} from "./tasks.ts";

interface SignedRound {
  readonly key: CustodyKey;
  readonly commitments: readonly NonceCommitment[];
  readonly shares: readonly SignatureShare[];
}

/**
 * The officers' proof of possession of H1, `c ‖ z`, 64 bytes, as the registry verifies it; verified here first.
 * @throws {VerificationError} `PARTIALS_FALSE` with `facts.liars`, `KEY_POSSESSION_INVALID`.
 */
export function finishPossession({ key, commitments, shares }: SignedRound, place: PossessionPlace): Hex {
  const h1 = custodyPublicKey(key);
  const { c, z } = combineSignatureShares({ key, commitments, task: possessionTask(h1, place) }, shares);
  const proof = toHex(concatBytes(bigintToBytes(c, 32), bigintToBytes(z, 32)));
  verifyKeyPossession({ h1, ...place, proof });
  return proof;
}

/**
 * The officers' opening π of a commitment to new content, as one trapdoor would have made it; verified here first.
 * @throws {VerificationError} `PARTIALS_FALSE` with `facts.liars`, `OPENING_INVALID`.
 */
export function finishOpening(
  { key, commitments, shares }: SignedRound,
  statement: Omit<OpeningStatement, "h1">,
  first: FirstHalf,
): Hex {
  const h1 = custodyPublicKey(key);
  const task = openingTask({ ...statement, h1 }, first);
  const { c, z } = combineSignatureShares({ key, commitments, task }, shares);
  const proof = encodeOrProof({ ...first, c2: c, z2: z });
  verifyOpening({ ...statement, h1, proof });
  return proof;
}
