import { z } from "zod";
import { bytes32Schema, fromHex, hexOf, toHex, type Hex } from "../codec/index.ts";
import {
  blindNullifier,
  canonicalRealId,
  finalizeNullifier,
  type NullifierEvaluation,
} from "../crypto/oprf/index.ts";
import { InvalidInputError, UnavailableError } from "../errors/index.ts";
import { decodeNullifierKey, type NullifierKeyDescription } from "./nullifier-keys.ts";
import type { NationalId } from "./real-identity.ts";

/** One authority's answer. */
export const nullifierEvaluationSchema = z.strictObject({
  index: z.int().min(1).max(255),
  evaluated: bytes32Schema,
  /** c ‖ s of RFC 9497 §2.2.1. */
  proof: hexOf(64),
});

export type NullifierAnswer = z.infer<typeof nullifierEvaluationSchema>;

/** An authority that holds a share. */
export type NullifierHolder = NullifierKeyDescription["holders"][number];

/**
 * Computes a nullifier with the authorities that answer: blinds the identity, asks every holder, verifies each answer's proof, and
 * combines `threshold` of them (VOPRF, RFC 9497). No authority learns whose nullifier it is.
 *
 * @param ask sends the blinded element to one holder
 * @throws UnavailableError NULLIFIER_UNAVAILABLE when fewer than the threshold answer, with the reason of the first that did not
 * @throws VerificationError PARTIALS_FALSE (facts.liars: indices)
 */
export async function collectNullifier(options: {
  readonly key: NullifierKeyDescription;
  readonly registryId: Hex;
  readonly id: NationalId;
  readonly ask: (holder: NullifierHolder, blinded: Hex) => Promise<NullifierAnswer>;
}): Promise<Hex> {
  const { key, registryId, ask } = options;
  const blinded = blindNullifier({
    realId: canonicalRealId(options.id),
    chainId: BigInt(key.chainId),
    registryId,
  });
  const element = toHex(blinded.blinded);
  const answers = await Promise.allSettled(key.holders.map((holder) => askHolder(ask, holder, element)));
  const evaluations = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
  if (evaluations.length < key.threshold) {
    const refused: unknown = answers.find((answer) => answer.status === "rejected")?.reason;
    throw new UnavailableError("NULLIFIER_UNAVAILABLE", "Too few health authorities answer.", {
      facts: { answers: evaluations.length, threshold: key.threshold },
      hints: ["Try again in a moment."],
      cause: refused,
    });
  }
  return finalizeNullifier({ ...blinded, key: decodeNullifierKey(key), evaluations });
}

async function askHolder(
  ask: (holder: NullifierHolder, blinded: Hex) => Promise<NullifierAnswer>,
  holder: NullifierHolder,
  blinded: Hex,
): Promise<NullifierEvaluation> {
  const { index, evaluated, proof } = nullifierEvaluationSchema.parse(await ask(holder, blinded));
  // An answer under another holder's index would put the blame on that one.
  if (index !== holder.index) {
    throw new InvalidInputError("NULLIFIER_INDEX_WRONG", "An authority answers for another one's share.", {
      facts: { index },
    });
  }
  return { index, evaluated: fromHex(evaluated), proof: fromHex(proof) };
}
