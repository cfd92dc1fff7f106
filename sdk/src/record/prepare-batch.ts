import type { Hex } from "../codec/index.ts";
import { merkleProof, merkleRoot } from "../crypto/merkle/index.ts";
import { addressOf, proposalLeaf, sign, typed, type MessageOf, type Signer } from "../eip712/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { registryDomain, type RegistryAt } from "./registry.ts";

export interface PreparedBatch {
  readonly batch: MessageOf<"BatchProposal">;
  readonly signature: Hex;
  /** One path per proposal, in order. */
  readonly paths: readonly (readonly Hex[])[];
}

/**
 * One signature of an author for many proposals, over the Merkle root of `keccak256(hashStruct(Proposal))`.
 * @throws InvalidInputError BATCH_INVALID for an empty batch or proposals of another author or signer.
 */
export async function prepareBatch(
  registry: RegistryAt,
  signer: Signer,
  proposals: readonly MessageOf<"Proposal">[],
): Promise<PreparedBatch> {
  const account = addressOf(signer);
  const author = proposals[0]?.author;
  if (
    author === undefined ||
    proposals.some((proposal) => proposal.author !== author || proposal.signer !== account)
  ) {
    throw new InvalidInputError(
      "BATCH_INVALID",
      "A batch has at least one proposal, all by one author and signer.",
      {
        facts: { proposals: proposals.length },
      },
    );
  }
  const leaves = proposals.map(proposalLeaf);
  const batch = { root: merkleRoot(leaves), author, signer: account };
  const signature = await sign(signer, typed("BatchProposal", registryDomain(registry), batch));
  return { batch, signature, paths: leaves.map((_, index) => merkleProof({ leaves, index })) };
}
