import { contractsOf } from "../chain/index.ts";
import type { Hex } from "../codec/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { chainById, type NetworkDescription } from "../network/index.ts";
import type { RecordExpectation } from "../record/index.ts";
import type { Proof } from "./schema.ts";

/** What a verifier believes beforehand: where the network's contracts are, and who signs. All of it is public. */
export interface ProofTrust extends Pick<
  RecordExpectation,
  "registry" | "consentRegistry" | "recordCorrection" | "threshold"
> {
  /** Of the institution, x ‖ y; former ones too, since a record keeps the one it was opened with. */
  readonly chameleonKeys: readonly Hex[];
  /** Account of the institution's oracle. */
  readonly oracle: Hex;
  readonly anchors: {
    /** Of the public chain, lower case. */
    readonly registries: readonly { readonly chainId: number; readonly address: Hex }[];
    readonly network: Hex;
    /** Accounts of the stations, lower case, and how many must have signed. */
    readonly stations: readonly Hex[];
    readonly threshold: number;
  };
  /**
   * Asks a node of the record's chain, `IdentityRegistry.isController`, or another list of who is who. Without it the signatures are those
   * of the accounts that the result names, and whose accounts these are stays open.
   */
  readonly isController?: (personId: Hex, account: Hex) => Promise<boolean>;
  /**
   * Asks a node of the record's chain how far its log of corrections goes, and whether one came after a version. Without it corrections are
   * known up to where the institution said so.
   */
  readonly correctedAfter?: (
    recordId: Hex,
    version: number,
  ) => Promise<{ readonly knownUpTo: number; readonly isCorrected: boolean }>;
  /** Asks a node of the public chain, where there is one: `AnchorRegistry.rootOf`. */
  readonly rootOf?: (anchor: Proof["anchor"]) => Promise<Hex>;
}

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
