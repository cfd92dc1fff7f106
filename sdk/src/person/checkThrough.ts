import { checkEoaSignature, type SignatureCheck } from "../eip712/index.ts";
import { homeOracle } from "./homeOracle.ts";
import type { Person } from "./person.ts";

/**
 * Checks signatures of people on any chain of the network. A key's needs no chain; a contract wallet's (ERC-1271) is asked of
 * one's own organisation, which asks who reads the chain if it does not itself.
 *
 * @param loginChainId where one is logged in there
 */
export function checkThrough(person: Person, loginChainId: number): SignatureCheck {
  return async (question) => {
    if (await checkEoaSignature(question)) return true;
    const { chainId, address, digest, signature } = question;
    if (chainId === undefined) return false;
    const oracle = await homeOracle(person, loginChainId);
    return await oracle.proxy.isSignedBy({ chainId, address, digest, signature });
  };
}
