import type { Hex } from "@medlattice/sdk/codec";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { consortiumOf, organizationById } from "@medlattice/sdk/network";
import {
  findGrantees,
  type FoundGrantee,
  homeOracle,
  giveGrant,
  institutionOf,
  ownGrants,
  type Person,
  withdrawGrant,
} from "@medlattice/sdk/person";
import { chainIdsOf, privateChainIdsOf } from "../chains.ts";
import { createNames } from "../names.ts";
import type { Session } from "../session/session.ts";
import { type GivenAccess, givenAccess } from "./given.ts";
import { grantsOf, type Reader, type Sharing, wordsOf } from "./sharing.ts";

/** What became of one signature. */
export interface Shared {
  readonly grantId: Hex;
  /** By name: organisations that hold their part of the key, and those that could not take it. */
  readonly holders: readonly string[];
  readonly missing: readonly string[];
}

/** What a patient can share: institutions with records, and kinds of records. */
export interface Shareable {
  readonly places: readonly { readonly chainId: number; readonly institution: string }[];
  readonly categories: readonly string[];
}

/** Who may read a patient's records (step 5; P4, M11, P21). */
export function grantVerbs(session: Session) {
  const names = createNames(session);
  const found = new Map<string, FoundGrantee>();
  session.onLeave(() => found.clear());

  function requireGrantee({ chainId, personId }: Sharing["reader"]): FoundGrantee {
    const grantee = found.get(`${chainId} ${personId}`);
    if (grantee !== undefined) return grantee;
    throw new InvalidInputError("GRANTEE_UNKNOWN", "Choose somebody of the directory first.");
  }

  return {
    /** All ever given, newest first. */
    async list(): Promise<readonly GivenAccess[]> {
      const person = session.person();
      const grants = await ownGrants(person, chainIdsOf(person));
      return await Promise.all(grants.map((grant) => givenAccess(person, names, grant)));
    },
    async shareable(): Promise<Shareable> {
      const person = session.person();
      const { network, keyPlan } = person;
      return {
        places: privateChainIdsOf(person).map((chainId) => ({
          chainId,
          institution: organizationById(network, institutionOf(network, chainId)).name,
        })),
        categories: keyPlan.categories.map(({ code }) => code),
      };
    },
    /**
     * People of the directories, each with keys and organisation checked. Whoever works where a record was written is found on that
     * institution's own chain, everybody else on the consortium, because that is where their access will be.
     */
    async search(words: string): Promise<readonly Reader[]> {
      const person = session.person();
      const lists = await Promise.all(
        chainIdsOf(person).map((chainId) => granteesOn(person, chainId, words)),
      );
      return lists
        .flat()
        .flatMap((grantee) => {
          const reader = readerOf(person, grantee);
          if (reader.places.length > 0) found.set(`${grantee.chainId} ${grantee.id}`, grantee);
          return reader.places.length > 0 ? [reader] : [];
        })
        .toSorted((a, b) => a.name.localeCompare(b.name));
    },
    /** What the wallet will show, in the same words. */
    async preview(sharing: Sharing): Promise<readonly string[]> {
      return wordsOf(sharing, requireGrantee(sharing.reader).name);
    },
    /** One grant for each scope, in order; `onDone` after each. @throws UnavailableError `DEAL_INCOMPLETE` */
    async give(sharing: Sharing, onDone: (done: number, total: number) => void): Promise<readonly Shared[]> {
      const person = session.person();
      const grants = grantsOf(sharing, requireGrantee(sharing.reader));
      const nameOf = (orgId: Hex) => organizationById(person.network, orgId).name;
      const shared: Shared[] = [];
      for (const grant of grants) {
        const { grant: signed, dealt, failed } = await giveGrant(person, grant);
        shared.push({
          grantId: signed.grantId,
          holders: dealt.map(nameOf),
          missing: failed.map(({ organization }) => nameOf(organization)),
        });
        onDone(shared.length, grants.length);
      }
      return shared;
    },
    /** For good. What was read before cannot be called back. */
    async withdraw({ chainId, grantId }: { readonly chainId: number; readonly grantId: Hex }): Promise<void> {
      const person = session.person();
      const { blockNumber } = await withdrawGrant(person, { chainId, grantId });
      // So that what is looked at next shows it.
      await (await homeOracle(person, chainId)).records.grants({ limit: 1, atLeastBlock: blockNumber });
    },
  };
}

async function granteesOn(person: Person, chainId: number, words: string): Promise<readonly FoundGrantee[]> {
  try {
    return await findGrantees(person, chainId, words);
  } catch (error) {
    if (error instanceof InvalidInputError && error.code === "GRANTEE_UNKNOWN") return [];
    throw error;
  }
}

function readerOf(person: Person, grantee: FoundGrantee): Reader {
  const { chainId, id, name, specialty, isNameVerified, organization } = grantee;
  const { network } = person;
  const isEverywhere = chainId === consortiumOf(network).chainId;
  const places = privateChainIdsOf(person).filter((place) =>
    isEverywhere ? institutionOf(network, place) !== organization : place === chainId,
  );
  return { chainId, personId: id, name, specialty, isNameVerified, places };
}
