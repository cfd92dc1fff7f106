import { z } from "zod";
import { signedDocument } from "./manifests.ts";
import { bytes32, hexBytes, unixSeconds } from "./primitives.ts";

/** A ceremony, request or share as text: what was hashed. */
const DOCUMENT_CHARACTERS = 65_536;
const documentText = z.string().min(2).max(DOCUMENT_CHARACTERS);
const officerIndex = z.int().min(1).max(16);

export const ceremonyBody = z.strictObject({ document: documentText });
export const custodySignedBody = z.strictObject({ signed: signedDocument });
export const custodyComplaintBody = z.strictObject({
  /** The share's document, which its dealer bound itself to. */
  share: documentText,
});

const officerDocument = z.object({ index: officerIndex, signed: signedDocument });

/** `collecting` contributions, `confirming` them, `proving` possession of the key, `ready` to be registered. */
export const ceremonyStatus = z.enum([
  "collecting",
  "confirming",
  "proving",
  "ready",
  "aborted",
  "cancelled",
]);

export const ceremonyEntry = z.object({
  ceremony: bytes32,
  document: documentText,
  status: ceremonyStatus,
  contributions: z.array(officerDocument),
  confirmations: z.array(officerDocument),
  /** The officer that was proved to have lied, when that ended the ceremony. */
  liar: officerIndex.nullable(),
  /** Requests for the proofs of possession, one for each chain. */
  possessions: z.array(z.object({ chainId: z.int(), requestId: bytes32, proof: hexBytes(64).nullable() })),
  createdAt: unixSeconds,
});
export const ceremoniesReply = z.object({ items: z.array(ceremonyEntry) });

/** Managers of the institution, whom officers are chosen from. */
export const custodyManager = z.object({
  personId: bytes32,
  /** In good standing, as the oracle's index knows it. */
  isActive: z.boolean(),
  /** What the manager is called, over its own signature; null until it has said so. */
  introduction: signedDocument.nullable(),
});
export const custodyManagersReply = z.object({ items: z.array(custodyManager) });

/** Who holds the trapdoor of the key that is registered now. */
export const custodyReply = z.object({
  mode: z.enum(["single", "officers", "none"]),
  officers: z
    .object({ ceremony: bytes32, threshold: z.int(), officers: z.array(bytes32), h1: hexBytes(64) })
    .nullable(),
});

const nonceCommitment = z.strictObject({ index: officerIndex, hiding: bytes32, binding: bytes32 });
export const nonceCommitmentBody = nonceCommitment.omit({ index: true });
export const signatureShareBody = z.strictObject({ z: bytes32 });

export const custodyAttempt = z.object({
  number: z.int().positive(),
  commitments: z.array(nonceCommitment),
  shares: z.array(z.object({ index: officerIndex, z: bytes32 })),
  /** Somebody of it lied or began anew, so that it can come to nothing. */
  isOver: z.boolean(),
});

/** `open` until enough officers have signed, or so many have declined that they cannot. */
export const custodyRequestStatus = z.enum(["open", "signed", "declined", "cancelled"]);

export const custodyRequestEntry = z.object({
  requestId: bytes32,
  ceremony: bytes32,
  document: documentText,
  status: custodyRequestStatus,
  decisions: z.array(officerDocument),
  /** Officers with a commitment that no attempt has used yet. */
  waiting: z.array(officerIndex),
  attempts: z.array(custodyAttempt),
  /** Officers whose part of a signature was false. */
  liars: z.array(officerIndex),
  proof: hexBytes(128).nullable(),
  createdAt: unixSeconds,
});
export const custodyRequestsQuery = z.strictObject({
  status: custodyRequestStatus.optional(),
  limit: z.coerce.number().pipe(z.int().min(1).max(50)).default(20),
  cursor: z.coerce.number().pipe(z.int().nonnegative()).optional(),
});
export const custodyRequestPage = z.object({
  items: z.array(custodyRequestEntry),
  next: z.int().nullable(),
});

export type CustodyManagerEntry = z.infer<typeof custodyManager>;
export type CeremonyEntry = z.infer<typeof ceremonyEntry>;
export type CeremonyStatus = z.infer<typeof ceremonyStatus>;
export type CustodyState = z.infer<typeof custodyReply>;
export type CustodyAttempt = z.infer<typeof custodyAttempt>;
export type CustodyRequestEntry = z.infer<typeof custodyRequestEntry>;
export type CustodyRequestStatus = z.infer<typeof custodyRequestStatus>;
