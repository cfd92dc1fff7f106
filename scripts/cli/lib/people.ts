import type { Hex } from "@medlattice/sdk/codec";
import { InvalidInputError, MedLatticeError } from "@medlattice/sdk/errors";
import { consortiumOf, organizationById } from "@medlattice/sdk/network";
import {
  findGrantees,
  granteeById,
  institutionOf,
  searchDirectory,
  type SharedWith,
} from "@medlattice/sdk/person";
import type { ActingPerson } from "./openPerson.ts";
import type { KnownProfile } from "./profiles.ts";

/** Somebody a record can be shared with, and the chain of that pseudonym: the home of such a grant. */
export interface GranteeAt extends SharedWith {
  readonly chainId: number;
}

/** Somebody on one chain. */
export interface FoundPerson {
  readonly personId: Hex;
  readonly name: string;
}

const FULL_ID = /^0x[0-9a-f]{64}$/;

/**
 * A person on a chain as people name her: by a name in this machine's profiles or in the chain's directory, or by pseudonym.
 * @throws InvalidInputError `PERSON_UNKNOWN` | `PERSON_AMBIGUOUS`
 */
export async function findColleague(
  acting: ActingPerson,
  chainId: number,
  who: string,
): Promise<FoundPerson> {
  if (FULL_ID.test(who)) return { personId: toId(who), name: acting.names.person(toId(who)) };
  const local = onChain(acting.others, chainId).filter(({ personId, name }) => fits({ personId, name }, who));
  const listings = isHexPrefix(who) ? [] : await searchDirectory(acting.person, chainId, { words: who });
  const known = new Set(local.map(({ personId }) => personId));
  return onlyOne([...local, ...listings.filter(({ personId }) => !known.has(personId))], who);
}

/**
 * Whom a record of a private chain may be shared with: people of the institution itself by their pseudonym there, all others by that on
 * the consortium (rule 13). Keys are checked against the chain.
 *
 * @throws InvalidInputError `PERSON_UNKNOWN` | `PERSON_AMBIGUOUS`
 */
export async function findGrantee(
  acting: ActingPerson,
  recordChainId: number,
  who: string,
): Promise<GranteeAt> {
  const { person, network } = acting;
  const institution = institutionOf(network, recordChainId);
  const consortium = consortiumOf(network).chainId;
  const places = [recordChainId, consortium].filter((chainId) => isOn(acting, chainId));
  const candidates = new Map<Hex, GranteeAt>();
  for (const chainId of places) {
    const belongs = ({ organization }: SharedWith): boolean =>
      (chainId === recordChainId) === (organization === institution);
    const found = [...(await listedAt(acting, chainId, who)), ...(await knownAt(acting, chainId, who))];
    for (const grantee of found)
      if (belongs(grantee) && !candidates.has(grantee.id))
        candidates.set(grantee.id, { ...grantee, chainId });
  }
  const own = new Set(places.map((chainId) => person.pseudonymOn(chainId).personId));
  return onlyOne(
    [...candidates.values()].filter(({ id }) => !own.has(id)),
    who,
  );
}

async function listedAt(acting: ActingPerson, chainId: number, who: string): Promise<readonly SharedWith[]> {
  if (isHexPrefix(who)) return [];
  try {
    return await findGrantees(acting.person, chainId, who);
  } catch (error) {
    if (error instanceof MedLatticeError && error.code === "GRANTEE_UNKNOWN") return [];
    throw error;
  }
}

/** People of this machine's profiles, and a pseudonym that is written out. */
async function knownAt(acting: ActingPerson, chainId: number, who: string): Promise<readonly SharedWith[]> {
  const local = onChain(acting.others, chainId).filter((each) => fits(each, who));
  const spelled =
    FULL_ID.test(who) && local.length === 0
      ? [{ personId: toId(who), name: acting.names.person(toId(who)) }]
      : [];
  const found = await Promise.all(
    [...local, ...spelled].map(async ({ personId, name }) => {
      try {
        const grantee = await granteeById(acting.person, { chainId, personId, name });
        const { name: house } = organizationById(acting.network, grantee.organization);
        return [{ ...grantee, name: `${name}, ${house}` }];
      } catch (error) {
        // Nobody with keys has this pseudonym on this chain; perhaps on the other.
        if (error instanceof InvalidInputError) return [];
        throw error;
      }
    }),
  );
  return found.flat();
}

function onChain(profiles: readonly KnownProfile[], chainId: number): readonly FoundPerson[] {
  return profiles.flatMap(({ profile }) =>
    profile.pseudonyms.flatMap(({ chainId: on, personId }) =>
      on === chainId ? [{ personId, name: profile.name }] : [],
    ),
  );
}

function fits({ personId, name }: FoundPerson, who: string): boolean {
  if (isHexPrefix(who)) return personId.startsWith(who.replace("…", ""));
  const words = who.toLowerCase().split(/\s+/);
  return words.every((word) => name.toLowerCase().includes(word));
}

function isHexPrefix(text: string): boolean {
  return /^0x[0-9a-f]{4,64}…?$/.test(text);
}

function isOn({ profile }: ActingPerson, chainId: number): boolean {
  return profile.pseudonyms.some((pseudonym) => pseudonym.chainId === chainId);
}

function toId(text: string): Hex {
  return `0x${text.slice(2)}`;
}

function onlyOne<T extends { readonly name: string }>(found: readonly T[], who: string): T {
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (only === undefined) {
    throw new InvalidInputError("PERSON_UNKNOWN", `Nobody called “${who}” can be found.`, {
      hints: [
        "npx medlattice directory search shows the doctors who are listed.",
        "Ask for the pseudonym otherwise: npx medlattice profile show",
      ],
    });
  }
  throw new InvalidInputError("PERSON_AMBIGUOUS", `More than one person fits “${who}”.`, {
    hints: [`Which of these: ${found.map(({ name }) => name).join("; ")}?`],
  });
}
