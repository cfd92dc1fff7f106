import { decodeCapsule, type Capsule, type CapsuleContext, type CapsuleKind } from "../crypto/index.ts";
import { VerificationError } from "../errors/index.ts";
import type { Manifest, ManifestContent } from "./schema.ts";

/** What a capsule of this content must be bound to. The sender is the capsule's own; who may send is checked by `verifyManifest`. */
export function capsuleContextOf(
  content: ManifestContent,
  capsule: Pick<Capsule, "kind" | "sender">,
): CapsuleContext {
  const { chainId, registryId, recordId, version } = content;
  return {
    chainId: BigInt(chainId),
    registryId,
    recordId,
    version,
    kind: capsule.kind,
    sender: capsule.sender,
  };
}

/**
 * The one capsule of a kind.
 * @throws VerificationError MANIFEST_CAPSULES_INVALID (facts.kind) when there is none or more than one.
 */
export function capsuleOf(manifest: Manifest, kind: CapsuleKind): Capsule {
  const found = findCapsules(manifest, kind);
  const [capsule] = found;
  if (capsule === undefined || found.length !== 1) throw capsulesInvalid(kind);
  return capsule;
}

/** All capsules of a kind. */
export function findCapsules(manifest: Manifest, kind: CapsuleKind): Capsule[] {
  return manifest.keys.capsules
    .filter((capsule) => capsule.kind === kind)
    .map((capsule) => decodeCapsule(capsule));
}

export function capsulesInvalid(kind: CapsuleKind): VerificationError {
  return new VerificationError(
    "MANIFEST_CAPSULES_INVALID",
    "The manifest has not exactly one capsule of a kind.",
    {
      facts: { kind },
      hints: [
        "A record that was confirmed by a mandate has a record capsule only once its patient has added it.",
      ],
    },
  );
}
