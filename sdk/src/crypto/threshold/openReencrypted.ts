import { MedLatticeError, VerificationError } from "../../errors/index.ts";
import type { Capsule, CapsuleContext } from "../afgh/capsule.ts";
import { derivePublicY } from "../afgh/keys.ts";
import { openWithSharedKey } from "../afgh/openCapsule.ts";
import type { Hex } from "../primitives/bytes.ts";
import { assertCommitments } from "./assertCommitments.ts";
import { combinePartials } from "./combinePartials.ts";
import type { ReencryptionPartial } from "./partial.ts";
import { verifyPartial } from "./verifyPartial.ts";

export interface OpenReencryptedParameters {
  readonly capsule: Capsule;
  readonly context: CapsuleContext;
  /** At least `threshold`; further ones stand in for those that prove false. */
  readonly partials: readonly ReencryptionPartial[];
  readonly threshold: number;
  /** Of the deal, from the grant; with them a liar is named. */
  readonly commitments: readonly Uint8Array[];
  readonly accessId: Hex;
  readonly b2: bigint;
}

/**
 * Opens a capsule that proxies re-encrypted to the reader.
 *
 * The proofs are only looked at when the part does not open: the authenticated part inside is itself the proof that all was
 * well, and verifying costs three times as much as opening (measured by `sdk/bench/crypto.ts`). Then every proof is verified,
 * and the honest partials are tried again if they suffice.
 * @throws {VerificationError} `PARTIALS_FALSE` with `facts.liars` when too few honest partials are left,
 *   `CAPSULE_UNOPENABLE` when all partials are honest and the capsule itself is at fault.
 * @throws {InvalidInputError} `PARTIALS_TOO_FEW` and for malformed input.
 */
export function openReencrypted(parameters: OpenReencryptedParameters): Uint8Array {
  const { capsule, context, partials, threshold, b2 } = parameters;
  try {
    return openWithSharedKey({ capsule, context, k: combinePartials({ partials, threshold, b2 }) });
  } catch (error) {
    if (partials.length < threshold || !(error instanceof MedLatticeError)) throw error;
    const liars = findLiars(parameters);
    if (liars.length === 0) throw error;
    const honest = partials.filter(({ index }) => !liars.includes(index));
    if (honest.length < threshold) throw partialsFalse(liars, error);
    return openWithSharedKey({
      capsule,
      context,
      k: combinePartials({ partials: honest, threshold, b2 }),
    });
  }
}

/** @internal */
export function partialsFalse(liars: readonly number[], cause: unknown): VerificationError {
  return new VerificationError("PARTIALS_FALSE", "Too few honest answers are left to open the record.", {
    cause,
    facts: { liars: liars.join(",") },
    hints: ["Ask another proxy, and report the ones named."],
  });
}

function findLiars(parameters: OpenReencryptedParameters): number[] {
  const { capsule, partials, threshold, commitments, accessId, b2 } = parameters;
  // Wrong input of the caller's own must not make liars of the proxies.
  const y = derivePublicY(b2);
  assertCommitments({ x: capsule.x, threshold, commitments });
  return partials
    .filter((partial) => {
      try {
        verifyPartial({ c1: capsule.c1, partial, commitments, y, accessId });
        return false;
      } catch (error) {
        if (error instanceof MedLatticeError) return true;
        throw error;
      }
    })
    .map(({ index }) => index);
}
