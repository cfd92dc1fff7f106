import { recordCorrectionAbi } from "../abi/index.ts";
import type { Hex } from "../codec/index.ts";
import { type KnownPolicy, type PolicyDocument, fieldPolicy, presetPolicies } from "../fields/index.ts";
import { chainById } from "../network/index.ts";
import type { Person } from "./person.ts";
import { correctionAt } from "./verifiedRecord.ts";

/** Whether the health authority accepts a policy of amendments on a chain, says the person's own node. */
export async function isPolicyAccepted(person: Person, chainId: number, policyRoot: Hex): Promise<boolean> {
  const address = correctionAt(person, chainId);
  const abi = recordCorrectionAbi;
  return await person
    .reader(chainId)
    .ask((node) => node.readContract({ address, abi, functionName: "isAcceptedPolicy", args: [policyRoot] }));
}

/**
 * Those of the policies known here that the health authority accepts on a chain; none where nothing verifies amendments.
 * @param others policies of the authority's own, read from their documents (`readPolicy`)
 */
export async function acceptedPolicies(
  person: Person,
  chainId: number,
  others: readonly PolicyDocument[] = [],
): Promise<readonly KnownPolicy[]> {
  if (chainById(person.network, chainId).corrections?.amendments !== true) return [];
  const known = await knownPolicies(others);
  const accepted = await Promise.all(
    known.map(async ({ policy }) => await isPolicyAccepted(person, chainId, policy.root)),
  );
  return known.filter((_, index) => accepted[index] === true);
}

/** Policies whose classes are known here: those to begin with, and the given ones. */
export async function knownPolicies(others: readonly PolicyDocument[]): Promise<readonly KnownPolicy[]> {
  const own = others.map(async (document) => ({
    key: null,
    document,
    policy: await fieldPolicy(document.classes),
  }));
  const [presets, given] = await Promise.all([presetPolicies(), Promise.all(own)]);
  const roots = new Set(presets.map(({ policy }) => policy.root));
  return [...presets, ...given.filter(({ policy }) => !roots.has(policy.root))];
}
