import { initCrypto } from "../crypto/index.ts";
import type { NetworkDescription } from "../network/index.ts";
import { askNodes, type NodeUrls } from "./askNodes.ts";
import type { VerifiedProof } from "./links.ts";
import type { Proof } from "./schema.ts";
import { proofTrust } from "./trust.ts";
import { verifyProof } from "./verifyProof.ts";

/**
 * Checks a proof by what a network's description says, without any node; with nodes it also asks the public chain for the anchor and the
 * record's chain for the people. Nodes of other chains are not asked.
 *
 * @throws VerificationError `PROOF_BROKEN` with facts.link, facts.cause
 * @throws InvalidInputError those of `proofTrust`, `NODE_OTHER_CHAIN`
 * @throws UnavailableError `CHAIN_UNREACHABLE`
 * @example
 * const { status, version, knownUpTo } = await checkProof(readProof(bytes), { network });
 */
export async function checkProof(
  proof: Proof,
  { network, nodes = new Map() }: { readonly network: NetworkDescription; readonly nodes?: NodeUrls },
): Promise<VerifiedProof> {
  await initCrypto();
  const trust = proofTrust(network, proof);
  const { check, ...asking } = askNodes(network, proof, nodes);
  return await verifyProof(proof, { ...trust, ...asking }, check);
}
