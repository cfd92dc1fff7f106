import type { OracleClient } from "../client/index.ts";
import type { Hex } from "../codec/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { type NetworkDescription, type OrganizationDescription, organizationById } from "../network/index.ts";
import type { Connections } from "./connections.ts";

/**
 * The organisation whose oracle keeps mail and keys of an organisation's people: itself, or a health authority when it runs none
 * (systems.md F1, third parties).
 * @throws InvalidInputError `ORGANIZATION_WITHOUT_ORACLE`
 */
export function homeOf(
  network: NetworkDescription,
  orgId: Hex,
): OrganizationDescription & { readonly oracleUrl: string } {
  const own = organizationById(network, orgId);
  const authorities = network.organizations.filter(({ kind }) => kind === "HealthAuthority");
  for (const candidate of [own, ...authorities]) {
    const { oracleUrl } = candidate;
    if (oracleUrl !== null) return { ...candidate, oracleUrl };
  }
  throw new InvalidInputError("ORGANIZATION_WITHOUT_ORACLE", `${own.name} runs no oracle.`, {
    facts: { orgId },
  });
}

/**
 * The oracle that keeps the person's mail and keys on a chain: that of the organisation the chain names for the pseudonym there. A
 * patient's consortium pseudonym belongs to the health authority, whatever hospital the patient comes from (docs/decisions/0006).
 */
export async function homeOracle(person: Connections, chainId: number): Promise<OracleClient> {
  const { personId } = person.pseudonymOn(chainId);
  const organization = await person.reader(chainId).organizationOf(personId);
  return await person.oracle(homeOf(person.network, organization).orgId, chainId);
}
