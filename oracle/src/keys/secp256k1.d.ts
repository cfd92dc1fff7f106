/** The part of `secp256k1` 5.0.2 (bindings to libsecp256k1) that is used here; the package brings no types. */
declare module "secp256k1" {
  interface Secp256k1 {
    privateKeyVerify(privateKey: Uint8Array): boolean;
    publicKeyCreate(privateKey: Uint8Array, compressed: boolean): Uint8Array;
    ecdsaRecover(
      signature: Uint8Array,
      recovery: number,
      message: Uint8Array,
      compressed: boolean,
    ): Uint8Array;
    ecdsaVerify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean;
    /** RFC 6979, low s. */
    ecdsaSign(message: Uint8Array, privateKey: Uint8Array): { signature: Uint8Array; recid: number };
  }
  const secp256k1: Secp256k1;
  export default secp256k1;
}
