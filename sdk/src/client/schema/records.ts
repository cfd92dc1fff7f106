import { z } from "zod";
import { address, bytes32, page, queryInteger, unixSeconds } from "./primitives.ts";

/** The record's state exactly as contracts take it (docs/wire-formats.md, "Record state"). */
export const recordState = z.object({
  recordId: bytes32,
  patient: bytes32,
  author: bytes32,
  institution: bytes32,
  treatmentId: bytes32,
  categoryTag: bytes32,
  commitment: bytes32,
  commitmentProof: bytes32,
  manifestHash: bytes32,
  keywordRoot: bytes32,
  stationRoot: bytes32,
  version: z.int(),
  sequence: z.int(),
  /** 1 proposed, 2 confirmed, 3 disputed, 4 erased. */
  status: z.int(),
});

/**
 * An entry of the index of records. It holds what `PatientDataEntity` (systems.md F5) does:
 * `dataMessageDigest` = `commitment` (binds the digest), `dataSaveUrl` = `manifestHash` (`GET /v1/manifests/…`),
 * `dataSignatureDoctor` = `proposal`, `dataSignaturePatient` = `confirmation` (signatures stand in those transactions),
 * `doctorPseudonymId` = `author`, `patientPseudonymId` = `patient`, `timestamp` = `proposal.time`, `treatmentId`.
 */
/** A label of the log of corrections: that a version was corrected, why and by whom. */
export const labelEntry = z.object({
  recordId: bytes32,
  /** The version it made. */
  version: z.int(),
  /** `IRecordCorrection.Kind` and `Reason`. */
  kind: z.int(),
  reason: z.int(),
  /** Who corrected it. */
  author: bytes32,
  time: unixSeconds,
  block: z.int(),
  txHash: bytes32,
  /** Place and hash in the label log, and its root with this leaf. */
  index: z.int(),
  leaf: bytes32,
  root: bytes32,
});
export type LabelEntry = z.infer<typeof labelEntry>;

export const recordEntry = z.object({
  chainId: z.int(),
  state: recordState,
  proposal: z.object({ time: unixSeconds, txHash: bytes32, signer: address }),
  confirmation: z
    .object({
      time: unixSeconds,
      txHash: bytes32,
      signer: address,
      /** The treatment mandate it was confirmed under, when it was. */
      mandateId: bytes32.nullable(),
      /** Place in the patient's account chain. */
      height: z.int(),
    })
    .nullable(),
  /** The last correction; null for a record that was never corrected. */
  label: labelEntry.nullable(),
  /** Whether the opening of the present version was challenged and does not hold. */
  isRefuted: z.boolean(),
});

export type RecordEntry = z.infer<typeof recordEntry>;

/**
 * One use of a grant: `DataUsageEntity` (systems.md F6), with `senderPseudonymId` = `grantor`, `receiverPseudonymId` = `reader`,
 * `timestamp` = `time`; `treatmentId` is null for a record of another chain.
 */
export const usageEntry = z.object({
  chainId: z.int(),
  accessId: bytes32,
  grantId: bytes32,
  grantor: bytes32,
  reader: bytes32,
  recordId: bytes32,
  version: z.int(),
  treatmentId: bytes32.nullable(),
  time: unixSeconds,
  block: z.int(),
  txHash: bytes32,
  requestHash: bytes32,
  /** 1 for the first use of the grant. */
  use: z.int(),
  /** Whether the record is registered on another chain. */
  foreign: z.boolean(),
  /** The version that the record has now where it is registered on this chain: a later one than `version` was corrected since. */
  presentVersion: z.int().nullable(),
  /** Whether its content was erased. */
  isErased: z.boolean(),
});

export type UsageEntry = z.infer<typeof usageEntry>;

export const grantEntry = z.object({
  chainId: z.int(),
  grantId: bytes32,
  grantor: bytes32,
  /** Null for a grant that was only withdrawn here, its home being elsewhere. */
  registered: unixSeconds.nullable(),
  notBefore: unixSeconds.nullable(),
  notAfter: unixSeconds.nullable(),
  /** 0: as often as needed. */
  maxUses: z.int().nullable(),
  used: z.int(),
  revoked: unixSeconds.nullable(),
});

export type GrantEntry = z.infer<typeof grantEntry>;

export const denialEntry = z.object({ chainId: z.int(), tag: bytes32, since: unixSeconds });

export const requestEntry = z.object({
  chainId: z.int(),
  requestId: bytes32,
  requester: bytes32,
  patient: bytes32,
  requestHash: bytes32,
  time: unixSeconds,
});

/** The account chain of a patient (systems.md P3): every confirmed record in order. */
export const accountReply = z.object({
  chainId: z.int(),
  head: bytes32,
  height: z.int(),
});

/** A list with the cursor of its next page. */
export function listOf<T extends z.ZodType>(entry: T) {
  return z.object({ items: z.array(entry), next: z.string().nullable() });
}

/** Wait until the index holds this block (that of one's own transaction, say) before answering. */
const atLeastBlock = queryInteger.optional();

export const listQuery = z.strictObject({ ...page, atLeastBlock });
export const recordsQuery = z.strictObject({
  ...page,
  atLeastBlock,
  as: z.enum(["patient", "author"]).default("patient"),
  treatmentId: bytes32.optional(),
  status: queryInteger.optional(),
});
export const usageQuery = z.strictObject({
  ...page,
  atLeastBlock,
  /** `sender`: my records were opened; `receiver`: I opened them. */
  as: z.enum(["sender", "receiver"]).default("sender"),
});
export const oneQuery = z.strictObject({ atLeastBlock });
