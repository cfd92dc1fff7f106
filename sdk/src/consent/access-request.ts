import { z } from "zod";
import {
  bytes32Schema,
  labelSchema,
  storeJson,
  timestampSchema,
  uint32Schema,
  type Hex,
} from "../codec/index.ts";
import { addressOf, digestOf, sign, typed, type MessageOf } from "../eip712/index.ts";
import { type Identities, openMessage, sealDocument } from "../envelope/index.ts";
import { VerificationError } from "../errors/index.ts";
import { newId } from "../record/index.ts";
import { consentDomain } from "./build-grant.ts";
import { statementSchema } from "./grant-schema.ts";
import { newNonce, type Signed, type Speaker } from "./statements.ts";

/** What somebody asks of a patient (M11); sealed to the patient, only its hash is on chain. */
export const accessQuerySchema = z.strictObject({
  format: z.literal("medlattice/access-request/v1"),
  requester: bytes32Schema,
  /** How the requester calls himself; the patient's client compares with what the registry knows. */
  name: labelSchema,
  reason: statementSchema.shape.purpose,
  scopeKind: z.int().min(1).max(3),
  /** Code of the category, for kind 2. */
  category: labelSchema.nullable(),
  actions: z.int().min(1).max(7),
  notAfter: timestampSchema,
  maxUses: uint32Schema,
  salt: bytes32Schema,
});

export type AccessQuery = z.infer<typeof accessQuerySchema>;

export interface PreparedAccessRequest extends Signed<MessageOf<"AccessRequest">> {
  readonly requestId: Hex;
  /** For the patient's inbox. */
  readonly sealed: Hex;
}

/** Asks a patient for access. `requestHash` is the hash of the stored query, which a salt keeps from being guessed. */
export async function prepareAccessRequest(
  speaker: Speaker,
  options: {
    readonly patient: Hex;
    readonly query: Omit<AccessQuery, "format" | "requester" | "salt">;
    /** age recipient of the patient. */
    readonly recipient: string;
    readonly deadline: number;
  },
): Promise<PreparedAccessRequest> {
  const { patient, query, recipient, deadline } = options;
  const stored = storeJson(accessQuerySchema, {
    format: "medlattice/access-request/v1",
    requester: speaker.personId,
    ...query,
    salt: newId(),
  });
  const message = {
    requester: speaker.personId,
    signer: addressOf(speaker.signer),
    patient,
    requestHash: stored.hash,
    nonce: newNonce(),
    deadline,
  };
  const data = typed("AccessRequest", consentDomain(speaker.home), message);
  const signature = await sign(speaker.signer, data);
  return { message, signature, requestId: digestOf(data), sealed: await sealDocument(stored, [recipient]) };
}

/**
 * The patient opens a request and compares it with what the chain says was asked.
 * @throws VerificationError ACCESS_REQUEST_MISMATCH | SEALED_MESSAGE_*
 */
export async function openAccessRequest(options: {
  readonly sealed: Hex;
  readonly identity: Identities;
  /** From the event `AccessRequested`. */
  readonly requester: Hex;
  readonly requestHash: Hex;
}): Promise<AccessQuery> {
  const { sealed, identity, requester, requestHash } = options;
  const { value, hash } = await openMessage({ schema: accessQuerySchema, sealed, identity });
  if (hash === requestHash && value.requester === requester) return value;
  throw new VerificationError("ACCESS_REQUEST_MISMATCH", "What was sent is not what was asked for on chain.");
}
