import type { SignatureCheck } from "@medlattice/sdk/eip712";
import { askChain } from "./askChain.ts";
import type { OracleChains } from "./openChains.ts";
import { unknownChain } from "../relay/createRelay.ts";

/** Signatures of people: by key, or by contract wallet on the chain they name. */
export function checkOnChain(chains: OracleChains): SignatureCheck {
  return async ({ address, digest, signature, chainId }) => {
    const chain = chainId === undefined ? undefined : chains.get(chainId);
    if (chain === undefined) throw unknownChain(chainId ?? 0);
    return askChain(chain.config.chainId, () =>
      chain.client.verifyHash({ address, hash: digest, signature }),
    );
  };
}
