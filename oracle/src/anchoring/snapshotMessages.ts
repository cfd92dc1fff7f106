import { hexBytes } from "@medlattice/sdk/client";
import { signatureSchema } from "@medlattice/sdk/codec";
import { snapshotAccountSchema, snapshotHeadSchema, vouchedSnapshotSchema } from "@medlattice/sdk/snapshot";
import { z } from "zod";

/** A hundred thousand accounts of some 170 bytes each; only organisations with a certificate get this far. */
export const SNAPSHOT_BYTES = 32 << 20;

/** What an institution hands to the authority: a whole snapshot, with what its salts come from. */
export const snapshotBody = z.strictObject({
  head: snapshotHeadSchema,
  /** By the institution's oracle. */
  signature: signatureSchema,
  accounts: z.array(snapshotAccountSchema).max(200_000),
  saltKey: hexBytes(32),
});

/** The authority's word, with the institution's own. */
export const snapshotReply = vouchedSnapshotSchema;

export type SnapshotBody = z.infer<typeof snapshotBody>;
