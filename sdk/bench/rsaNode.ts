import { constants, generateKeyPairSync, privateDecrypt, publicEncrypt } from "node:crypto";
import { MODULUS_BITS, type Rsa } from "./rsa.ts";

/** RSA of OpenSSL, called as directly as Node allows. */
export function nodeRsa(): Rsa {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: MODULUS_BITS });
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return {
    encrypt: async (chunks) =>
      chunks.map(
        (chunk) => new Uint8Array(publicEncrypt({ key: publicKey, padding, oaepHash: "sha1" }, chunk)),
      ),
    decrypt: async (chunks) =>
      chunks.map(
        (chunk) => new Uint8Array(privateDecrypt({ key: privateKey, padding, oaepHash: "sha1" }, chunk)),
      ),
  };
}
