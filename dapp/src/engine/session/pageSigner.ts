import type { LoginSigner } from "@medlattice/sdk/client";
import type { Signer } from "@medlattice/sdk/eip712";
import type { Hex } from "viem";
import type { SignatureDesk } from "./signatureDesk.ts";

/** An account of the person's wallet, as the SDK signs with it. */
export function pageSigner(desk: SignatureDesk, account: Hex): Signer & LoginSigner {
  return {
    address: account,
    signTypedData: async (data) => await desk.signTypedData({ account, data }),
    signMessage: async ({ message }) => await desk.signMessage({ account, message }),
  };
}
