import { expand_message_xmd } from "@noble/curves/abstract/hash-to-curve.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { Fp, add } from "mcl-wasm";
import { utf8 } from "../../codec/index.ts";
import type { G1 } from "../../crypto/bls/points.ts";
import { blsContext } from "../../crypto/init.ts";

/** Bytes of one field element before reduction: L of RFC 9380 §8.8.1. */
const ELEMENT_BYTES = 64;

/**
 * hash_to_curve of RFC 9380, suite BLS12381G1_XMD:SHA-256_SSWU_RO_, under a tag of one's own. The pairing library knows only one
 * tag, so the message is expanded here; it maps both field elements to the group. Clearing the cofactor is linear, so the sum of
 * the two is the standard's result.
 */
export function hashToG1(message: Uint8Array, domain: string): G1 {
  blsContext();
  const uniform = expand_message_xmd(message, utf8(domain), 2 * ELEMENT_BYTES, sha256);
  return add(mapped(uniform.subarray(0, ELEMENT_BYTES)), mapped(uniform.subarray(ELEMENT_BYTES)));
}

function mapped(bytes: Uint8Array): G1 {
  const element = new Fp();
  element.setBigEndianMod(bytes);
  return element.mapToG1();
}
