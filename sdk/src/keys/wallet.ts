import { bytesToHex, recoverAddress } from "viem";
import { concatBytes, fromHex, toHex, utf8, type Hex } from "../codec/index.ts";
import { hkdfSha256 } from "../crypto/primitives/hkdf.ts";
import {
  addressOf,
  digestOf,
  KEYS_DOMAIN,
  SECP256K1_HALF_ORDER,
  SECP256K1_ORDER,
  sign,
  typed,
  type Signer,
  type Typed,
} from "../eip712/index.ts";
import { InvalidInputError, PermissionError, VerificationError } from "../errors/index.ts";
import type { MasterKey } from "./master-key.ts";
import type { WalletWrap } from "./wrap-schema.ts";
import { newSalt, unwrapUnder, wrapUnder, type WrapSecret } from "./wrap.ts";

const WALLET_KDF = "medlattice/wallet-kdf/v1";
const WALLET_KDF_LABEL = "key-encryption-key";
const PURPOSE = "Unlock my MedLattice encryption keys";
const WARNING =
  "Sign this only in MedLattice itself. Whoever gets this signature can read your medical records.";

/** The message whose signature is the wrapping secret; it names no chain, so no wallet ties it to one. */
export function keyDerivationMessage(account: Hex, salt: Hex): Typed<"KeyDerivation"> {
  return typed("KeyDerivation", KEYS_DOMAIN, { purpose: PURPOSE, account, warning: WARNING, salt });
}

/**
 * r ‖ s of a signature, s in the lower half, v dropped: 64 bytes that do not depend on how a wallet writes v, on letter
 * case, or on EIP-2098's short form.
 * @throws InvalidInputError WALLET_SIGNATURE_UNSUITABLE for anything but an ECDSA signature, such as a contract wallet's.
 */
export function signatureSecret(signature: Hex): Uint8Array {
  const bytes = fromHex(signature);
  if (bytes.length !== 64 && bytes.length !== 65) throw unsuitable();
  const r = bytes.slice(0, 32);
  const s = bytes.slice(32, 64);
  // EIP-2098: the top bit of s carries the parity of the point. A plain s in the lower half has it clear.
  if (bytes.length === 64) s[0] = (s[0] ?? 0) & 0x7f;
  const value = BigInt(bytesToHex(s));
  if (value === 0n || value >= SECP256K1_ORDER) throw unsuitable();
  const low = value > SECP256K1_HALF_ORDER ? SECP256K1_ORDER - value : value;
  return concatBytes(r, fromHex(`0x${low.toString(16).padStart(64, "0")}`));
}

/** `HKDF-SHA256(r ‖ s, salt, info = label ‖ account)`; the caller's strings keep uses apart. */
export function deriveFromSignature(options: {
  readonly signature: Hex;
  readonly account: Hex;
  readonly salt: string;
  readonly label: string;
  readonly lengthBytes: number;
}): Uint8Array {
  return hkdfSha256({
    ikm: signatureSecret(options.signature),
    salt: utf8(options.salt),
    info: concatBytes(utf8(options.label), fromHex(options.account, 20)),
    lengthBytes: options.lengthBytes,
  });
}

/**
 * Wraps the master key under a signature of the wallet, which is asked twice: a wallet that does not sign alike every time
 * (MPC, some hardware, hedged nonces) would lock its owner out.
 * @throws InvalidInputError WALLET_SIGNATURE_UNSUITABLE | PermissionError WALLET_NOT_DETERMINISTIC
 */
export async function wrapWithWallet(master: MasterKey, signer: Signer): Promise<WalletWrap> {
  const salt = newSalt();
  const account = addressOf(signer);
  const first = await walletSecret(signer, salt);
  const second = await walletSecret(signer, salt);
  if (toHex(first.secret) !== toHex(second.secret)) {
    throw new PermissionError(
      "WALLET_NOT_DETERMINISTIC",
      "This wallet signs the same message differently each time.",
      {
        hints: ["Use a passkey or a passphrase for this key, and the wallet for signing only."],
      },
    );
  }
  return { kind: "wallet", account, ...wrapUnder(master, salt, first) };
}

/**
 * Opens a wallet's wrap; the wallet is asked once.
 * @throws VerificationError KEY_WRAP_REFUSED
 */
export async function unwrapWithWallet(wrap: WalletWrap, signer: Signer): Promise<MasterKey> {
  if (addressOf(signer) !== wrap.account) {
    throw new VerificationError("KEY_WRAP_REFUSED", "The key was wrapped with another account of a wallet.", {
      facts: { kind: "wallet" },
      hints: [
        "Choose the account the key was wrapped with, or use another way in: passkey, passphrase, guardians.",
      ],
    });
  }
  return unwrapUnder(wrap, await walletSecret(signer, wrap.salt));
}

async function walletSecret(signer: Signer, salt: Hex): Promise<WrapSecret> {
  const account = addressOf(signer);
  const data = keyDerivationMessage(account, salt);
  const signature = await sign(signer, data);
  const rs = signatureSecret(signature);
  if (!(await isSignedBy(account, digestOf(data), rs))) throw unsuitable();
  const secret = deriveFromSignature({
    signature,
    account,
    salt: WALLET_KDF,
    label: WALLET_KDF_LABEL,
    lengthBytes: 32,
  });
  return { kind: "wallet", secret, parameters: [fromHex(account, 20)] };
}

/** Whether the account's own key made r ‖ s. Without v both parities are tried. */
async function isSignedBy(account: Hex, hash: Hex, rs: Uint8Array): Promise<boolean> {
  for (const v of [27, 28]) {
    try {
      const signature = toHex(concatBytes(rs, Uint8Array.of(v)));
      if ((await recoverAddress({ hash, signature })).toLowerCase() === account) return true;
    } catch {
      // r is not the abscissa of a point for this parity.
    }
  }
  return false;
}

function unsuitable(): InvalidInputError {
  return new InvalidInputError(
    "WALLET_SIGNATURE_UNSUITABLE",
    "No key can be derived from this wallet's signature.",
    {
      hints: [
        "Contract wallets have no signature that stays the same: use a passkey or a passphrase for the key.",
      ],
    },
  );
}
