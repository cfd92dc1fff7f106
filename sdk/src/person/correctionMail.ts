import { contractsOf } from "../chain/index.ts";
import type { Hex } from "../codec/index.ts";
import { MedLatticeError } from "../errors/index.ts";
import type { IdentityAt } from "../identity/index.ts";
import { sealingKey } from "../keys/index.ts";
import { type CorrectionMail, openCorrectionMail, sealCorrectionMail } from "../mail/index.ts";
import { chainById } from "../network/index.ts";
import { newId } from "../record/index.ts";
import { checkThrough } from "./checkThrough.ts";
import { everyPage } from "./everyPage.ts";
import { homeOracle } from "./homeOracle.ts";
import { ownIdentities } from "./ownIdentities.ts";
import type { Person } from "./person.ts";
import { recipientOf } from "./recipientOf.ts";

type Written<T> = T extends CorrectionMail ? Omit<T, "chainId" | "sender" | "time"> : never;
/** A message without what the client fills in. */
export type CorrectionMailText = Written<CorrectionMail>;

/** A message that was opened, and whose sender has signed it. */
export type ReceivedCorrectionMail = CorrectionMail & {
  /** Hash of the message, which an answer names. */
  readonly hash: Hex;
  readonly messageId: Hex;
  readonly receivedAt: number;
  /** A copy of what this person has sent. */
  readonly isOwn: boolean;
};

/** Signs and seals a message about a record to somebody on a chain. @returns also the copy that its sender can read */
export async function sealCorrectionText(
  person: Person,
  chainId: number,
  text: CorrectionMailText,
): Promise<{ readonly sealed: Hex; readonly ownSealed: Hex; readonly hash: Hex }> {
  const { personId: sender, signer } = person.pseudonymOn(chainId);
  const time = Math.floor(Date.now() / 1000);
  const [recipient, own] = await Promise.all([
    recipientOf(person, chainId, text.recipient),
    sealingKey(person.master, person.keyPlan.receiveEpoch),
  ]);
  const { sealed: copies, hash } = await sealCorrectionMail({
    at: identityAt(person, chainId),
    mail: { ...text, chainId, sender, time },
    signer,
    recipients: [recipient, own.recipient],
  });
  const [sealed = "0x", ownSealed = "0x"] = copies;
  return { sealed, ownSealed, hash };
}

/** Sends such a message to the recipient's mailbox. @param isKept a copy stays in the sender's own @returns its hash */
export async function sendCorrectionMail(
  person: Person,
  chainId: number,
  text: CorrectionMailText,
  { isKept }: { readonly isKept: boolean },
): Promise<Hex> {
  const { sealed, ownSealed, hash } = await sealCorrectionText(person, chainId, text);
  const oracle = await homeOracle(person, chainId);
  // The sender's own first: what was said and is not on the own list would be worse than the other way round.
  if (isKept) {
    const { personId } = person.pseudonymOn(chainId);
    await oracle.mailbox.send(personId, { messageId: newId(), kind: "correction", sealed: ownSealed });
  }
  await oracle.mailbox.send(text.recipient, { messageId: newId(), kind: "correction", sealed });
  return hash;
}

/**
 * Messages about wrong and corrected records in this person's mailbox, newest first: from others, and copies of what this person has sent
 * (`isOwn`). What is not what it says is left out.
 */
export async function receivedCorrectionMail(
  person: Person,
  chainId: number,
): Promise<readonly ReceivedCorrectionMail[]> {
  const oracle = await homeOracle(person, chainId);
  const { personId } = person.pseudonymOn(chainId);
  const found: ReceivedCorrectionMail[] = [];
  const pages = everyPage((page: { readonly cursor?: number }) =>
    oracle.mailbox.list({ kind: "correction", ...page }),
  );
  for await (const { messageId, receivedAt } of pages) {
    const { sealed } = await oracle.mailbox.get(messageId);
    const opened = await openedMail(person, chainId, sealed);
    if (opened === null) continue;
    found.push({ ...opened, messageId, receivedAt, isOwn: opened.sender === personId });
  }
  return found;
}

/** A sealed message to this person, or a copy of one by this person; null when it is none, or its sender does not control who it says wrote it. */
export async function openedMail(
  person: Person,
  chainId: number,
  sealed: Hex,
): Promise<(CorrectionMail & { readonly hash: Hex }) | null> {
  const { personId: reader } = person.pseudonymOn(chainId);
  try {
    const { mail, hash, signer } = await openCorrectionMail({
      at: identityAt(person, chainId),
      sealed,
      identity: await ownIdentities(person),
      reader,
      check: checkThrough(person, chainId),
    });
    const isSender = await person.reader(chainId).isInGoodStanding(signer, mail.sender);
    return isSender ? { ...mail, hash } : null;
  } catch (error) {
    // Anybody may send something unreadable; it tells nothing of the others.
    if (error instanceof MedLatticeError && !error.retryable) return null;
    throw error;
  }
}

function identityAt(person: Person, chainId: number): IdentityAt {
  const { identityRegistry } = contractsOf(chainById(person.network, chainId));
  return { chainId, identityRegistry };
}
