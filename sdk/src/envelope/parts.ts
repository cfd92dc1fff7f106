import { concatBytes, utf8 } from "../codec/index.ts";
import { hkdfSha256 } from "../crypto/primitives/hkdf.ts";
import { InvalidInputError } from "../errors/index.ts";

/** Length of one part of a record's key. */
export const PART_BYTES = 32;

/** The two halves that together open a record (S3, DESIGN rule 4): neither opens it alone. */
export interface RecordParts {
  /** Held through the patient's capsules. */
  readonly patient: Uint8Array;
  /** Held through the institution's capsule. */
  readonly institution: Uint8Array;
}

/** Draws both parts of a new version of a record. */
export function newParts(): RecordParts {
  return {
    patient: globalThis.crypto.getRandomValues(new Uint8Array(PART_BYTES)),
    institution: globalThis.crypto.getRandomValues(new Uint8Array(PART_BYTES)),
  };
}

/** `HKDF-SHA256(ikm = part_P ‖ part_I, salt = "medlattice/parts/v1", info = the stanza's argument line)`. */
export function stanzaKey(parts: RecordParts, argumentLine: string): Uint8Array {
  if (parts.patient.length !== PART_BYTES || parts.institution.length !== PART_BYTES) {
    throw new InvalidInputError("PART_INVALID", `A part of a record's key has ${PART_BYTES} bytes.`);
  }
  return hkdfSha256({
    ikm: concatBytes(parts.patient, parts.institution),
    salt: utf8("medlattice/parts/v1"),
    info: utf8(argumentLine),
    lengthBytes: 32,
  });
}
