import { eoaSignatureCheck, signerRecovery } from "@medlattice/sdk/eip712";
import secp256k1 from "secp256k1";
import { bytesToHex, hexToBytes } from "viem";
import { publicKeyToAddress } from "viem/utils";

/** The account that made a signature, by libsecp256k1 (engines.md §4.7). */
export const recoverSigner = signerRecovery(async (digest, signature) => {
  const bytes = hexToBytes(signature);
  const recovery = (bytes[64] ?? 0) - 27;
  const publicKey = secp256k1.ecdsaRecover(bytes.subarray(0, 64), recovery, hexToBytes(digest), false);
  return publicKeyToAddress(bytesToHex(publicKey));
});

/** Whether a key's signature is an account's: a record has four, checked by every proxy. */
export const checkAccountSignature = eoaSignatureCheck(recoverSigner);
