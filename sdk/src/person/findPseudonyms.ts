import { getAbiItem } from "viem";
import { identityRegistryAbi } from "../abi/index.ts";
import { contractsOf, createChainReader } from "../chain/index.ts";
import type { Hex } from "../codec/index.ts";
import { PERSON_STATUS, type PersonStatus, ROLE, type Role } from "../identity/index.ts";
import type { ChainDescription, NetworkDescription } from "../network/index.ts";

const controllerAdded = getAbiItem({ abi: identityRegistryAbi, name: "ControllerAdded" });

/** A pseudonym that an account controls now, and what the chain says of it. */
export interface FoundPseudonym {
  readonly chainId: number;
  readonly personId: Hex;
  /** Lower case. */
  readonly account: Hex;
  readonly role: Role;
  readonly organization: Hex;
  readonly status: PersonStatus;
  /** Unix seconds, inclusive. */
  readonly notAfter: number;
  /** Whether the person may act now. */
  readonly isActive: boolean;
}

/**
 * Which pseudonyms a wallet's accounts control, on every chain with a registry: found by `ControllerAdded`, which every way of getting
 * control emits, and checked against the present state, since controllers are also removed.
 *
 * @param accounts in any letter case
 * @returns in the order of the network's chains; nothing for accounts nobody enrolled
 */
export async function findPseudonyms(
  network: NetworkDescription,
  accounts: readonly Hex[],
): Promise<readonly FoundPseudonym[]> {
  if (accounts.length === 0) return [];
  const chains = network.chains.filter(({ contracts }) => contracts !== null);
  const found = await Promise.all(chains.map((chain) => findOn(network, chain, accounts)));
  return found.flat();
}

async function findOn(
  network: NetworkDescription,
  chain: ChainDescription,
  accounts: readonly Hex[],
): Promise<readonly FoundPseudonym[]> {
  const { client } = createChainReader(network, chain.chainId);
  const { identityRegistry: address } = contractsOf(chain);
  const logs = await client.getLogs({
    address,
    event: controllerAdded,
    args: { controller: [...accounts] },
    fromBlock: 0n,
    strict: true,
  });
  const pairs = new Map(
    logs.map(({ args: { personId, controller } }) => [`${personId} ${controller}`, { personId, controller }]),
  );
  const people = await Promise.all(
    [...pairs.values()].map(async ({ personId, controller }) => {
      const read = { address, abi: identityRegistryAbi, blockTag: "pending" } as const;
      const [isController, isActive, person] = await Promise.all([
        client.readContract({ ...read, functionName: "isController", args: [personId, controller] }),
        client.readContract({ ...read, functionName: "isActive", args: [personId] }),
        client.readContract({ ...read, functionName: "person", args: [personId] }),
      ]);
      const role = memberOf(ROLE, person.role);
      const status = memberOf(PERSON_STATUS, person.status);
      if (!isController || role === undefined || status === undefined) return [];
      const { organization, notAfter } = person;
      const account = lowerCase(controller);
      return [{ chainId: chain.chainId, personId, account, role, organization, status, notAfter, isActive }];
    }),
  );
  return people.flat();
}

function memberOf<Value extends number>(
  values: Readonly<Record<string, Value>>,
  value: number,
): Value | undefined {
  return Object.values(values).find((candidate) => candidate === value);
}

function lowerCase(account: Hex): Hex {
  return `0x${account.slice(2).toLowerCase()}`;
}
