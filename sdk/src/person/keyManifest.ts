import { contractsOf } from "../chain/index.ts";
import { contractDomain } from "../eip712/index.ts";
import {
  createKeyManifest,
  discloseLeaf,
  type KeyDisclosure,
  type SignedKeyManifest,
} from "../keys/index.ts";
import { chainById } from "../network/index.ts";
import { manifestPlanOf } from "./keyPlan.ts";
import type { Person } from "./person.ts";

/**
 * The person's published keys on a chain. All of it follows from the master key, so it is made again rather than kept; only the
 * wallet's signature is asked for.
 */
export async function ownKeyManifest(person: Person, chainId: number): Promise<SignedKeyManifest> {
  const { personId, signer } = person.pseudonymOn(chainId);
  const { identityRegistry } = contractsOf(chainById(person.network, chainId));
  return await createKeyManifest({
    master: person.master,
    personId,
    plan: manifestPlanOf(person.keyPlan, chainId),
    domain: contractDomain({ contract: "IdentityRegistry", chainId, address: identityRegistry }),
    signer,
  });
}

/** The leaf that names what messages to this person are sealed to. */
export async function ownSealingLeaf(person: Person, chainId: number): Promise<KeyDisclosure> {
  return discloseLeaf(await ownKeyManifest(person, chainId), "sealing");
}
