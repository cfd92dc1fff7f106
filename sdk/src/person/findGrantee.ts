import { InvalidInputError } from "../errors/index.ts";
import { readReceiveLeaf, readSealingLeaf, SUBJECT } from "../keys/index.ts";
import { organizationById } from "../network/index.ts";
import type { SharedWith } from "./giveGrant.ts";
import type { Person } from "./person.ts";
import { verifiedLeaf } from "./verifiedLeaf.ts";

/**
 * Finds doctors by name in the directory of a chain, with keys checked against the chain.
 * @returns all that fit, to choose from
 * @throws InvalidInputError GRANTEE_UNKNOWN when nobody does
 */
export async function findGrantees(
  person: Person,
  chainId: number,
  name: string,
): Promise<readonly SharedWith[]> {
  const oracle = await person.oracle(person.organization, chainId);
  const { items } = await oracle.directory.search({ q: name });
  if (items.length === 0) {
    throw new InvalidInputError("GRANTEE_UNKNOWN", `Nobody in the directory is called “${name}”.`, {
      hints: ["Only doctors who want to be found are listed; ask for the exact name."],
    });
  }
  return await Promise.all(
    items.map(async (listing) => ({
      kind: SUBJECT.person,
      id: listing.personId,
      organization: listing.organization,
      y: readReceiveLeaf(await verifiedLeaf(person, listing.receive)),
      recipient: readSealingLeaf(await verifiedLeaf(person, listing.sealing)),
      name: `${listing.name}, ${organizationById(person.network, listing.organization).name}`,
    })),
  );
}
