import { contractsOf } from "../chain/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { chainById, type NetworkDescription } from "../network/index.ts";
import type { Proof } from "./schema.ts";
import type { ProofTrust } from "./verifyProof.ts";

/**
 * What a network's description alone lets one believe about proofs of its records. Who is the institution follows from the chain, never
 * from what the proof says.
 *
 * @throws InvalidInputError `NETWORK_WITHOUT_ANCHORS` | `PROOF_OTHER_NETWORK`: the description is not enough, or of another network
 */
export function proofTrust(network: NetworkDescription, { snapshot }: Proof): ProofTrust {
  const { chainId } = snapshot.chain;
  const { anchors, chains, organizations, proxyThreshold } = network;
  const institution = organizations.find(({ privateChainId }) => privateChainId === chainId);
  if (institution === undefined) throw otherNetwork(network, chainId);
  const chain = chainById(network, chainId);
  const { recordRegistry: address, consentRegistry, recordCorrection } = contractsOf(chain);
  if (chain.registryId === null) throw otherNetwork(network, chainId);
  const { oracleAccount, chameleonKeys } = institution;
  if (anchors === null || oracleAccount === null || chameleonKeys.length === 0) {
    throw new InvalidInputError(
      "NETWORK_WITHOUT_ANCHORS",
      `The description of the network ${network.name} does not say who signs its anchors and for its institutions.`,
      { hints: ["Take the description from the network's operator again; older ones do not say it."] },
    );
  }
  return {
    registry: { chainId, address, registryId: chain.registryId },
    consentRegistry,
    recordCorrection,
    threshold: proxyThreshold,
    chameleonKeys,
    oracle: oracleAccount,
    anchors: {
      ...anchors,
      registries: chains.flatMap(({ chainId: at, anchorRegistry }) =>
        anchorRegistry === null ? [] : [{ chainId: at, address: anchorRegistry }],
      ),
    },
  };
}

function otherNetwork({ name }: NetworkDescription, chainId: number): InvalidInputError {
  return new InvalidInputError(
    "PROOF_OTHER_NETWORK",
    `The proof is of a record on the chain ${chainId}, which is no institution's in the network ${name}.`,
    { hints: ["Take the description of the network that the proof comes from."], facts: { chainId } },
  );
}
