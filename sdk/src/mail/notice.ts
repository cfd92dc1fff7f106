import { z } from "zod";
import {
  bytes32Schema,
  chainIdSchema,
  documentBytes,
  LIMITS,
  parseStoredJson,
  signedDocument,
  signedDocumentSchema,
  storeJson,
  timestampSchema,
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

const words = (bytes: number) =>
  z.string().refine((text) => utf8(text).length <= bytes, { error: `longer than ${bytes} bytes` });

/** A few words from one person to another on one chain. */
export const noticeSchema = z.strictObject({
  format: z.literal("medlattice/notice/v1"),
  chainId: chainIdSchema,
  sender: bytes32Schema,
  recipient: bytes32Schema,
  time: timestampSchema,
  title: words(LIMITS.labelBytes),
  text: words(65_536),
  /** What it is about, by its id: an appointment, record, grant or request. */
  about: bytes32Schema.nullable(),
});

const sealedNoticeSchema = z.strictObject({
  format: z.literal("medlattice/signed-notice/v1"),
  signed: signedDocumentSchema,
});

export type Notice = z.infer<typeof noticeSchema>;

/** Signs a notice and seals it: only the reader learns who wrote. */
export async function sealNotice(options: {
  readonly at: IdentityAt;
  readonly notice: Omit<Notice, "format" | "chainId">;
  readonly signer: Signer;
  /** age recipient of the reader. */
  readonly recipient: string;
}): Promise<Hex> {
  const { at, notice, signer } = options;
  const stored = storeJson(noticeSchema, {
    format: "medlattice/notice/v1",
    chainId: at.chainId,
    ...notice,
  });
  const account = addressOf(signer);
  const { sender, recipient } = notice;
  const message = { sender, signer: account, recipient, noticeHash: stored.hash };
  const signature = await sign(signer, typed("Notice", identityDomain(at), message));
  return sealMessage({
    schema: sealedNoticeSchema,
    message: {
      format: "medlattice/signed-notice/v1",
      signed: signedDocument(stored.bytes, account, signature),
    },
    recipients: [options.recipient],
  });
}

/**
 * Opens a notice and checks its signature. Left to the caller: that `signer` controls `notice.sender` on chain.
 * @throws VerificationError NOTICE_MISMATCH (facts.member) | SIGNATURE_INVALID | SEALED_MESSAGE_*
 */
export async function openNotice(options: {
  readonly at: IdentityAt;
  readonly sealed: Hex;
  readonly identity: Identities;
  /** The reader's own pseudonym: a notice to somebody else, passed on, is refused. */
  readonly recipient: Hex;
  readonly check?: SignatureCheck;
}): Promise<{ readonly notice: Notice; readonly signer: Hex }> {
  const { at, sealed, identity, check } = options;
  const { value } = await openMessage({ schema: sealedNoticeSchema, sealed, identity });
  const { signer, signature } = value.signed;
  const { value: notice, hash } = parseStoredJson(noticeSchema, documentBytes(value.signed));
  if (notice.chainId !== at.chainId) throw mismatch("chainId");
  if (notice.recipient !== options.recipient) throw mismatch("recipient");
  const { sender, recipient } = notice;
  await requireSignature({
    data: typed("Notice", identityDomain(at), { sender, signer, recipient, noticeHash: hash }),
    signer,
    signature,
    ...(check === undefined ? {} : { check }),
  });
  return { notice, signer };
}

function mismatch(member: string): VerificationError {
  return new VerificationError("NOTICE_MISMATCH", "The notice was not written to this person.", {
    facts: { member },
  });
}
