import { consentCalls } from "../chain/index.ts";
import type { Hex } from "../codec/index.ts";
import { signRevocation } from "../consent/index.ts";
import { homeOracle } from "./homeOracle.ts";
import type { Person } from "./person.ts";
import { homeAt } from "./places.ts";

/**
 * Withdraws a grant for good, also one that was signed but never registered. What was read before cannot be called back; nothing is
 * re-encrypted under it any more.
 */
export async function withdrawGrant(
  person: Person,
  { chainId, grantId }: { readonly chainId: number; readonly grantId: Hex },
): Promise<{ readonly blockNumber: number }> {
  const home = homeAt(person.network, chainId);
  const { personId, signer } = person.pseudonymOn(chainId);
  const { message, signature } = await signRevocation({ home, personId, signer }, grantId);
  const oracle = await homeOracle(person, chainId);
  const { blockNumber } = await oracle.relay({
    chainId,
    ...consentCalls.revoke(home.consentRegistry, message, signature),
  });
  return { blockNumber };
}
