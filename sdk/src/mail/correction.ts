import { z } from "zod";
import {
  bytes32Schema,
  chainIdSchema,
  documentBytes,
  parseStoredJson,
  signedDocument,
  signedDocumentSchema,
  storeJson,
  timestampSchema,
  uint32Schema,
  utf8,
  type Hex,
} from "../codec/index.ts";
import {
  addressOf,
  requireSignature,
  sign,
  typed,
  type SignatureCheck,
  type Signer,
} from "../eip712/index.ts";
import { type Identities, openMessage, sealMessage } from "../envelope/index.ts";
import { VerificationError } from "../errors/index.ts";
import { identityDomain, type IdentityAt } from "../identity/index.ts";

const WORDS_BYTES = 16_384;
const between = {
  chainId: chainIdSchema,
  sender: bytes32Schema,
  recipient: bytes32Schema,
  time: timestampSchema,
  /** Whose record and which version it is about, on its own chain. */
  recordId: bytes32Schema,
  version: uint32Schema,
  words: z.string().refine((text) => utf8(text).length <= WORDS_BYTES, { error: "too long" }),
};

/** What people say to each other about a record that is wrong; signed by the sender and sealed to the recipient. */
export const correctionMailSchema = z.discriminatedUnion("format", [
  /** "This record is wrong": patient to doctor or doctor to patient. */
  z.strictObject({ format: z.literal("medlattice/correction-request/v1"), ...between }),
  /** An answer to that, or words beside a correction that was handed in or declined. */
  z.strictObject({
    format: z.literal("medlattice/correction-words/v1"),
    ...between,
    /** Hash of the request, or of the `Correction`. */
    about: bytes32Schema,
  }),
  /** To somebody who has read a former version: the record has been corrected, or its content erased. */
  z.strictObject({
    format: z.literal("medlattice/correction-notice/v1"),
    ...between,
    presentVersion: uint32Schema,
    kind: z.int().min(1).max(4),
    reason: z.int().min(1).max(6),
  }),
]);

export type CorrectionMail = z.infer<typeof correctionMailSchema>;

const sealedSchema = z.strictObject({
  format: z.literal("medlattice/signed-correction-mail/v1"),
  signed: signedDocumentSchema,
});

/**
 * Signs a message once and seals it to each recipient, of whom one may be the sender who keeps a copy: only they learn who wrote.
 * @returns its hash, which an answer names, and one sealed message for each recipient
 */
export async function sealCorrectionMail(options: {
  readonly at: IdentityAt;
  readonly mail: CorrectionMail;
  readonly signer: Signer;
  /** age recipients, one message for each. */
  readonly recipients: readonly string[];
}): Promise<{ readonly sealed: readonly Hex[]; readonly hash: Hex }> {
  const { at, mail, signer } = options;
  const stored = storeJson(correctionMailSchema, mail);
  const account = addressOf(signer);
  const { sender, recipient } = mail;
  const message = { sender, signer: account, recipient, noticeHash: stored.hash };
  const signature = await sign(signer, typed("Notice", identityDomain(at), message));
  const signed = signedDocument(stored.bytes, account, signature);
  const sealed = await Promise.all(
    options.recipients.map((each) =>
      sealMessage({
        schema: sealedSchema,
        message: { format: "medlattice/signed-correction-mail/v1", signed },
        recipients: [each],
      }),
    ),
  );
  return { sealed, hash: stored.hash };
}

/**
 * Opens a message and checks its signature. Left to the caller: that `signer` controls `mail.sender` on chain.
 * @throws VerificationError NOTICE_MISMATCH (facts.member) | SIGNATURE_INVALID | SEALED_MESSAGE_*
 */
export async function openCorrectionMail(options: {
  readonly at: IdentityAt;
  readonly sealed: Hex;
  readonly identity: Identities;
  /** The reader's own pseudonym: the recipient, or the sender who keeps a copy. A message between others, passed on, is refused. */
  readonly reader: Hex;
  readonly check?: SignatureCheck;
}): Promise<{ readonly mail: CorrectionMail; readonly hash: Hex; readonly signer: Hex }> {
  const { at, sealed, identity, reader, check } = options;
  const { value } = await openMessage({ schema: sealedSchema, sealed, identity });
  const { signer, signature } = value.signed;
  const { value: mail, hash } = parseStoredJson(correctionMailSchema, documentBytes(value.signed));
  if (mail.chainId !== at.chainId) throw mismatch("chainId");
  if (mail.recipient !== reader && mail.sender !== reader) throw mismatch("recipient");
  const { sender, recipient } = mail;
  await requireSignature({
    data: typed("Notice", identityDomain(at), { sender, signer, recipient, noticeHash: hash }),
    signer,
    signature,
    ...(check === undefined ? {} : { check }),
  });
  return { mail, hash, signer };
}

function mismatch(member: string): VerificationError {
  return new VerificationError("NOTICE_MISMATCH", "The message was not written to this person.", {
    facts: { member },
  });
}
