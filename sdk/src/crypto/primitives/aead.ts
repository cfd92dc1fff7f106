import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { VerificationError } from "../../errors/index.ts";

/** The nonce is constant because every key is derived for exactly one message. */
const NONCE = new Uint8Array(12);

export interface SealAeadParameters {
  /** 32 bytes, used for this one message. */
  readonly key: Uint8Array;
  readonly aad: Uint8Array;
  readonly plaintext: Uint8Array;
}

/** ChaCha20-Poly1305 (RFC 8439) under a single-use key and the all-zero nonce; the result is 16 bytes longer. */
export function sealAead({ key, aad, plaintext }: SealAeadParameters): Uint8Array {
  return chacha20poly1305(key, NONCE, aad).encrypt(plaintext);
}

export interface OpenAeadParameters {
  readonly key: Uint8Array;
  readonly aad: Uint8Array;
  readonly sealed: Uint8Array;
}

/**
 * Opens what {@link sealAead} sealed.
 * @throws {VerificationError} `AEAD_INVALID` when key, associated data or ciphertext is not the one sealed with.
 */
export function openAead({ key, aad, sealed }: OpenAeadParameters): Uint8Array {
  try {
    return chacha20poly1305(key, NONCE, aad).decrypt(sealed);
  } catch {
    // The library's error is dropped: it names no cause, and nothing of the ciphertext may leave through it.
    throw new VerificationError("AEAD_INVALID", "A sealed value does not open with this key and context.");
  }
}
