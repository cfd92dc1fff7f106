import { keyManifestLeaf, merkleRoot } from "../crypto/index.ts";
import type { Hex } from "../codec/index.ts";
import { keyLeaves } from "../keys/index.ts";
import { manifestPlanOf } from "./keyPlan.ts";
import type { Person } from "./person.ts";

/** Whether a pseudonym has published this person's present keys: nobody else's master key gives that root. */
export async function carriesKeys(
  person: Person,
  { chainId, personId }: { readonly chainId: number; readonly personId: Hex },
): Promise<boolean> {
  const [leaves, root] = await Promise.all([
    keyLeaves(person.master, manifestPlanOf(person.keyPlan, chainId)),
    person.reader(chainId).keyManifestRootOf(personId),
  ]);
  return merkleRoot(leaves.map(keyManifestLeaf)) === root;
}
