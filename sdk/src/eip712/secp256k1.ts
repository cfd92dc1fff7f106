/** Order n of secp256k1 (SEC 2, §2.4.1). */
export const SECP256K1_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** Largest s that is not malleable (EIP-2, BIP-62). */
export const SECP256K1_HALF_ORDER = SECP256K1_ORDER >> 1n;
