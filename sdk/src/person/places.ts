import { contractsOf } from "../chain/index.ts";
import type { Hex } from "../codec/index.ts";
import type { ConsentHome } from "../consent/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import type { ProxyAddressee } from "../manifest/index.ts";
import { type ChainDescription, chainById, type NetworkDescription } from "../network/index.ts";
import type { RegistryAt } from "../record/index.ts";

/** The record registry of a chain. */
export function registryAt(network: NetworkDescription, chainId: number): RegistryAt {
  const chain = chainById(network, chainId);
  const { recordRegistry } = contractsOf(chain);
  if (chain.registryId === null) throw without(chain);
  return { chainId, address: recordRegistry, registryId: chain.registryId };
}

/** The consent registry of a chain, as grants name it. */
export function homeAt(network: NetworkDescription, chainId: number): ConsentHome {
  return { chainId, consentRegistry: contractsOf(chainById(network, chainId)).consentRegistry };
}

/** All organisations that re-encrypt, in the order of their share index. */
export function proxiesOf(network: NetworkDescription): readonly ProxyAddressee[] {
  return network.organizations
    .flatMap(({ orgId, proxyIndex, sealingRecipient }) =>
      proxyIndex === null || sealingRecipient === null
        ? []
        : [{ organization: orgId, index: proxyIndex, recipient: sealingRecipient }],
    )
    .toSorted((a, b) => a.index - b.index);
}

/** Those first that read the record's chain themselves: the others must ask these before they can answer. */
export function nearestFirst<T extends { readonly organization: Hex }>(
  network: NetworkDescription,
  recordChainId: number,
  proxies: readonly T[],
): T[] {
  const isNear = ({ organization }: T): boolean => {
    const known = network.organizations.find(({ orgId }) => orgId === organization);
    return known?.privateChainId === recordChainId || known?.kind === "HealthAuthority";
  };
  return proxies.toSorted((a, b) => Number(isNear(b)) - Number(isNear(a)));
}

/** The institution whose private chain it is. */
export function institutionOf(network: NetworkDescription, chainId: number): Hex {
  const owner = network.organizations.find(({ privateChainId }) => privateChainId === chainId);
  if (owner !== undefined) return owner.orgId;
  throw new InvalidInputError(
    "CHAIN_WITHOUT_INSTITUTION",
    `Chain ${chainId} is no institution's private chain.`,
    {
      facts: { chainId },
    },
  );
}

/**
 * Whose oracle passes a message to `organization` on: its own where everybody may log in (the consortium), else that of the institution
 * whose private chain it is, since nobody else knows that chain's people.
 */
export function reachedThrough(network: NetworkDescription, chainId: number, organization: Hex): Hex {
  return chainById(network, chainId).kind === "consortium" ? organization : institutionOf(network, chainId);
}

function without({ name, chainId }: ChainDescription): InvalidInputError {
  return new InvalidInputError("CHAIN_WITHOUT_RECORDS", `The chain ${name} keeps no records.`, {
    facts: { chainId },
  });
}
