import { DOMAIN } from "../domains.ts";
import { concatBytes, utf8 } from "../../codec/index.ts";
import { hkdfSha256 } from "../primitives/hkdf.ts";

export interface KemKeyParameters {
  /** GT bytes of K. */
  readonly k: Uint8Array;
  readonly c1: Uint8Array;
  /** Encoded capsule context. */
  readonly context: Uint8Array;
}

/** `kek = HKDF-SHA256(ikm = K, salt = "medlattice/afgh-kem/v1", info = C1 ‖ context, 32 bytes)`. */
export function kemKey({ k, c1, context }: KemKeyParameters): Uint8Array {
  return hkdfSha256({ ikm: k, salt: utf8(DOMAIN.kem), info: concatBytes(c1, context), lengthBytes: 32 });
}
