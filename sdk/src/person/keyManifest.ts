import { contractsOf } from "../chain/index.ts";
import { contractDomain } from "../eip712/index.ts";
import { MedLatticeError } from "../errors/index.ts";
import {
  createKeyManifest,
  discloseLeaf,
  type KeyDisclosure,
  keyManifestOf,
  keyManifestRoot,
  type SignedKeyManifest,
  verifyDisclosure,
} from "../keys/index.ts";
import { chainById } from "../network/index.ts";
import { homeOracle } from "./homeOracle.ts";
import { manifestPlanOf } from "./keyPlan.ts";
import type { Person } from "./person.ts";

const made = new WeakMap<Person, Map<number, Promise<SignedKeyManifest>>>();

/**
 * The person's published keys on a chain. All of it follows from the master key, so it is never stored; only the signature is
 * taken from what was published, and asked of the wallet for keys that have not been published yet.
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
  const domain = contractDomain({ contract: "IdentityRegistry", chainId, address: identityRegistry });
  const { master, keyPlan } = person;
  const parts = { master, personId, plan: manifestPlanOf(keyPlan, chainId), domain };
  return (await publishedManifest(person, parts)) ?? (await createKeyManifest({ ...parts, signer }));
}

/** What was signed and published before, so that the wallet is not asked for the same again; null when it is not this. */
async function publishedManifest(
  person: Person,
  parts: Omit<Parameters<typeof createKeyManifest>[0], "signer">,
): Promise<SignedKeyManifest | null> {
  const { personId, plan, domain } = parts;
  try {
    const { sealing } = await (await homeOracle(person, plan.chainId)).keys.own();
    const manifest = await keyManifestOf(parts);
    const root = keyManifestRoot(manifest);
    await verifyDisclosure({ disclosure: sealing, expected: { personId, root }, domain });
    const { signer, signature } = sealing;
    return { manifest, root, signer, signature };
  } catch (error) {
    if (error instanceof MedLatticeError) return null;
    throw error;
  }
}

/** The leaf that names what messages to this person are sealed to. */
export async function ownSealingLeaf(person: Person, chainId: number): Promise<KeyDisclosure> {
  return discloseLeaf(await ownKeyManifest(person, chainId), "sealing");
}
