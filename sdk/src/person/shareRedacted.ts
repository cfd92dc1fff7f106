import { contractsOf } from "../chain/index.ts";
import type { Hex } from "../codec/index.ts";
import { chooseFields, redact } from "../fields/index.ts";
import { sealingKey } from "../keys/index.ts";
import { sealRedactedCopy } from "../mail/index.ts";
import { chainById } from "../network/index.ts";
import { newId } from "../record/index.ts";
import { homeOracle } from "./homeOracle.ts";
import { ownFields } from "./ownFields.ts";
import type { Person } from "./person.ts";
import { institutionOf } from "./places.ts";
import { recipientOf } from "./recipientOf.ts";

export interface ShareRedactedOptions {
  /** Of the record. */
  readonly chainId: number;
  readonly recordId: Hex;
  /** Keys of what is hidden: see `chooseFields`. */
  readonly hide: readonly string[];
  /** A person on a chain where the patient is known too. */
  readonly grantee: { readonly chainId: number; readonly id: Hex };
  /** What it is, for the reader's list. */
  readonly title: string;
  readonly words?: string;
}

export interface SharedRedacted {
  readonly messageId: Hex;
  /** The copy in the patient's own mailbox. */
  readonly ownMessageId: Hex;
  readonly sizeBytes: number;
}

/**
 * Gives away a record with parts blacked out (rule 12): a sealed copy that its reader can verify against the chain. Unlike a grant it
 * cannot be withdrawn, ends never, and is not counted; that must be said before. The patient keeps a copy in her own mailbox
 * (`givenRedacted`).
 *
 * @throws InvalidInputError HIDING_UNKNOWN | REDACTION_NOT_FHIR | REDACTED_COPY_TOO_LARGE | RECORD_WITHOUT_FIELDS
 */
export async function shareRedacted(person: Person, options: ShareRedactedOptions): Promise<SharedRedacted> {
  const { chainId, recordId, hide, grantee, title, words = "" } = options;
  const institution = await person.oracle(institutionOf(person.network, chainId), chainId);
  const [{ document, reviewed }, evidence, recipient, own, oracle] = await Promise.all([
    ownFields(person, { chainId, recordId }),
    institution.records.evidence(recordId),
    recipientOf(person, grantee.chainId, grantee.id),
    sealingKey(person.master, person.keyPlan.receiveEpoch),
    homeOracle(person, grantee.chainId),
  ]);
  const redacted = redact(document, chooseFields(document, hide));
  const { personId: sender, signer } = person.pseudonymOn(grantee.chainId);
  const { identityRegistry } = contractsOf(chainById(person.network, grantee.chainId));
  const [copy = "0x", ownCopy = "0x"] = await sealRedactedCopy({
    at: { chainId: grantee.chainId, identityRegistry },
    copy: {
      chainId: grantee.chainId,
      sender,
      recipient: grantee.id,
      time: Math.floor(Date.now() / 1000),
      title,
      words,
      record: { chainId, recordId, version: reviewed.record.version },
      evidence,
      redacted,
    },
    signer,
    recipients: [recipient, own.recipient],
  });
  const [messageId, ownMessageId] = [newId(), newId()];
  // Her own first: what was given away and is not on her list would be worse than the other way round.
  await oracle.mailbox.send(sender, { messageId: ownMessageId, kind: "redacted-copy", sealed: ownCopy });
  await oracle.mailbox.send(grantee.id, { messageId, kind: "redacted-copy", sealed: copy });
  return { messageId, ownMessageId, sizeBytes: redacted.length };
}
