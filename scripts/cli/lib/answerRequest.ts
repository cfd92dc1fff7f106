import { InvalidInputError } from "@medlattice/sdk/errors";
import { type ReceivedRequest, receivedRequests } from "@medlattice/sdk/person";
import { enrolledChains } from "./enrolledChains.ts";
import type { ActingPerson } from "./openPerson.ts";
import { pickById } from "./pick.ts";

/** Everybody who has asked the patient for access, newest first. */
export async function allRequests(acting: ActingPerson): Promise<readonly ReceivedRequest[]> {
  const chainIds = await enrolledChains(acting);
  const lists = await Promise.all(chainIds.map((chainId) => receivedRequests(acting.person, chainId)));
  return lists.flat().toSorted((a, b) => b.time - a.time);
}

/** What a request proposes for the grant that answers it. */
export interface Proposed {
  readonly requestId: ReceivedRequest["requestId"];
  /** Pseudonym of who asked. */
  readonly to: string;
  readonly category: string | null;
  readonly notAfter: number;
  readonly maxUses: number;
  readonly purpose: string;
}

/** @throws InvalidInputError `REQUEST_UNREADABLE` while what was asked for has not arrived */
export async function proposedBy(acting: ActingPerson, prefix: string): Promise<Proposed> {
  const { requestId, requester, query } = pickById(await allRequests(acting), prefix, {
    idOf: (request) => request.requestId,
    noun: "request",
    listCommand: "npx medlattice request list shows them.",
  });
  if (query === null) {
    throw new InvalidInputError("REQUEST_UNREADABLE", "What they ask for has not arrived.", {
      hints: [
        "They can ask again, or you give a grant without their request: --to and --category or --record.",
      ],
    });
  }
  const { name, category, notAfter, maxUses, reason } = query;
  // Nobody has verified it; the organisation that the preview names beside it is the chain's.
  acting.names.learn(requester, `${name} (as they call themselves)`);
  return { requestId, to: requester, category, notAfter, maxUses, purpose: reason };
}
