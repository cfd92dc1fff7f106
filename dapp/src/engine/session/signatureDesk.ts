import type { TypedDataToSign } from "@medlattice/sdk/eip712";
import type { Hex } from "viem";

/** A way to unlock the master key that the person's keyring has. */
export type KeyWay =
  /** Under the signature of an account that the wallet does not share with the page at present. */
  | { readonly kind: "wallet"; readonly account: Hex }
  | { readonly kind: "passphrase" }
  | { readonly kind: "passkey"; readonly credentialId: string; readonly prfInput: Hex };

/** What the person chose; `wallet` once the account is shared. */
export type KeyAnswer =
  | { readonly kind: "wallet"; readonly account: Hex }
  | { readonly kind: "passphrase"; readonly passphrase: string }
  | { readonly kind: "passkey"; readonly credentialId: string; readonly prfOutput: Uint8Array };

/** The page's side of signing: the engine asks here, and the page asks the wallet (rule 2 of docs/dapp.md). */
export interface SignatureDesk {
  signTypedData(request: { readonly account: Hex; readonly data: TypedDataToSign }): Promise<Hex>;
  /** EIP-191 text. */
  signMessage(request: { readonly account: Hex; readonly message: string }): Promise<Hex>;
  /** Asked only when the account that wraps the key is not among those the wallet shares. */
  readonly chooseKey: (ways: readonly KeyWay[]) => Promise<KeyAnswer>;
}
