import { z } from "zod";
import {
  bytes32Schema,
  chainIdSchema,
  documentBytes,
  fromHex,
  type Hex,
  hexUpTo,
  LIMITS,
  parseStoredJson,
  readAllBytes,
  signedDocument,
  signedDocumentSchema,
  storeJson,
  timestampSchema,
  toHex,
  uint32Schema,
  utf8,
} from "../codec/index.ts";
import {
  addressOf,
  requireSignature,
  sign,
  type SignatureCheck,
  type Signer,
  typed,
} from "../eip712/index.ts";
import { type Identities, openMessage, sealMessage } from "../envelope/index.ts";
import { InvalidInputError, MedLatticeError, VerificationError } from "../errors/index.ts";
import { identityDomain, type IdentityAt } from "../identity/index.ts";
import { recordEvidenceSchema } from "../record/index.ts";

/** What a copy may unpack to: a hostile one must not fill the reader's memory. */
const MAX_UNPACKED_BYTES = 67_108_864;
/** Packed; with evidence and seal it fits a mailbox. */
const MAX_PACKED_BYTES = 229_376;

/** A record shown in part, with all that proves it. */
export const redactedCopySchema = z.strictObject({
  format: z.literal("medlattice/redacted-copy/v1"),
  /** Where sender and recipient know each other. */
  chainId: chainIdSchema,
  sender: bytes32Schema,
  recipient: bytes32Schema,
  time: timestampSchema,
  title: z.string().refine((text) => utf8(text).length <= LIMITS.labelBytes),
  words: z.string().refine((text) => utf8(text).length <= LIMITS.statementTextBytes),
  record: z.strictObject({ chainId: chainIdSchema, recordId: bytes32Schema, version: uint32Schema }),
  evidence: recordEvidenceSchema,
  /** `medlattice/redacted-record/v1`, by gzip (RFC 1952). */
  redacted: hexUpTo(MAX_PACKED_BYTES),
});

const sealedSchema = z.strictObject({
  format: z.literal("medlattice/signed-redacted-copy/v1"),
  signed: signedDocumentSchema,
});

/** A copy with the redacted record as it is. */
export type RedactedCopy = Omit<z.infer<typeof redactedCopySchema>, "format" | "redacted"> & {
  readonly redacted: Uint8Array;
};

/**
 * Signs a copy as `Notice` and seals it to each recipient.
 * @throws InvalidInputError REDACTED_COPY_TOO_LARGE
 */
export async function sealRedactedCopy(options: {
  readonly at: IdentityAt;
  readonly copy: RedactedCopy;
  readonly signer: Signer;
  /** age recipients, one message for each. */
  readonly recipients: readonly string[];
}): Promise<readonly Hex[]> {
  const { at, copy, signer, recipients } = options;
  const packed = await gzip(copy.redacted);
  if (packed.length > MAX_PACKED_BYTES) {
    throw new InvalidInputError(
      "REDACTED_COPY_TOO_LARGE",
      "What is to be given away does not fit a message.",
      {
        facts: { sizeBytes: packed.length, limitBytes: MAX_PACKED_BYTES },
        hints: ["Hide more of it, for example images and long texts, or give access to the record instead."],
      },
    );
  }
  const stored = storeJson(redactedCopySchema, {
    ...copy,
    format: "medlattice/redacted-copy/v1",
    redacted: toHex(packed),
  });
  const account = addressOf(signer);
  const { sender, recipient } = copy;
  const message = { sender, signer: account, recipient, noticeHash: stored.hash };
  const signature = await sign(signer, typed("Notice", identityDomain(at), message));
  const signed = signedDocument(stored.bytes, account, signature);
  return Promise.all(
    recipients.map((each) =>
      sealMessage({
        schema: sealedSchema,
        message: { format: "medlattice/signed-redacted-copy/v1", signed },
        recipients: [each],
      }),
    ),
  );
}

/**
 * Opens a copy and checks its sender's signature. What it shows is not verified yet.
 * @throws VerificationError REDACTED_COPY_MISMATCH (facts.member) | REDACTED_COPY_DAMAGED | SIGNATURE_INVALID | SEALED_MESSAGE_*
 */
export async function openRedactedCopy(options: {
  readonly at: IdentityAt;
  readonly sealed: Hex;
  readonly identity: Identities;
  /** The reader's own pseudonym: the recipient, or the sender who keeps a copy. */
  readonly reader: Hex;
  readonly check?: SignatureCheck;
}): Promise<{ readonly copy: RedactedCopy; readonly signer: Hex }> {
  const { at, sealed, identity, reader, check } = options;
  const { value } = await openMessage({ schema: sealedSchema, sealed, identity });
  const { signer, signature } = value.signed;
  const parsed = parseStoredJson(redactedCopySchema, documentBytes(value.signed));
  const { format: _format, redacted, ...copy } = parsed.value;
  if (copy.chainId !== at.chainId) throw mismatch("chainId");
  if (copy.recipient !== reader && copy.sender !== reader) throw mismatch("recipient");
  const { recordId, version } = copy.evidence.state;
  if (copy.record.recordId !== recordId) throw mismatch("recordId");
  if (copy.record.version !== version) throw mismatch("version");
  const { sender, recipient } = copy;
  await requireSignature({
    data: typed("Notice", identityDomain(at), { sender, signer, recipient, noticeHash: parsed.hash }),
    signer,
    signature,
    ...(check === undefined ? {} : { check }),
  });
  return { copy: { ...copy, redacted: await gunzip(fromHex(redacted)) }, signer };
}

async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const packed = new Blob([Uint8Array.from(bytes)]).stream().pipeThrough(new CompressionStream("gzip"));
  return readAllBytes(packed, Number.MAX_SAFE_INTEGER);
}

async function gunzip(packed: Uint8Array): Promise<Uint8Array> {
  try {
    const bytes = new Blob([Uint8Array.from(packed)]).stream().pipeThrough(new DecompressionStream("gzip"));
    return await readAllBytes(bytes, MAX_UNPACKED_BYTES);
  } catch (error) {
    if (error instanceof MedLatticeError) throw error;
    throw new VerificationError("REDACTED_COPY_DAMAGED", "The copy cannot be unpacked.");
  }
}

function mismatch(member: string): VerificationError {
  return new VerificationError("REDACTED_COPY_MISMATCH", "The copy was not made for this person or record.", {
    facts: { member },
  });
}
