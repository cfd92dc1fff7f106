import type { Hex } from "../codec/index.ts";
import { contractDomain, type ContractDomain } from "../eip712/index.ts";

/** An identity registry. */
export interface IdentityAt {
  readonly chainId: number;
  readonly identityRegistry: Hex;
}

/** EIP-712 domain of an identity registry. */
export function identityDomain({ chainId, identityRegistry }: IdentityAt): ContractDomain {
  return contractDomain({ contract: "IdentityRegistry", chainId, address: identityRegistry });
}
