import { contractsOf } from "../chain/index.ts";
import type { Hex } from "../codec/index.ts";
import { MedLatticeError } from "../errors/index.ts";
import { openRedactedCopy, type RedactedCopy } from "../mail/index.ts";
import { chainById } from "../network/index.ts";
import { checkThrough } from "./checkThrough.ts";
import { everyPage } from "./everyPage.ts";
import { homeOracle } from "./homeOracle.ts";
import { ownIdentities } from "./ownIdentities.ts";
import type { Person } from "./person.ts";

/** A record shown in part, as it lies in a mailbox. Its sender has signed it; `verifyRedacted` says what it is worth. */
export interface ReceivedRedacted {
  readonly messageId: Hex;
  /** Unix seconds. */
  readonly receivedAt: number;
  readonly copy: RedactedCopy;
}

/** Copies that patients have given to this person on a chain, newest first. */
export async function receivedRedacted(
  person: Person,
  chainId: number,
): Promise<readonly ReceivedRedacted[]> {
  const { personId } = person.pseudonymOn(chainId);
  return (await copiesOf(person, chainId)).filter(({ copy }) => copy.recipient === personId);
}

/** Copies that this patient has given away on a chain, on whatever device, newest first. */
export async function givenRedacted(person: Person, chainId: number): Promise<readonly ReceivedRedacted[]> {
  const { personId } = person.pseudonymOn(chainId);
  return (await copiesOf(person, chainId)).filter(({ copy }) => copy.sender === personId);
}

async function copiesOf(person: Person, chainId: number): Promise<ReceivedRedacted[]> {
  const oracle = await homeOracle(person, chainId);
  const found: ReceivedRedacted[] = [];
  const pages = everyPage((page: { readonly cursor?: number }) =>
    oracle.mailbox.list({ kind: "redacted-copy", ...page }),
  );
  for await (const { messageId, receivedAt } of pages) {
    const { sealed } = await oracle.mailbox.get(messageId);
    const copy = await opened(person, chainId, sealed);
    if (copy !== null) found.push({ messageId, receivedAt, copy });
  }
  return found;
}

/** Null when it is no copy for this person, or its signer does not control who it says gave it. */
async function opened(person: Person, chainId: number, sealed: Hex): Promise<RedactedCopy | null> {
  const { personId: reader } = person.pseudonymOn(chainId);
  const { identityRegistry } = contractsOf(chainById(person.network, chainId));
  try {
    const { copy, signer } = await openRedactedCopy({
      at: { chainId, identityRegistry },
      sealed,
      identity: await ownIdentities(person),
      reader,
      check: checkThrough(person, chainId),
    });
    return (await person.reader(chainId).isInGoodStanding(signer, copy.sender)) ? copy : null;
  } catch (error) {
    // Anybody may send something unreadable; it tells nothing of the others.
    if (error instanceof MedLatticeError && !error.retryable) return null;
    throw error;
  }
}
