import type { Hex } from "../codec/hex.ts";
import { InvalidInputError } from "../errors/index.ts";
import type { ChainDescription, NetworkDescription, OrganizationDescription } from "./description.ts";

/** @throws InvalidInputError `CHAIN_UNKNOWN` */
export function chainById(network: NetworkDescription, chainId: number): ChainDescription {
  const chain = network.chains.find((candidate) => candidate.chainId === chainId);
  if (chain !== undefined) return chain;
  throw new InvalidInputError(
    "CHAIN_UNKNOWN",
    `Chain ${chainId} is not part of the network ${network.name}.`,
    {
      facts: { chainId },
    },
  );
}

/** The chain that all organisations share. */
export function consortiumOf(network: NetworkDescription): ChainDescription {
  const chain = network.chains.find(({ kind }) => kind === "consortium");
  if (chain !== undefined) return chain;
  throw new InvalidInputError("CHAIN_UNKNOWN", `The network ${network.name} has no consortium chain.`);
}

/** @throws InvalidInputError `ORGANIZATION_UNKNOWN` */
export function organizationById(network: NetworkDescription, orgId: Hex): OrganizationDescription {
  const organization = network.organizations.find((candidate) => candidate.orgId === orgId);
  if (organization !== undefined) return organization;
  throw new InvalidInputError(
    "ORGANIZATION_UNKNOWN",
    `The network ${network.name} has no organisation ${orgId}.`,
    {
      facts: { orgId },
    },
  );
}

/** The organisations that re-encrypt for a grantee of `granteeOrgId`: all that run a proxy, save the grantee's own (rule 6). */
export function proxiesFor(
  network: NetworkDescription,
  granteeOrgId: Hex | null,
): readonly OrganizationDescription[] {
  return network.organizations.filter(
    ({ proxyIndex, orgId }) => proxyIndex !== null && orgId !== granteeOrgId,
  );
}
