import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, u32be, utf8 } from "../../codec/index.ts";
import { decodeG1, decodeG2, encodePoint, mulG1 } from "../../crypto/bls/points.ts";
import { assertScalar } from "../../crypto/bls/scalar.ts";
import { VerificationError } from "../../errors/index.ts";
import { encodeG1Eip2537 } from "../bls/eip2537.ts";
import { hashToG1 } from "../bls/hashToG1.ts";
import { pairsWithKey } from "../bls/pairings.ts";
import { COMMITTEE_DOMAIN } from "../domains.ts";

/**
 * The verifiable random function of systems.md P6: a BLS signature, of which there is one for each key and message.
 * @returns σ = sk·hash_to_curve(message), compressed, 48 bytes
 */
export function proveDraw(
  secret: bigint,
  message: Uint8Array,
  domain: string = COMMITTEE_DOMAIN.sortition,
): Uint8Array {
  return encodePoint(mulG1(hashToG1(message, domain), assertScalar(secret, "secret")));
}

/**
 * Checks that a proof is the key's for the message.
 * @throws {InvalidInputError} `POINT_INVALID`
 * @throws {VerificationError} `DRAW_FALSE`
 */
export function verifyDraw(claim: {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly proof: Uint8Array;
  readonly domain?: string;
}): void {
  const { publicKey, message, proof, domain = COMMITTEE_DOMAIN.sortition } = claim;
  const key = decodeG2(publicKey, "publicKey");
  if (pairsWithKey(decodeG1(proof, "proof"), hashToG1(message, domain), key)) return;
  throw new VerificationError("DRAW_FALSE", "The proof is not this station's for this epoch.");
}

/**
 * Output of the draw: `SHA-256(domain ‖ σ in EIP-2537 form, 128 bytes ‖ u32be(part))`; its upper 128 bits are y.
 * @param part null leaves it out, for vectors made without
 */
export function drawOutput(
  proof: Uint8Array,
  part: number | null,
  domain: string = COMMITTEE_DOMAIN.sortitionDraw,
): Uint8Array {
  const point = encodeG1Eip2537(decodeG1(proof, "proof"));
  return sha256(concatBytes(utf8(domain), point, part === null ? new Uint8Array() : u32be(part)));
}

/**
 * Output of a draw where nobody can prove one, on an engine without EIP-2537: everyone knows it as soon as the seed is known.
 * `SHA-256("medlattice/committee-draw/v1" ‖ round message, 41 bytes ‖ u16be(station) ‖ u32be(part))`.
 */
export function openDrawOutput(message: Uint8Array, station: number, part: number): Uint8Array {
  const number = Uint8Array.of(station >> 8, station & 0xff);
  return sha256(concatBytes(utf8(COMMITTEE_DOMAIN.sortitionDraw), message, number, u32be(part)));
}
