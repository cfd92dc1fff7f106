import type { Listing } from "../client/index.ts";
import { InvalidInputError, VerificationError } from "../errors/index.ts";
import { readReceiveLeaf, readSealingLeaf, SUBJECT } from "../keys/index.ts";
import { organizationById } from "../network/index.ts";
import { searchDirectory } from "./directory.ts";
import type { SharedWith } from "./giveGrant.ts";
import type { Person } from "./person.ts";
import { verifiedLeaf } from "./verifiedLeaf.ts";

/** A doctor of the directory, as `giveGrant` takes one. */
export interface FoundGrantee extends SharedWith {
  readonly chainId: number;
  readonly specialty: string | null;
  /** The organisation compared the name with the identity it verified; otherwise it is only what the doctor says. */
  readonly isNameVerified: boolean;
}

/**
 * Finds doctors by name in the directory of a chain, with keys and organisation checked against the chain. Who does not pass is left
 * out: a listing comes from other oracles, and a false one must neither be used nor hide the others.
 *
 * @returns all that fit, to choose from
 * @throws InvalidInputError GRANTEE_UNKNOWN when nobody does
 */
export async function findGrantees(
  person: Person,
  chainId: number,
  name: string,
): Promise<readonly FoundGrantee[]> {
  const listings = await searchDirectory(person, chainId, { words: name });
  const grantees = await Promise.all(listings.map((listing) => checkedOrNull(person, listing)));
  const found = grantees.filter((grantee) => grantee !== null);
  if (found.length > 0) return found;
  throw new InvalidInputError("GRANTEE_UNKNOWN", `Nobody in the directory is called “${name}”.`, {
    hints: ["Only doctors who want to be found are listed; ask for the exact name."],
  });
}

async function checkedOrNull(person: Person, listing: Listing): Promise<FoundGrantee | null> {
  try {
    return await checked(person, listing);
  } catch (error) {
    if (error instanceof VerificationError) return null;
    throw error;
  }
}

async function checked(person: Person, listing: Listing): Promise<FoundGrantee> {
  const { chainId, personId, name, specialty, isNameVerified } = listing;
  const [receive, sealing, organization] = await Promise.all([
    verifiedLeaf(person, listing.receive),
    verifiedLeaf(person, listing.sealing),
    person.reader(chainId).organizationOf(personId),
  ]);
  const isTheirs = [listing.receive, listing.sealing].every((key) => key.personId === personId);
  // The proxy of the grantee's own organisation must not count (rule 6), so a false one would weaken the grant.
  if (!isTheirs || organization !== listing.organization) {
    throw new VerificationError("LISTING_FALSE", "The directory does not say what the chain does.");
  }
  return {
    kind: SUBJECT.person,
    id: personId,
    organization,
    y: readReceiveLeaf(receive),
    recipient: readSealingLeaf(sealing),
    name: `${name}, ${organizationById(person.network, organization).name}`,
    chainId,
    specialty,
    isNameVerified,
  };
}
