import { createPublicClient, http, type PublicClient } from "viem";
import { identityRegistryAbi, organizationRegistryAbi, recordRegistryAbi } from "../abi/index.ts";
import { type Hex, toHex, fromHex } from "../codec/index.ts";
import { UnavailableError } from "../errors/index.ts";
import { type ChainDescription, chainById, type NetworkDescription } from "../network/index.ts";
import { askNode } from "./askNode.ts";

/** `IOrganizationKeys.KeyKind.ChameleonH1`. */
const CHAMELEON_KEY = 2;

/**
 * What a client asks a chain's node itself, instead of believing an oracle.
 * Every question throws UnavailableError `CHAIN_UNREACHABLE` when the node does not answer.
 */
export interface ChainReader {
  /** H1 of an institution, x ‖ y. */
  chameleonKeyOf(orgId: Hex): Promise<Hex>;
  /** Account of an organisation's oracle. */
  oracleOf(orgId: Hex): Promise<Hex>;
  stateHashOf(recordId: Hex): Promise<Hex>;
  /** Whether the account controls the person, and the person may act now. */
  isInGoodStanding(account: Hex, personId: Hex): Promise<boolean>;
  keyManifestRootOf(personId: Hex): Promise<Hex>;
  organizationOf(personId: Hex): Promise<Hex>;
  /** One of `ROLE`. */
  roleOf(personId: Hex): Promise<number>;
  /** Whatever else is not above. @example reader.ask((client) => client.readContract(…)) */
  ask<T>(question: (client: PublicClient) => Promise<T>): Promise<T>;
  /** For ERC-1271 questions; its errors are viem's own. */
  readonly client: PublicClient;
}

/**
 * Reads the registries of one chain of the network.
 * @throws InvalidInputError `CHAIN_UNKNOWN`
 */
export function createChainReader(network: NetworkDescription, chainId: number): ChainReader {
  const chain = chainById(network, chainId);
  const client = createPublicClient({ transport: http(chain.rpcUrl, { batch: true }) });
  const { organizationRegistry, identityRegistry, recordRegistry } = contractsOf(chain);
  const organizations = { address: organizationRegistry, abi: organizationRegistryAbi } as const;
  const people = { address: identityRegistry, abi: identityRegistryAbi } as const;
  const ask = async <T>(question: (asked: PublicClient) => Promise<T>): Promise<T> =>
    await askNode(chain.name, async () => await question(client));
  return {
    client,
    ask,
    async chameleonKeyOf(orgId) {
      const [value] = await ask((node) =>
        node.readContract({ ...organizations, functionName: "keyOf", args: [orgId, CHAMELEON_KEY] }),
      );
      return toHex(fromHex(value, 64));
    },
    async oracleOf(orgId) {
      const account = await ask((node) =>
        node.readContract({ ...organizations, functionName: "oracleOf", args: [orgId] }),
      );
      return toHex(fromHex(account.toLowerCase(), 20));
    },
    stateHashOf: async (recordId) =>
      await ask((node) =>
        node.readContract({
          address: recordRegistry,
          abi: recordRegistryAbi,
          functionName: "stateHashOf",
          args: [recordId],
        }),
      ),
    async isInGoodStanding(account, personId) {
      // "pending" has the present time: the last block of an idle chain may be older than the end of a credential.
      const at = { ...people, blockTag: "pending" } as const;
      const [isController, isActive] = await ask((node) =>
        Promise.all([
          node.readContract({ ...at, functionName: "isController", args: [personId, account] }),
          node.readContract({ ...at, functionName: "isActive", args: [personId] }),
        ]),
      );
      return isController && isActive;
    },
    keyManifestRootOf: async (personId) =>
      await ask((node) =>
        node.readContract({ ...people, functionName: "keyManifestRootOf", args: [personId] }),
      ),
    organizationOf: async (personId) =>
      await ask((node) => node.readContract({ ...people, functionName: "organizationOf", args: [personId] })),
    roleOf: async (personId) =>
      await ask((node) => node.readContract({ ...people, functionName: "roleOf", args: [personId] })),
  };
}

/** @throws UnavailableError `CHAIN_WITHOUT_CONTRACTS` for the public chain */
export function contractsOf(chain: ChainDescription): NonNullable<ChainDescription["contracts"]> {
  if (chain.contracts !== null) return chain.contracts;
  throw new UnavailableError("CHAIN_WITHOUT_CONTRACTS", `The chain ${chain.name} holds no registries.`, {
    facts: { chain: chain.name },
    retryable: false,
  });
}
