import type { Hex } from "../codec/index.ts";
import {
  combineReencrypted,
  derivePublicY,
  openForOrganization,
  openReencrypted,
  type Capsule,
  type CapsuleContext,
  type OrganizationKey,
  type OrganizationPartial,
  type ReencryptionPartial,
} from "../crypto/index.ts";

/** A capsule with the partial results of exactly the threshold of proxies. */
export interface ReencryptedCapsule {
  readonly capsule: Capsule;
  readonly context: CapsuleContext;
  readonly partials: readonly ReencryptionPartial[];
  readonly threshold: number;
  readonly commitments: readonly Uint8Array[];
  readonly accessId: Hex;
}

/** Whoever holds the key that a grant was dealt to. */
export interface CapsuleOpener {
  /** Y, 96 bytes. */
  readonly y: Uint8Array;
  open(reencrypted: ReencryptedCapsule): Promise<Uint8Array>;
}

/** A person's own receive scalar. */
export function personOpener(b2: bigint): CapsuleOpener {
  return { y: derivePublicY(b2), open: async (reencrypted) => openReencrypted({ ...reencrypted, b2 }) };
}

/**
 * An organisation's key, held t-of-n (DESIGN rule 7): its holders answer for the person named in the usage entry and never see
 * content. `askHolders` gets what each of them needs to make W for itself.
 */
export function organizationOpener(options: {
  readonly key: OrganizationKey;
  readonly askHolders: (reencrypted: ReencryptedCapsule) => Promise<readonly OrganizationPartial[]>;
}): CapsuleOpener {
  const { key, askHolders } = options;
  return {
    y: key.y,
    async open(reencrypted) {
      const { capsule, context, partials, threshold, commitments, accessId } = reencrypted;
      const { x, c1 } = capsule;
      const w = combineReencrypted({ x, c1, partials, threshold, commitments, y: key.y, accessId });
      return openForOrganization({
        capsule,
        context,
        w,
        key,
        partials: await askHolders(reencrypted),
        accessId,
      });
    },
  };
}
