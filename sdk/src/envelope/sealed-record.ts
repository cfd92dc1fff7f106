import { LIMITS } from "../codec/index.ts";
import { parseStanzaArguments, type RecordRef } from "./record-ref.ts";

/** Bytes of a sealed file that are enough for `recordOfSealed`. */
export const SEALED_HEAD_BYTES = LIMITS.envelopeHeaderBytes;

/**
 * Which version of which record a sealed file is of, as the first stanza of its header says in clear; null when it says nothing of the kind.
 * Whether that is true, only its keys can tell (`open`); nobody can open a file as another version than it says.
 */
export function recordOfSealed(head: Uint8Array): RecordRef | null {
  const [, line = ""] = new TextDecoder("latin1").decode(head.subarray(0, SEALED_HEAD_BYTES)).split("\n", 2);
  return line.startsWith("-> ") ? parseStanzaArguments(line.slice(3).split(" ")) : null;
}
