import { contractsOf } from "../chain/index.ts";
import { identityDomain } from "../identity/index.ts";
import { type KeyDisclosure, type KeyLeaf, verifyDisclosure } from "../keys/index.ts";
import { chainById } from "../network/index.ts";
import type { Person } from "./person.ts";

/**
 * A published key that an oracle handed out, checked against the root that its owner has on chain: an oracle cannot put its own key
 * in the place of somebody's.
 *
 * @throws VerificationError KEY_DISCLOSURE_* | SIGNATURE_INVALID
 */
export async function verifiedLeaf(person: Person, disclosure: KeyDisclosure): Promise<KeyLeaf> {
  const { chainId, personId } = disclosure;
  return await verifyDisclosure({
    disclosure,
    expected: { personId, root: await person.reader(chainId).keyManifestRootOf(personId) },
    domain: identityDomain({
      chainId,
      identityRegistry: contractsOf(chainById(person.network, chainId)).identityRegistry,
    }),
  });
}
