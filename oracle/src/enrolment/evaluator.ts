import { fromHex, toHex } from "@medlattice/sdk/codec";
import { evaluateNullifier, verifyNullifierShare } from "@medlattice/sdk/crypto";
import {
  type Capacity,
  type NullifierAnswer,
  type NullifierShares,
  decodeNullifierKey,
  nullifierKeyOf,
} from "@medlattice/sdk/enrolment";
import { InvalidInputError } from "@medlattice/sdk/errors";
import type { NetworkDescription } from "@medlattice/sdk/network";
import type { Hex } from "viem";

export interface BlindedQuestion {
  readonly chainId: number;
  readonly capacity: Capacity;
  readonly blinded: Hex;
}

/** Evaluates blinded identities with this authority's shares; decides nothing about who may ask. */
export type Evaluate = (question: BlindedQuestion) => NullifierAnswer;

/**
 * Loads this authority's shares, each checked against the public key it belongs to.
 * @throws VerificationError SHARE_INVALID; InvalidInputError NULLIFIER_KEY_UNKNOWN
 */
export function createEvaluator(network: NetworkDescription, { index, shares }: NullifierShares): Evaluate {
  const loaded = shares.map((entry) => {
    const key = decodeNullifierKey(nullifierKeyOf(network, entry));
    const share = BigInt(entry.share);
    verifyNullifierShare({ key, index, share });
    return { chainId: entry.chainId, capacity: entry.capacity, key, share };
  });
  return ({ chainId, capacity, blinded }) => {
    const held = loaded.find((entry) => entry.chainId === chainId && entry.capacity === capacity);
    if (held === undefined) {
      throw new InvalidInputError("NULLIFIER_KEY_UNKNOWN", "This authority has no share of that key.", {
        facts: { chainId, capacity },
      });
    }
    const { evaluated, proof } = evaluateNullifier({
      key: held.key,
      index,
      share: held.share,
      blinded: fromHex(blinded, 32),
    });
    return { index, evaluated: toHex(evaluated), proof: toHex(proof) };
  };
}
