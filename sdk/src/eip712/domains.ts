import type { Hex } from "../codec/index.ts";
import type { ContractName } from "./structs.ts";

/** EIP-712 domain of a contract: `{name: "MedLattice <Contract>", version: "1", chainId, verifyingContract}`. */
export interface ContractDomain {
  readonly name: `MedLattice ${ContractName}`;
  readonly version: "1";
  readonly chainId: number;
  readonly verifyingContract: Hex;
}

/** Domain of messages that belong to no chain: the keys of a person are the same on every one (DESIGN rule 3). */
export interface KeysDomain {
  readonly name: "MedLattice Keys";
  readonly version: "1";
}

export type Domain = ContractDomain | KeysDomain;

export const KEYS_DOMAIN: KeysDomain = { name: "MedLattice Keys", version: "1" };

/** Where a contract is. */
export interface ContractAt {
  readonly contract: ContractName;
  readonly chainId: number;
  readonly address: Hex;
}

/** Builds the domain of a deployed contract. */
export function contractDomain({ contract, chainId, address }: ContractAt): ContractDomain {
  return { name: `MedLattice ${contract}`, version: "1", chainId, verifyingContract: address };
}
