import type { PrivateKeyAccount } from "viem/accounts";
import type { Hex } from "../../codec/index.ts";
import { accountPossession, type KeyHolder, possessionContext } from "../keys/possession.ts";
import type { StationApplication } from "../proposals/proposals.ts";

/** Of `applicationOf`, where votes are ECDSA: the voting key is an account of its own, which holds no tokens. */
export async function accountApplicationOf(
  holder: KeyHolder,
  of: { readonly account: Hex; readonly voter: Pick<PrivateKeyAccount, "address" | "sign"> },
): Promise<StationApplication> {
  const { organization } = holder;
  const { account, voter } = of;
  const key: Hex = `0x${voter.address.slice(2).toLowerCase()}`;
  const proof = await voter.sign({ hash: accountPossession(possessionContext(holder), key) });
  return { organization, account, key, proof };
}
