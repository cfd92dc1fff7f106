import { z } from "zod";
import { LIMITS } from "../../codec/limits.ts";
import { keyDisclosureSchema } from "../../keys/key-manifest-schema.ts";
import { bytes32, hexBytes, unixSeconds } from "./primitives.ts";

/**
 * A person's published keys. The two leaves everyone needs are in clear; the manifest itself, which names every category, is
 * sealed to its owner, so the oracle learns no category (docs/decisions/0013).
 */
export const keyManifestBody = z.strictObject({
  receive: keyDisclosureSchema,
  sealing: keyDisclosureSchema,
  /** The whole manifest, sealed to its owner's sealing key. */
  sealed: hexBytes(LIMITS.sealedMessageBytes),
});

export const keyManifestReply = keyManifestBody.extend({ root: bytes32, storedAt: unixSeconds });
export const keyKind = z.enum(["receive", "sealing"]);
export const keyDisclosureReply = keyDisclosureSchema;

export type KeyManifestUpload = z.infer<typeof keyManifestBody>;
export type StoredKeyManifest = z.infer<typeof keyManifestReply>;
export type DisclosedKeyKind = z.infer<typeof keyKind>;
