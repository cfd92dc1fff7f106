import type { Hex } from "../codec/index.ts";
import { type AccessQuery, openAccessRequest } from "../consent/index.ts";
import { MedLatticeError } from "../errors/index.ts";
import { everyItem, everyPage } from "./everyPage.ts";
import { homeOracle } from "./homeOracle.ts";
import { ownIdentities } from "./ownIdentities.ts";
import type { Person } from "./person.ts";

export interface ReceivedRequest {
  readonly requestId: Hex;
  readonly chainId: number;
  /** Pseudonym of who asks, as the chain has it. */
  readonly requester: Hex;
  /** The requester's organisation, as the chain has it. */
  readonly organization: Hex;
  /** Unix seconds of its block. */
  readonly time: number;
  /** What is asked for; null while the sealed message has not arrived or is not what was announced. */
  readonly query: AccessQuery | null;
}

/**
 * Who has asked this patient for access on a chain, newest first. The chain says that somebody asks; what for is in the mailbox, and
 * believed only when it has the hash that is on chain.
 */
export async function receivedRequests(person: Person, chainId: number): Promise<readonly ReceivedRequest[]> {
  const oracle = await homeOracle(person, chainId);
  const announced = await everyItem((page: { readonly cursor?: string }) => oracle.records.requests(page));
  if (announced.length === 0) return [];
  const messages = await sealedRequests(person, chainId);
  const reader = person.reader(chainId);
  return await Promise.all(
    announced.map(async ({ requestId, requester, requestHash, time }) => ({
      requestId,
      chainId,
      requester,
      organization: await reader.organizationOf(requester),
      time,
      query: await firstThatFits(messages, { requester, requestHash }, person),
    })),
  );
}

async function sealedRequests(person: Person, chainId: number): Promise<readonly Hex[]> {
  const oracle = await homeOracle(person, chainId);
  const sealed: Hex[] = [];
  const mail = everyPage((page: { readonly cursor?: number }) =>
    oracle.mailbox.list({ kind: "access-request", ...page }),
  );
  for await (const { messageId } of mail) sealed.push((await oracle.mailbox.get(messageId)).sealed);
  return sealed;
}

async function firstThatFits(
  messages: readonly Hex[],
  announced: { readonly requester: Hex; readonly requestHash: Hex },
  { master, keyPlan }: Person,
): Promise<AccessQuery | null> {
  const identity = await ownIdentities({ master, keyPlan });
  for (const sealed of messages) {
    try {
      return await openAccessRequest({ sealed, identity, ...announced });
    } catch (error) {
      if (!(error instanceof MedLatticeError)) throw error;
    }
  }
  return null;
}
