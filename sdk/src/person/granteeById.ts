import type { Hex } from "../codec/index.ts";
import { readReceiveLeaf, readSealingLeaf, SUBJECT } from "../keys/index.ts";
import type { SharedWith } from "./giveGrant.ts";
import { homeOracle } from "./homeOracle.ts";
import type { Person } from "./person.ts";
import { verifiedLeaf } from "./verifiedLeaf.ts";

/**
 * Somebody known by pseudonym on a chain, who need not be in the directory: keys and organisation as the chain has them.
 * @param options.name as the person at the client calls them; it stands in the grant's words
 */
export async function granteeById(
  person: Person,
  { chainId, personId, name }: { readonly chainId: number; readonly personId: Hex; readonly name: string },
): Promise<SharedWith> {
  const oracle = await homeOracle(person, chainId);
  const [receive, sealing] = await Promise.all([
    oracle.keys.of(personId, "receive"),
    oracle.keys.of(personId, "sealing"),
  ]);
  const [y, recipient] = await Promise.all([
    verifiedLeaf(person, { ...receive, personId, chainId }),
    verifiedLeaf(person, { ...sealing, personId, chainId }),
  ]);
  return {
    kind: SUBJECT.person,
    id: personId,
    organization: await person.reader(chainId).organizationOf(personId),
    y: readReceiveLeaf(y),
    recipient: readSealingLeaf(recipient),
    name,
  };
}
