import { PermissionError } from "@medlattice/sdk/errors";
import { COVERED_WITHOUT_BODY, COVERED_WITH_BODY, SIGNATURE_ALGORITHM } from "@medlattice/sdk/client";

export interface ParsedSignature {
  /** Inner list with parameters, exactly as received: the last line of the signature base. */
  readonly parametersLine: string;
  readonly coversBody: boolean;
  readonly createdSeconds: number;
  readonly nonce: string;
  readonly keyId: string;
  /** r ‖ s, 64 bytes. */
  readonly signature: Buffer;
  /** 32 bytes, when the signature covers a body. */
  readonly contentSha256: Buffer | null;
}

const INPUT =
  /^([a-z][a-z0-9_-]{0,31})=(\(("[a-z@-]+"(?: "[a-z@-]+")*)\);created=([0-9]{1,12});nonce="([A-Za-z0-9_-]{16,64})";keyid="([A-Za-z0-9_-]{43})";alg="([a-z0-9-]+)")$/;
const SIGNATURE = /^([a-z][a-z0-9_-]{0,31})=:([A-Za-z0-9+/]{86}==):$/;
const DIGEST = /^sha-256=:([A-Za-z0-9+/]{43}=):$/;

type SignatureHeaders = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Reads the signature headers of RFC 9421 in the one form MedLattice uses; anything else is refused rather than
 * interpreted, so two readers cannot understand one request differently.
 * @throws PermissionError SIGNATURE_MISSING, SIGNATURE_MALFORMED
 */
export function parseSignatureHeaders(headers: SignatureHeaders): ParsedSignature {
  const { "signature-input": inputHeader, signature: signatureHeader } = headers;
  if (inputHeader === undefined || signatureHeader === undefined) {
    throw new PermissionError("SIGNATURE_MISSING", "This needs a signed request.", {
      hints: ["Log in, and sign each request with the session key."],
    });
  }
  const input = match(INPUT, inputHeader, "signature-input");
  const signature = match(SIGNATURE, signatureHeader, "signature");
  const [, label, parametersLine = "", covered, created, nonce = "", keyId = "", algorithm] = input;
  if (label !== signature[1]) throw malformed("signature");
  if (algorithm !== SIGNATURE_ALGORITHM) throw malformed("alg");
  const coversBody = covered === quoted(COVERED_WITH_BODY);
  if (!coversBody && covered !== quoted(COVERED_WITHOUT_BODY)) throw malformed("components");
  return {
    parametersLine,
    coversBody,
    createdSeconds: Number(created),
    nonce,
    keyId,
    signature: bytesOf(signature[2], "signature"),
    contentSha256: coversBody
      ? bytesOf(match(DIGEST, headers["content-digest"], "content-digest")[1], "content-digest")
      : null,
  };
}

/** Base64 whose unused bits are zero, so that one value has one text (RFC 4648 §3.5). */
function bytesOf(text = "", member: string): Buffer {
  const bytes = Buffer.from(text, "base64");
  if (bytes.toString("base64") !== text) throw malformed(member);
  return bytes;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(" ");
}

function match(pattern: RegExp, header: string | string[] | undefined, name: string): RegExpExecArray {
  const found = typeof header === "string" ? pattern.exec(header) : null;
  if (found === null) throw malformed(name);
  return found;
}

function malformed(member: string): PermissionError {
  return new PermissionError(
    "SIGNATURE_MALFORMED",
    "The request's signature headers do not have the agreed form.",
    {
      facts: { member },
    },
  );
}
