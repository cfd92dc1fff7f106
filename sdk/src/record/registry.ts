import type { Hex } from "../codec/index.ts";
import { contractDomain, type ContractDomain } from "../eip712/index.ts";

/** A record registry, as a client knows it from the network description. */
export interface RegistryAt {
  readonly chainId: number;
  /** The contract's address. */
  readonly address: Hex;
  /** Name of its lineage. */
  readonly registryId: Hex;
}

/** EIP-712 domain of a record registry. */
export function registryDomain({ chainId, address }: RegistryAt): ContractDomain {
  return contractDomain({ contract: "RecordRegistry", chainId, address });
}
