import { createDigest, framed, u32be, utf8 } from "../codec/index.ts";
import { DOMAIN } from "./constants.ts";
import { elementOfHash } from "./elements.ts";
import { createSha256 } from "./sha256.ts";

export const SALT_BYTES = 16;
const HASH_BYTES = 32;

const sha256 = createSha256();
const [SALT, PART, BODY] = [utf8(DOMAIN.salt), utf8(DOMAIN.part), utf8(DOMAIN.body)];
/** Longer texts are hashed where they stand; shorter ones are quicker copied. */
const COPIED_BYTES = 16_384;

/**
 * Salts of a section's parts, two from each hash: bytes 16·(i mod 2) … of `SHA-256("medlattice/field-salt/v1" ‖ section seed ‖ u32be(i div 2))`.
 * All messages have one length, so none continues another.
 */
export function saltsOf(seed: Uint8Array, count: number): Uint8Array[] {
  const message = new Uint8Array(SALT.length + seed.length + 4);
  message.set(SALT);
  message.set(seed, SALT.length);
  const counter = new DataView(message.buffer, SALT.length + seed.length);
  const salts: Uint8Array[] = [];
  for (let pair = 0; salts.length < count; pair++) {
    counter.setUint32(0, pair);
    const hash = sha256(message);
    salts.push(hash.subarray(0, SALT_BYTES));
    if (salts.length < count) salts.push(hash.subarray(SALT_BYTES));
  }
  return salts;
}

const paths = new Map<string, Uint8Array>();
const MOST_PATHS = 1_024;

/** A path behind its length. Records have few different ones. */
function framedPath(path: string): Uint8Array {
  const known = paths.get(path);
  if (known !== undefined) return known;
  const name = framed(utf8(path));
  if (paths.size < MOST_PATHS) paths.set(path, name);
  return name;
}

/** What is hashed in front of a part's text: `"medlattice/field-part/v1" ‖ salt ‖ u32be(len path) ‖ path`, and room for as much behind it. */
export function hashingOf(salt: Uint8Array, path: string, roomBytes = 0): Uint8Array {
  const name = framedPath(path);
  const head = new Uint8Array(PART.length + SALT_BYTES + name.length + roomBytes);
  head.set(PART);
  head.set(salt, PART.length);
  head.set(name, PART.length + SALT_BYTES);
  return head;
}

/** SHA-256 of that and the text: without the salt no guess of the text can be tested. */
export function partHash(salt: Uint8Array, path: string, text: Uint8Array): Uint8Array {
  if (text.length <= COPIED_BYTES) {
    const message = hashingOf(salt, path, text.length);
    message.set(text, message.length - text.length);
    return sha256(message);
  }
  const digest = createDigest();
  digest.update(hashingOf(salt, path));
  digest.update(text);
  return digest.digest();
}

/**
 * The section's body: first 31 bytes of `SHA-256("medlattice/field-body/v1" ‖ u32be(count) ‖ hashes of the parts in order)`. A hidden
 * part's hash always goes along, so a tree over them would save nothing.
 */
export function bodyOf(hashes: readonly Uint8Array[]): Uint8Array {
  const message = new Uint8Array(BODY.length + 4 + hashes.length * HASH_BYTES);
  message.set(BODY);
  message.set(u32be(hashes.length), BODY.length);
  for (const [index, hash] of hashes.entries()) message.set(hash, BODY.length + 4 + index * HASH_BYTES);
  return elementOfHash(sha256(message));
}
