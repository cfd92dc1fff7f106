import { sealDocument } from "../envelope/index.ts";
import { discloseLeaf, readSealingLeaf, storeKeyManifest } from "../keys/index.ts";
import { ownKeyManifest } from "./keyManifest.ts";
import { homeOracle } from "./homeOracle.ts";
import type { Person } from "./person.ts";

/** Makes the person's keys known on a chain: the two that everyone needs in clear, the whole manifest sealed to the owner. */
export async function publishKeys(person: Person, chainId: number): Promise<void> {
  const signed = await ownKeyManifest(person, chainId);
  const sealing = discloseLeaf(signed, "sealing");
  const oracle = await homeOracle(person, chainId);
  await oracle.keys.publish({
    receive: discloseLeaf(signed, "receive"),
    sealing,
    sealed: await sealDocument(storeKeyManifest(signed.manifest), [readSealingLeaf(sealing.leaf)]),
  });
}
