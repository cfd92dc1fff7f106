import { Stanza, type Identity, type Recipient } from "age-encryption";
import { openAead, sealAead } from "../crypto/primitives/aead.ts";
import { VerificationError } from "../errors/index.ts";
import { stanzaKey, type RecordParts } from "./parts.ts";
import {
  differenceOf,
  parseStanzaArguments,
  stanzaArguments,
  STANZA_TYPE,
  type RecordRef,
} from "./record-ref.ts";

const NO_AAD = new Uint8Array(0);

/**
 * age recipient that wraps the file key under both parts, bound to the record and version.
 * @param onFileKey is told the key that the library has drawn
 */
export function partsRecipient(
  parts: RecordParts,
  record: RecordRef,
  onFileKey?: (fileKey: Uint8Array) => void,
): Recipient {
  return {
    wrapFileKey(fileKey) {
      onFileKey?.(fileKey.slice());
      const args = stanzaArguments(record);
      return [
        new Stanza(
          args,
          sealAead({ key: stanzaKey(parts, args.join(" ")), aad: NO_AAD, plaintext: fileKey }),
        ),
      ];
    },
  };
}

/**
 * age identity that opens our stanza, for exactly this record and version.
 * It throws ENVELOPE_STANZA_MISSING, ENVELOPE_WRONG_RECORD (facts name the member) or ENVELOPE_PARTS_REFUSED.
 */
export function partsIdentity(parts: RecordParts, record: RecordRef): Identity {
  return {
    unwrapFileKey(stanzas) {
      const stanza = requireStanza(stanzas);
      requireRecord(stanza, record);
      const args = stanzaArguments(record);
      try {
        return openAead({ key: stanzaKey(parts, args.join(" ")), aad: NO_AAD, sealed: stanza.body });
      } catch (error) {
        if (!(error instanceof VerificationError)) throw error;
        throw new VerificationError(
          "ENVELOPE_PARTS_REFUSED",
          "The two parts of the key do not open this file.",
          {
            hints: ["One of the parts is of another version or record, or the file's header was changed."],
          },
        );
      }
    },
  };
}

/** Exactly one stanza, and it is ours: a second one would be a way in that nobody agreed to. */
function requireStanza(stanzas: readonly Stanza[]): Stanza {
  const [stanza] = stanzas;
  if (stanza === undefined || stanzas.length !== 1 || stanza.args[0] !== STANZA_TYPE) {
    throw new VerificationError("ENVELOPE_STANZA_MISSING", "The file is not sealed the way a record is.", {
      facts: { stanzas: stanzas.length },
    });
  }
  return stanza;
}

function requireRecord(stanza: Stanza, expected: RecordRef): void {
  const actual = parseStanzaArguments(stanza.args);
  const member = actual === null ? "stanza" : differenceOf(actual, expected);
  if (member === null) return;
  throw new VerificationError("ENVELOPE_WRONG_RECORD", `The file is sealed for another ${NAMES[member]}.`, {
    facts: { member },
    hints: ["The store or a proxy handed out another file than the one asked for."],
  });
}

const NAMES: Record<keyof RecordRef | "stanza", string> = {
  chainId: "chain",
  registryId: "registry",
  recordId: "record",
  version: "version",
  stanza: "form of reference",
};
