import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Hex } from "@medlattice/sdk/codec";
import { InvalidInputError } from "@medlattice/sdk/errors";
import {
  type ChainDescription,
  type NetworkDescription,
  type OrganizationDescription,
  parseNetwork,
} from "@medlattice/sdk/network";

/**
 * The description of the network whose state is in a folder.
 * @throws InvalidInputError `NETWORK_NOT_FOUND` | `NETWORK_INVALID`
 */
export async function loadNetwork(state: string): Promise<NetworkDescription> {
  const path = join(state, "network.json");
  if (!existsSync(path)) {
    throw new InvalidInputError("NETWORK_NOT_FOUND", `There is no network in ${state}.`, {
      hints: ["Start one: npm start", "Or name the folder of another with --state."],
      facts: { state },
    });
  }
  return parseNetwork(JSON.parse(await readFile(path, "utf8")));
}

/**
 * An organisation as a person names it: its name, a part of it, or the beginning of its id.
 * @throws InvalidInputError `ORGANIZATION_UNKNOWN` | `ORGANIZATION_AMBIGUOUS`
 */
export function findOrganization(network: NetworkDescription, text: string): OrganizationDescription {
  const found = organizationsNamed(network, text);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const names = (found.length === 0 ? network.organizations : found).map(({ name }) => name).join(", ");
  throw found.length === 0
    ? new InvalidInputError("ORGANIZATION_UNKNOWN", `No organisation here is called “${text}”.`, {
        hints: [`There are: ${names}.`],
      })
    : new InvalidInputError("ORGANIZATION_AMBIGUOUS", `More than one organisation fits “${text}”.`, {
        hints: [`Which of these: ${names}?`],
      });
}

/** Organisations that a text names: exactly, else in part. */
export function organizationsNamed(
  network: NetworkDescription,
  text: string,
): readonly OrganizationDescription[] {
  const wanted = text.toLowerCase();
  const exact = network.organizations.filter(
    ({ name, orgId }) => name.toLowerCase() === wanted || orgId === wanted,
  );
  if (exact.length > 0) return exact;
  return network.organizations.filter(
    ({ name, orgId }) =>
      name.toLowerCase().includes(wanted) || (/^0x[0-9a-f]{4,}$/.test(wanted) && orgId.startsWith(wanted)),
  );
}

/** A chain by its name or number. @throws InvalidInputError `CHAIN_UNKNOWN` */
export function findChain(network: NetworkDescription, text: string): ChainDescription {
  const chain = network.chains.find(({ name, chainId }) => name === text || String(chainId) === text);
  if (chain !== undefined) return chain;
  throw new InvalidInputError("CHAIN_UNKNOWN", `There is no chain “${text}”.`, {
    hints: [`There are: ${network.chains.map(({ name }) => name).join(", ")}.`],
  });
}

export function organizationName(network: NetworkDescription, orgId: Hex): string | undefined {
  return network.organizations.find((organization) => organization.orgId === orgId)?.name;
}
