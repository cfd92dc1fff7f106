import { z } from "zod";
import {
  addressSchema,
  ageRecipientSchema,
  bytes32Schema,
  chainIdSchema,
  COUNTS,
  hexOf,
  hexUpTo,
  labelSchema,
  signatureSchema,
  uint32Schema,
} from "../codec/index.ts";

/** One leaf: `keccak256(keccak256(abi.encode(kind, label, value, salt)))`. */
export const keyLeafSchema = z.strictObject({
  /** `receive`, `sealing`, `category`, `check`; unknown kinds are kept, so that later versions can add some. */
  kind: z.string().regex(/^[a-z][a-z-]{0,31}$/),
  label: labelSchema,
  value: hexUpTo(512),
  salt: bytes32Schema,
});

/** The owner's whole key manifest. It holds every salt, so it is shown to nobody: single leaves are (`discloseLeaf`). */
export const keyManifestSchema = z.strictObject({
  format: z.literal("medlattice/key-manifest/v1"),
  chainId: chainIdSchema,
  personId: bytes32Schema,
  epoch: uint32Schema,
  leaves: z.array(keyLeafSchema).min(1).max(COUNTS.keyLeaves),
});

/** One leaf shown to somebody, with its path and the owner's signature over the root. */
export const keyDisclosureSchema = z.strictObject({
  format: z.literal("medlattice/key-disclosure/v1"),
  chainId: chainIdSchema,
  personId: bytes32Schema,
  epoch: uint32Schema,
  root: bytes32Schema,
  leaf: keyLeafSchema,
  path: z.array(bytes32Schema).max(16),
  signer: addressSchema,
  signature: signatureSchema,
});

export type KeyLeaf = z.infer<typeof keyLeafSchema>;
export type KeyManifest = z.infer<typeof keyManifestSchema>;
export type KeyDisclosure = z.infer<typeof keyDisclosureSchema>;

/** What the leaves of the known kinds say. */
export const receiveValueSchema = hexOf(96);
export const sealingValueSchema = ageRecipientSchema;

/** A patient's key for one category of records. */
export interface CategoryKey {
  readonly code: string;
  /** On the manifest's chain. */
  readonly tag: `0x${string}`;
  /** X = g^a1, G1, 48 bytes. */
  readonly x: `0x${string}`;
  readonly epoch: number;
}
