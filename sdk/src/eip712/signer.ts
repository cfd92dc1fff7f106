import type { Hex } from "../codec/index.ts";
import { fromHex, toHex } from "../codec/index.ts";
import type { Domain } from "./domains.ts";
import type { StructField, StructName } from "./structs.ts";
import type { Typed } from "./typed.ts";

/** Typed data in the loose form that viem accounts take. */
export interface TypedDataToSign {
  domain: { name?: string; version?: string; chainId?: number; verifyingContract?: Hex };
  types: Record<string, readonly StructField[]>;
  primaryType: string;
  message: Record<string, unknown>;
}

/** Who signs. A viem `LocalAccount` is one as it is; see `fromWalletClient` and `fromEthersSigner` for the others. */
export interface Signer {
  readonly address: Hex;
  signTypedData(data: TypedDataToSign): Promise<Hex>;
}

/** Address of a signer as it stands in JSON: lower case. */
export function addressOf(signer: { readonly address: Hex }): Hex {
  return lowerHex(signer.address);
}

/** Signs; the signature is canonical lower-case hex. What the wallet throws (a person's refusal) passes through. */
export async function sign<Name extends StructName>(signer: Signer, data: Typed<Name>): Promise<Hex> {
  const signature = await signer.signTypedData({
    domain: { ...data.domain },
    types: data.types,
    primaryType: data.primaryType,
    message: { ...data.message },
  });
  return lowerHex(signature);
}

/** A viem wallet client with an account, as far as it is used here. */
export interface WalletClientLike {
  readonly account: { readonly address: Hex };
  signTypedData(data: TypedDataToSign & { account: { readonly address: Hex } | Hex }): Promise<Hex>;
}

/** A viem wallet client (browser extension, WalletConnect) as signer. */
export function fromWalletClient(client: WalletClientLike): Signer {
  return {
    address: client.account.address,
    signTypedData: (data) => client.signTypedData({ ...data, account: client.account }),
  };
}

/** An ethers 6 signer, as far as it is used here. */
export interface EthersSignerLike {
  getAddress(): Promise<string>;
  signTypedData(
    domain: Domain | Record<string, unknown>,
    types: Record<string, { name: string; type: string }[]>,
    value: Record<string, unknown>,
  ): Promise<string>;
}

/** An ethers 6 signer as signer; ethers finds the primary type itself, as the struct no other refers to. */
export async function fromEthersSigner(signer: EthersSignerLike): Promise<Signer> {
  const address = lowerHex(await signer.getAddress());
  return {
    address,
    async signTypedData(data) {
      const types = Object.fromEntries(
        Object.entries(data.types).map(([name, fields]) => [name, fields.map((field) => ({ ...field }))]),
      );
      return lowerHex(await signer.signTypedData(data.domain, types, data.message));
    },
  };
}

function lowerHex(text: string): Hex {
  return toHex(fromHex(text));
}
