import type { Hex } from "../codec/index.ts";
import { readSealingLeaf } from "../keys/index.ts";
import { homeOracle } from "./homeOracle.ts";
import type { Person } from "./person.ts";
import { verifiedLeaf } from "./verifiedLeaf.ts";

/** What messages to somebody on a chain are sealed to, checked against the root that the chain has. */
export async function recipientOf(person: Person, chainId: number, personId: Hex): Promise<string> {
  const oracle = await homeOracle(person, chainId);
  const disclosure = await oracle.keys.of(personId, "sealing");
  return readSealingLeaf(await verifiedLeaf(person, { ...disclosure, personId, chainId }));
}
