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

const made = new WeakMap<Person, Map<number, Promise<SignedKeyManifest>>>();

/**
 * The person's published keys on a chain. All of it follows from the master key, so it is never stored; the wallet's signature is asked
 * for once in the life of a client.
 */
export async function ownKeyManifest(person: Person, chainId: number): Promise<SignedKeyManifest> {
  const known = made.get(person) ?? new Map<number, Promise<SignedKeyManifest>>();
  made.set(person, known);
  const manifest = known.get(chainId) ?? makeManifest(person, chainId);
  known.set(chainId, manifest);
  // Whoever refuses to sign is asked again the next time.
  manifest.catch(() => known.delete(chainId));
  return await manifest;
}

async function makeManifest(person: Person, chainId: number): Promise<SignedKeyManifest> {
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
