import { z } from "zod";
import {
  capacitySchema,
  nationalIdSchema,
  nullifierEvaluationSchema,
  nullifierRequestSchema,
  realIdentitySchema,
  voucherSchema,
} from "../../enrolment/index.ts";
import { enrollmentRequestSchema, issuedCredentialSchema } from "../../identity/index.ts";
import { bytes32, hexBytes, queryInteger, unixSeconds } from "./primitives.ts";

/** What a person tells the manager at the desk: 10 letters and digits without I, L, O, U. */
export const desk = { code: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{10}$/, "the 10 characters of the code") };

/** A pseudonym waiting at a desk. Who holds the token fetches the credential; who has the code may see what is asked for. */
export const deskRequestReply = z.object({ code: desk.code, token: bytes32, expiresAt: unixSeconds });
export const deskTokenBody = z.strictObject({ token: bytes32 });
export const deskAcceptanceBody = z.strictObject({ token: bytes32, controllerSignature: hexBytes(4096) });
export const deskRequestInfo = z.object({ request: enrollmentRequestSchema, expiresAt: unixSeconds });

export const pickupReply = z.object({
  /** `waiting` for the manager, `issued` and to be accepted by the person, `enrolled` on chain. */
  state: z.enum(["waiting", "issued", "enrolled"]),
  issued: issuedCredentialSchema.nullable(),
});

export const startEnrolmentBody = z.strictObject({
  /** 1 patient, 2 doctor, 4 staff, 5 capture station; managers and auditors are enrolled by the issuer key. */
  role: z.union([z.literal(1), z.literal(2), z.literal(4), z.literal(5)]),
  identity: realIdentitySchema,
});

export const startEnrolmentReply = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("started"), enrolmentId: z.uuid(), nullifier: bytes32 }),
  /** This real identity is on this chain already, under this pseudonym. */
  z.object({ outcome: z.literal("enrolled-already"), personId: bytes32 }),
]);

export const issueBody = z.strictObject({
  issued: issuedCredentialSchema,
  /** The desk request it answers; without one the credential is handed over by other means. */
  code: desk.code.optional(),
});

export const completionBody = z.strictObject({
  issued: issuedCredentialSchema,
  controllerSignature: hexBytes(4096),
});

export const enrolmentEntry = z.object({
  enrolmentId: z.uuid(),
  chainId: z.int(),
  role: z.int(),
  nullifier: bytes32,
  state: z.enum(["started", "issued", "enrolled"]),
  /** Null until the person is on chain. */
  personId: bytes32.nullable(),
  createdAt: unixSeconds,
});

export const enrolmentDetails = enrolmentEntry.extend({ identity: realIdentitySchema });
export const enrolmentsQuery = z.strictObject({
  limit: z.coerce.number().pipe(z.int().min(1).max(100)).default(50),
  cursor: queryInteger.optional(),
});
export const enrolmentsReply = z.object({ items: z.array(enrolmentEntry), next: z.int().nullable() });

export const lookupBody = z.strictObject({ id: nationalIdSchema, capacity: capacitySchema });
export const lookupReply = z.object({
  nullifier: bytes32,
  /** Null for somebody who is not on this chain. */
  personId: bytes32.nullable(),
  /** At an authority: the organisation whose voucher this person came with. */
  vouchedBy: bytes32.nullable(),
});

export const voucherBody = z.strictObject({
  /** Commitment of the holder's secret, from `newVoucherHolder`. */
  holder: bytes32,
  /** Which authority, where there are several. */
  authority: bytes32.optional(),
});
export const voucherReply = voucherSchema;

export const redemptionBody = z.strictObject({
  voucher: voucherSchema,
  holderSecret: bytes32,
  request: enrollmentRequestSchema,
});
export const redemptionReply = issuedCredentialSchema;

export const nullifierBody = nullifierRequestSchema;
export const peerNullifierBody = z.strictObject({
  chainId: z.int().positive(),
  capacity: capacitySchema,
  blinded: bytes32,
});
export const nullifierReply = nullifierEvaluationSchema;

export type DeskRequest = z.infer<typeof deskRequestReply>;
export type DeskRequestInfo = z.infer<typeof deskRequestInfo>;
export type Pickup = z.infer<typeof pickupReply>;
export type StartEnrolment = z.infer<typeof startEnrolmentBody>;
export type StartedEnrolment = z.infer<typeof startEnrolmentReply>;
export type EnrolmentEntry = z.infer<typeof enrolmentEntry>;
export type EnrolmentDetails = z.infer<typeof enrolmentDetails>;
export type EnrolmentPage = z.infer<typeof enrolmentsReply>;
export type IdentityLookup = z.infer<typeof lookupReply>;
