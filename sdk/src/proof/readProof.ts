import { parseStoredJson, storeJson } from "../codec/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { type Proof, proofSchema } from "./schema.ts";

/** A manifest may have a mebibyte, and twice that as a JSON string; all the rest are hashes. */
export const MOST_PROOF_BYTES = 4_194_304;

const WORDS: Readonly<Record<string, string>> = {
  DOCUMENT_TOO_LARGE: "It is larger than any proof.",
  DOCUMENT_NOT_UTF8: "It is no text.",
  DOCUMENT_NOT_JSON: "It is no JSON, or ends too early.",
  DOCUMENT_INVALID: "It is JSON, but not of the form of a proof.",
};

/**
 * Reads a proof file; nothing of it is believed yet.
 * @throws InvalidInputError `PROOF_UNREADABLE` with facts.reason: too large, truncated, or something else altogether
 */
export function readProof(bytes: Uint8Array): Proof {
  try {
    return parseStoredJson(proofSchema, bytes, MOST_PROOF_BYTES).value;
  } catch (cause) {
    if (!(cause instanceof InvalidInputError)) throw cause;
    const field = cause.facts["field"];
    throw new InvalidInputError(
      "PROOF_UNREADABLE",
      `This file is not a proof, or not all of one. ${WORDS[cause.code] ?? ""}`.trim(),
      {
        facts: { reason: cause.code, ...(field === undefined || field === "" ? {} : { field }) },
        hints: ["Ask whoever gave you the file for it again."],
        cause,
      },
    );
  }
}

/** The file's bytes. @throws InvalidInputError `DOCUMENT_INVALID` | `DOCUMENT_TOO_LARGE` */
export function writeProof(proof: Proof): Uint8Array {
  return storeJson(proofSchema, proof, MOST_PROOF_BYTES).bytes;
}
