import { framed, toHex, utf8, type Hex } from "../codec/index.ts";
import { hkdfSha256 } from "../crypto/primitives/hkdf.ts";
import { InvalidInputError } from "../errors/index.ts";

/** Length of a master key. */
export const MASTER_KEY_BYTES = 32;

const SALT = "medlattice/master-key/v1";
const CHECK = "medlattice/master-key-check/v1";

/**
 * A person's root of all encryption keys: 32 random bytes, the same on every chain (DESIGN rule 3). The bytes are held in a
 * private field and shown by no logger, inspector or serialiser; they leave only into a wrap (`addWrap`).
 */
export class MasterKey {
  readonly #bytes: Uint8Array;

  private constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Draws a new one from the platform's generator. */
  static generate(): MasterKey {
    return new MasterKey(globalThis.crypto.getRandomValues(new Uint8Array(MASTER_KEY_BYTES)));
  }

  /**
   * Takes over known bytes (a copy).
   * @throws InvalidInputError MASTER_KEY_INVALID
   */
  static fromBytes(bytes: Uint8Array): MasterKey {
    if (bytes.length !== MASTER_KEY_BYTES) {
      throw new InvalidInputError("MASTER_KEY_INVALID", `A master key has ${MASTER_KEY_BYTES} bytes.`);
    }
    return new MasterKey(bytes.slice());
  }

  /**
   * `HKDF-SHA256(master, salt = "medlattice/master-key/v1", info = domain and parts, each after its length)` (RFC 5869).
   * Every use has a domain string of its own.
   */
  derive(domain: string, parts: readonly Uint8Array[], lengthBytes: number): Uint8Array {
    return hkdfSha256({
      ikm: this.#bytes,
      salt: utf8(SALT),
      info: framed(utf8(domain), ...parts),
      lengthBytes,
    });
  }

  /** 16 public bytes by which an unwrapped key is recognised. They say nothing of the key, which is random. */
  check(): Hex {
    return toHex(this.derive(CHECK, [], 16));
  }

  /** A copy of the bytes, for wrapping only. */
  exportForWrapping(): Uint8Array {
    return this.#bytes.slice();
  }

  toJSON(): string {
    return "[MasterKey]";
  }

  toString(): string {
    return "[MasterKey]";
  }
}
