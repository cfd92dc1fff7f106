import { chainId } from "@medlattice/sdk/client";
import { addressSchema, bytes32Schema, chainIdSchema, signatureSchema } from "@medlattice/sdk/codec";
import { VerificationError } from "@medlattice/sdk/errors";
import { type AnchoredSnapshot, anchorHashOf, anchorSnapshots } from "@medlattice/sdk/proof";
import { vouchedSnapshotSchema } from "@medlattice/sdk/snapshot";
import type { Hex } from "viem";
import { z } from "zod";

/** An anchor before it is known on which public chain it goes: the same on all of them, as its hash is. */
export const anchorBodySchema = z.strictObject({
  network: bytes32Schema,
  sequence: z.int().min(1),
  previous: bytes32Schema,
  root: bytes32Schema,
  snapshots: z
    .array(z.strictObject({ chainId: chainIdSchema, sequence: z.int().min(1), root: bytes32Schema }))
    .min(1)
    .max(256),
});

export type AnchorBody = z.infer<typeof anchorBodySchema>;

const signaturesSchema = z.array(signatureSchema).min(1).max(101);

/** An anchor that enough stations have signed, for one public chain or several. */
export const signedAnchorSchema = z.strictObject({
  anchor: anchorBodySchema,
  signed: z
    .array(z.strictObject({ chainId: chainIdSchema, registry: addressSchema, signatures: signaturesSchema }))
    .min(1)
    .max(8),
  /** Public chains on which the teller has seen it for good. */
  final: z.array(chainIdSchema).max(8),
});

export type SignedAnchor = z.infer<typeof signedAnchorSchema>;

export const signRequest = z.strictObject({
  anchor: anchorBodySchema,
  chainId,
  /** The anchor before, for who has not heard of it; null before the first. */
  predecessor: signedAnchorSchema.nullable(),
});

export const signReply = z.strictObject({ signature: signatureSchema });

export const votedQuery = z.strictObject({ sequence: z.int().min(1) });
/** What a station has signed under a sequence. */
export const votedReply = z.strictObject({ anchor: anchorBodySchema.nullable() });

export const newsBody = z.strictObject({
  heads: z.array(vouchedSnapshotSchema).max(256),
  anchors: z.array(signedAnchorSchema).max(32),
});

export const newsQuery = z.strictObject({
  /** The last decided snapshot of each chain that one knows of. */
  heads: z.array(z.strictObject({ chainId, sequence: z.int().min(0) })).max(256),
  /** The newest anchor one knows of; 0 for none. */
  anchor: z.int().min(0),
});

export type News = z.infer<typeof newsBody>;
export type NewsQuery = z.infer<typeof newsQuery>;

/** Puts snapshots under the next anchor. */
export function makeAnchor(
  head: { readonly network: Hex; readonly sequence: number; readonly previous: Hex },
  snapshots: readonly AnchoredSnapshot[],
): AnchorBody {
  const sorted = snapshots.toSorted((a, b) => a.chainId - b.chainId);
  return { ...head, root: anchorSnapshots(sorted).root, snapshots: [...sorted] };
}

/** @throws VerificationError ANCHOR_ROOT_DIFFERS, InvalidInputError ANCHOR_INVALID */
export function requireAnchorRoot({ root, snapshots }: AnchorBody): void {
  if (anchorSnapshots(snapshots).root === root) return;
  throw new VerificationError(
    "ANCHOR_ROOT_DIFFERS",
    "The root is not that of the snapshots it is said to be of.",
  );
}

/** hashStruct(Anchor), which the next one names as previous. */
export function hashOfBody(anchor: AnchorBody): Hex {
  return anchorHashOf(placed(anchor, { chainId: 1, registry: `0x${"0".repeat(40)}` }));
}

/** The anchor as it is signed for one public chain. */
export function placed(
  { network, sequence, previous, root }: AnchorBody,
  { chainId: id, registry }: { readonly chainId: number; readonly registry: Hex },
) {
  return { chainId: id, registry, network, sequence, previous, root };
}
