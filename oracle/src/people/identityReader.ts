import { ABIS } from "@medlattice/sdk/abi";
import { type Hex, zeroHash } from "viem";
import { askChain } from "../chains/askChain.ts";
import type { OracleChain } from "../chains/openChain.ts";
import type { OracleChains } from "../chains/openChains.ts";
import { unknownChain } from "../relay/createRelay.ts";

/** What the identity registry says of a person now. */
export interface PersonOnChain {
  readonly role: number;
  readonly organization: Hex;
  readonly keyManifestRoot: Hex;
  /** Not suspended, expired or revoked, and so is the organisation unless a patient. */
  readonly isActive: boolean;
}

export interface OrganizationOnChain {
  /** `IOrganizationRegistry.OrganizationKind`. */
  readonly kind: number;
  readonly isActive: boolean;
  readonly issuerKey: Hex;
  readonly oracle: Hex;
}

/** Questions to the registries of people and organisations, always to the chain and never to the index. */
export interface IdentityReader {
  person(chainId: number, personId: Hex): Promise<PersonOnChain | undefined>;
  personOfNullifier(chainId: number, nullifier: Hex): Promise<Hex | undefined>;
  organization(chainId: number, orgId: Hex): Promise<OrganizationOnChain>;
}

export function createIdentityReader(chains: OracleChains): IdentityReader {
  function at(chainId: number): OracleChain {
    const chain = chains.get(chainId);
    if (chain === undefined) throw unknownChain(chainId);
    return chain;
  }

  return {
    async person(chainId, personId) {
      const { client, config } = at(chainId);
      const registry = { address: config.contracts.identityRegistry, abi: ABIS.IdentityRegistry } as const;
      return askChain(chainId, async () => {
        const args = [personId] as const;
        // "pending" has the present time: the last block of an idle chain may be older than the end of a credential.
        const [person, isActive] = await Promise.all([
          client.readContract({ ...registry, functionName: "person", args }),
          client.readContract({ ...registry, functionName: "isActive", args, blockTag: "pending" }),
        ]);
        const { role, organization, keyManifestRoot, status } = person;
        return status === 0 ? undefined : { role, organization, keyManifestRoot, isActive };
      });
    },
    async personOfNullifier(chainId, nullifier) {
      const { client, config } = at(chainId);
      const personId = await askChain(chainId, () =>
        client.readContract({
          address: config.contracts.identityRegistry,
          abi: ABIS.IdentityRegistry,
          functionName: "personOfNullifier",
          args: [nullifier],
        }),
      );
      return personId === zeroHash ? undefined : personId;
    },
    async organization(chainId, orgId) {
      const { client, config } = at(chainId);
      const { kind, status, issuerKey, oracle } = await askChain(chainId, () =>
        client.readContract({
          address: config.contracts.organizationRegistry,
          abi: ABIS.OrganizationRegistry,
          functionName: "organization",
          args: [orgId],
        }),
      );
      return { kind, isActive: status === 1, issuerKey: lower(issuerKey), oracle: lower(oracle) };
    },
  };
}

function lower(address: Hex): Hex {
  return `0x${address.slice(2).toLowerCase()}`;
}
