import { recoverAddress } from "viem";
import { fromHex, toHex, type Hex } from "../codec/index.ts";
import { VerificationError } from "../errors/index.ts";
import { SECP256K1_HALF_ORDER } from "./secp256k1.ts";
import type { StructName } from "./structs.ts";
import { digestOf, type Typed } from "./typed.ts";

/** One question about a signature. */
export interface SignatureQuestion {
  /** Lower-case account, externally owned or a contract. */
  readonly address: Hex;
  /** The EIP-712 digest that was signed. */
  readonly digest: Hex;
  readonly signature: Hex;
  /** Where a contract wallet would be; absent for the keys domain. */
  readonly chainId?: number;
}

/**
 * Says whether a signature is the account's. A client with a node passes one that also asks contract wallets (ERC-1271),
 * such as viem's `publicClient.verifyHash`; `checkEoaSignature` alone knows externally owned accounts.
 */
export type SignatureCheck = (question: SignatureQuestion) => Promise<boolean>;

/** The account whose key made a signature of 65 bytes; throws when there is none. */
export type RecoverAccount = (digest: Hex, signature: Hex) => Promise<string>;

/** The lower-case account that made a signature as contracts accept it; null when there is none. */
export type SignerRecovery = (digest: Hex, signature: Hex) => Promise<Hex | null>;

/**
 * ECDSA on secp256k1 as OpenZeppelin's `ECDSA.recover` accepts it: 65 bytes, v 27 or 28, s in the lower half.
 * @param recover services pass one of libsecp256k1, many times as quick as the portable one
 */
export function signerRecovery(recover: RecoverAccount): SignerRecovery {
  return async (digest, signature) => {
    const bytes = fromHex(signature);
    const v = bytes[64];
    if (bytes.length !== 65 || (v !== 27 && v !== 28)) return null;
    if (BigInt(toHex(bytes.subarray(32, 64))) > SECP256K1_HALF_ORDER) return null;
    try {
      const account = await recover(digest, signature);
      return `0x${account.slice(2).toLowerCase()}`;
    } catch {
      return null;
    }
  };
}

/** Whether a signature is an account's own. */
export function eoaSignatureCheck(recoverSigner: SignerRecovery): SignatureCheck {
  return async ({ address, digest, signature }) =>
    (await recoverSigner(digest, signature)) === address.toLowerCase();
}

/** The same with the portable recovery. */
export const recoverEoaSigner = signerRecovery((hash, signature) => recoverAddress({ hash, signature }));
export const checkEoaSignature = eoaSignatureCheck(recoverEoaSigner);

/**
 * Checks that `signer` signed the message.
 * @throws VerificationError SIGNATURE_INVALID with the struct's name; never retryable.
 */
export async function requireSignature<Name extends StructName>(options: {
  readonly data: Typed<Name>;
  readonly signer: Hex;
  readonly signature: Hex;
  readonly check?: SignatureCheck;
}): Promise<void> {
  const { data, signer, signature, check = checkEoaSignature } = options;
  const chainId = "chainId" in data.domain ? { chainId: data.domain.chainId } : {};
  if (await check({ address: signer, digest: digestOf(data), signature, ...chainId })) return;
  throw new VerificationError(
    "SIGNATURE_INVALID",
    `The signature under ${data.primaryType} is not its signer's.`,
    {
      facts: { struct: data.primaryType },
      hints: [
        "The message was changed after signing, or signed by another account, for another chain or contract.",
      ],
    },
  );
}
