import type { TypedDataToSign } from "@medlattice/sdk/eip712";
import type { Hex } from "viem";

/** The page's side of signing: the engine asks here, and the page asks the wallet (rule 2 of docs/dapp.md). */
export interface SignatureDesk {
  signTypedData(request: { readonly account: Hex; readonly data: TypedDataToSign }): Promise<Hex>;
  /** EIP-191 text. */
  signMessage(request: { readonly account: Hex; readonly message: string }): Promise<Hex>;
}
