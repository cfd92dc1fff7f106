import type { Capsule, CapsuleContext } from "../../afgh/capsule.ts";
import { openWithSharedKey } from "../../afgh/openCapsule.ts";
import { decodeGt, encodeGt } from "../../bls/gt.ts";
import { GT_OPERATIONS } from "../../bls/operations.ts";
import { FR_ORDER } from "../../bls/scalar.ts";
import type { Hex } from "../../../codec/index.ts";
import { assertIndices, assertThreshold, interpolateAtZero } from "../../primitives/shamir.ts";
import { openOptimistically } from "../../threshold/openOptimistically.ts";
import type { OrganizationKey } from "../key.ts";
import { verifyOrganizationKey } from "../verifyOrganizationKey.ts";
import type { OrganizationPartial } from "./partial.ts";
import { verifyUnwrapPartial } from "./unwrapPartial.ts";

export interface OpenForOrganizationParameters {
  readonly capsule: Capsule;
  readonly context: CapsuleContext;
  /** W as combineReencrypted made it, GT bytes. */
  readonly w: Uint8Array;
  readonly key: OrganizationKey;
  /** Holders' answers, at least the key's threshold. */
  readonly partials: readonly OrganizationPartial[];
  readonly accessId: Hex;
}

/**
 * Opens, for the reader named in the usage entry, a capsule that was re-encrypted to an organisation: `K = Π V_i^λ_i`. Proofs are
 * verified only when the part does not open.
 * @throws {VerificationError} `PARTIALS_FALSE` with `facts.liars` when too few honest answers are left, `CAPSULE_UNOPENABLE`.
 * @throws {InvalidInputError} `PARTIALS_TOO_FEW` and for malformed input.
 */
export function openForOrganization(parameters: OpenForOrganizationParameters): Uint8Array {
  const { capsule, context, w, key, partials, accessId } = parameters;
  assertThreshold(key.threshold, key.commitments.length);
  assertIndices(partials.map(({ index }) => index));
  return openOptimistically({
    partials,
    threshold: key.threshold,
    open: (chosen) => {
      const values = chosen.map(({ index, v }) => ({ index, element: decodeGt(v, "v") }));
      const k = encodeGt(interpolateAtZero(values, FR_ORDER, GT_OPERATIONS));
      return openWithSharedKey({ capsule, context, k });
    },
    check: () => {
      verifyOrganizationKey(key);
      decodeGt(w, "w");
    },
    verify: (partial) => verifyUnwrapPartial({ key, partial, w, accessId }),
  });
}
