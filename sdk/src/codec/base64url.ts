import { base64urlnopad } from "@scure/base";
import { InvalidInputError } from "../errors/index.ts";

/** Bytes as base64url without padding (RFC 4648 §5). */
export function toBase64Url(bytes: Uint8Array): string {
  return base64urlnopad.encode(bytes);
}

/**
 * Base64url without padding as bytes; only the canonical form is accepted (unused bits are zero), so that one byte
 * string has one text.
 * @throws InvalidInputError BASE64URL_INVALID | BASE64URL_LENGTH
 */
export function fromBase64Url(text: string, bytes?: number): Uint8Array {
  let decoded: Uint8Array;
  try {
    decoded = base64urlnopad.decode(text);
  } catch {
    throw new InvalidInputError("BASE64URL_INVALID", "A text is not base64url without padding.");
  }
  if (bytes !== undefined && decoded.length !== bytes) {
    throw new InvalidInputError(
      "BASE64URL_LENGTH",
      `A text holds ${decoded.length} bytes where ${bytes} are needed.`,
      {
        facts: { expectedBytes: bytes, actualBytes: decoded.length },
      },
    );
  }
  return decoded;
}
