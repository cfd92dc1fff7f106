import type { Capsule, CapsuleContext } from "../afgh/capsule.ts";
import { derivePublicY } from "../afgh/keys.ts";
import { openWithSharedKey } from "../afgh/openCapsule.ts";
import type { Hex } from "../../codec/index.ts";
import { assertCommitments } from "./assertCommitments.ts";
import { combinePartials } from "./combinePartials.ts";
import { openOptimistically } from "./openOptimistically.ts";
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
 * Opens a capsule that proxies re-encrypted to the reader. Proofs are verified only when the part does not open.
 * @throws {VerificationError} `PARTIALS_FALSE` with `facts.liars` when too few honest partials are left,
 *   `CAPSULE_UNOPENABLE` when all partials are honest and the capsule itself is at fault, `DEAL_INVALID` when the commitments
 *   are not of this capsule's scalar.
 * @throws {InvalidInputError} `PARTIALS_TOO_FEW` and for malformed input.
 */
export function openReencrypted(parameters: OpenReencryptedParameters): Uint8Array {
  const { capsule, context, partials, threshold, commitments, accessId, b2 } = parameters;
  return openOptimistically({
    partials,
    threshold,
    open: (chosen) =>
      openWithSharedKey({ capsule, context, k: combinePartials({ partials: chosen, threshold, b2 }) }),
    check: () => assertCommitments({ x: capsule.x, threshold, commitments }),
    verify: (partial) =>
      verifyPartial({ c1: capsule.c1, partial, commitments, y: derivePublicY(b2), accessId }),
  });
}
