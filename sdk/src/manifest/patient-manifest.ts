import type { Hex } from "../codec/index.ts";
import { CAPSULE_KIND, derivePublicX, encodeCapsule, sealPart, type CapsuleKind } from "../crypto/index.ts";
import { categoryScalar, recordScalar, type MasterKey } from "../keys/index.ts";
import type { Manifest } from "./schema.ts";

/**
 * The patient's next key version of a manifest: capsules of the patient's part under the category's and the record's scalars of
 * the given epochs, the institution's capsule and deal as they were, and no more copy for the author. Content stays untouched,
 * so no digest and no commitment changes (DESIGN rule 4).
 */
export function buildPatientManifest(options: {
  readonly previous: Manifest;
  readonly master: MasterKey;
  /** The patient's personId on the record's chain. */
  readonly patient: Hex;
  /** The patient's part, as opened from the category capsule. */
  readonly part: Uint8Array;
  readonly category: { readonly code: string; readonly epoch: number };
  readonly recordEpoch: number;
}): Manifest {
  const { previous, master, patient, part, category, recordEpoch } = options;
  const { chainId, registryId, recordId, version } = previous.content;
  const capsuleFor = (kind: CapsuleKind, epoch: number, scalar: bigint) =>
    encodeCapsule(
      sealPart({
        x: derivePublicX(scalar),
        part,
        epoch,
        context: { chainId: BigInt(chainId), registryId, recordId, version, kind, sender: patient },
      }),
    );
  const kept = previous.keys.capsules.filter(({ kind }) => kind === CAPSULE_KIND.institution);
  const present = previous.keys.capsules.find(
    ({ kind, epoch }) => kind === CAPSULE_KIND.category && epoch === category.epoch,
  );
  return {
    ...previous,
    keys: {
      keyVersion: previous.keys.keyVersion + 1,
      capsules: [
        present ??
          capsuleFor(
            CAPSULE_KIND.category,
            category.epoch,
            categoryScalar(master, category.code, category.epoch),
          ),
        capsuleFor(CAPSULE_KIND.record, recordEpoch, recordScalar(master, recordId, recordEpoch)),
        ...kept,
      ],
      institutionDeal: previous.keys.institutionDeal,
    },
  };
}
