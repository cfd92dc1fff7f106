import type { z } from "zod";
import { InvalidInputError } from "../errors/index.ts";
import { utf8 } from "./bytes.ts";
import { keccak256 } from "./hash.ts";
import { toHex, type Hex } from "./hex.ts";
import { LIMITS } from "./limits.ts";

/**
 * A JSON document together with the bytes it is stored as. Hashes are taken over `bytes`; the value is never serialised
 * a second time, because key order, numbers and escapes need not come back the same.
 */
export interface StoredJson<T> {
  readonly bytes: Uint8Array;
  readonly value: T;
  /** keccak-256 of `bytes`. */
  readonly hash: Hex;
}

/**
 * Serialises a document once, for good.
 * @throws InvalidInputError DOCUMENT_INVALID | DOCUMENT_TOO_LARGE
 */
export function storeJson<T>(
  schema: z.ZodType<T>,
  value: T,
  limitBytes: number = LIMITS.documentBytes,
): StoredJson<T> {
  return parseStoredJson(schema, utf8(JSON.stringify(value)), limitBytes);
}

/**
 * Parses stored bytes: UTF-8 without byte order mark, JSON, then the schema.
 * @throws InvalidInputError DOCUMENT_TOO_LARGE | DOCUMENT_NOT_UTF8 | DOCUMENT_NOT_JSON | DOCUMENT_INVALID, the last with the
 *   path of the first wrong field and never its value.
 */
export function parseStoredJson<T>(
  schema: z.ZodType<T>,
  bytes: Uint8Array,
  limitBytes: number = LIMITS.documentBytes,
): StoredJson<T> {
  if (bytes.length > limitBytes) {
    throw new InvalidInputError("DOCUMENT_TOO_LARGE", `The document is larger than ${limitBytes} bytes.`, {
      facts: { limitBytes, sizeBytes: bytes.length },
    });
  }
  const result = schema.safeParse(parseJson(bytes));
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new InvalidInputError("DOCUMENT_INVALID", "The document does not have the form it must have.", {
      facts: { field: issue === undefined ? "" : fieldOf(issue), problem: issue?.code ?? "" },
    });
  }
  return { bytes, value: result.data, hash: toHex(keccak256(bytes)) };
}

function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new InvalidInputError("DOCUMENT_NOT_UTF8", "The document is not valid UTF-8.");
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidInputError("DOCUMENT_NOT_JSON", "The document is not valid JSON.");
  }
}

/** Names from our schema and positions only: an unknown key's name comes from the peer and may be anything. */
function fieldOf(issue: z.core.$ZodIssue): string {
  return issue.path.map(String).join(".");
}
