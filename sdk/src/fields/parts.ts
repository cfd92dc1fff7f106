import { concatBytes, createDigest, framed, utf8 } from "../codec/index.ts";
import { DOMAIN } from "./constants.ts";
import type { CutPart } from "./cut/cut.ts";
import { elementsOfHashes } from "./elements.ts";
import { HASH_BYTES, type HashBatch } from "./sha256/HashBatch.ts";

export const SALT_BYTES = 16;

const [SALT, PART, BODY] = [utf8(DOMAIN.salt), utf8(DOMAIN.part), utf8(DOMAIN.body)];

/** What salts are made from. */
export interface Salting {
  readonly seed: Uint8Array;
  /** Of salts. */
  readonly count: number;
}

/**
 * Salts of the sections' parts one behind the other, two from each hash: bytes 16·(i mod 2) … of
 * `SHA-256("medlattice/field-salt/v1" ‖ section seed ‖ u32be(i div 2))`. All messages have one length, so none continues another.
 */
export function saltsOf(batch: HashBatch, sections: readonly Salting[]): Uint8Array[] {
  let pairs = 0;
  for (const { seed, count } of sections) {
    for (let pair = 0; 2 * pair < count; pair++) {
      batch.begin(SALT.length + seed.length + 4);
      batch.put(SALT);
      batch.put(seed);
      batch.putU32(pair);
      batch.end();
      pairs++;
    }
  }
  const hashes = batch.take(pairs);
  let at = 0;
  return sections.map(({ count }) => {
    const salts = hashes.subarray(at, at + count * SALT_BYTES);
    at += Math.ceil(count / 2) * HASH_BYTES;
    return salts;
  });
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

/** What is hashed in front of a part's text: `"medlattice/field-part/v1" ‖ salt ‖ u32be(len path) ‖ path`. */
export function hashingOf(salt: Uint8Array, path: string): Uint8Array {
  return concatBytes(PART, salt, framedPath(path));
}

/** SHA-256 of that and the text: without the salt no guess of the text can be tested. */
export function partHash(salt: Uint8Array, path: string, text: Uint8Array): Uint8Array {
  const digest = createDigest();
  digest.update(hashingOf(salt, path));
  digest.update(text);
  return digest.digest();
}

/** What a section's body is made from. */
export interface Salted {
  /** What the parts stand in. */
  readonly bytes: Uint8Array;
  readonly parts: readonly (CutPart | { readonly hash: Uint8Array })[];
  /** One behind the other. */
  readonly salts: Uint8Array;
}

/**
 * The sections' bodies, one behind the other: first 31 bytes of `SHA-256("medlattice/field-body/v1" ‖ u32be(count) ‖ hashes of the parts in order)`. A hidden
 * part's hash always goes along, so a tree over them would save nothing.
 */
export function bodiesOf(batch: HashBatch, sections: readonly Salted[]): Uint8Array {
  let shown = 0;
  for (const { bytes, parts, salts } of sections) {
    let saltAt = 0;
    for (const part of parts) {
      if ("path" in part) {
        putPart(batch, part, bytes, salts, saltAt);
        shown++;
      }
      saltAt += SALT_BYTES;
    }
  }
  const hashes = batch.take(shown);
  let at = 0;
  for (const { parts } of sections) {
    batch.begin(BODY.length + 4 + parts.length * HASH_BYTES);
    batch.put(BODY);
    batch.putU32(parts.length);
    const from = at;
    for (const part of parts) if ("path" in part) at += HASH_BYTES;
    if (at - from === parts.length * HASH_BYTES) batch.putRange(hashes, from, at);
    else putMixed(batch, parts, hashes.subarray(from, at));
    batch.end();
  }
  return elementsOfHashes(batch.take(sections.length));
}

/** Hashes in the order of the parts, those of shown ones from `hashes`. */
function putMixed(batch: HashBatch, parts: Salted["parts"], hashes: Uint8Array): void {
  let at = 0;
  for (const part of parts) {
    if ("hash" in part) batch.put(part.hash);
    else batch.putRange(hashes, at, (at += HASH_BYTES));
  }
}

function putPart(
  batch: HashBatch,
  { path, start, end }: CutPart,
  bytes: Uint8Array,
  salts: Uint8Array,
  saltAt: number,
): void {
  const name = framedPath(path);
  batch.begin(PART.length + SALT_BYTES + name.length + end - start);
  batch.put(PART);
  batch.putRange(salts, saltAt, saltAt + SALT_BYTES);
  batch.put(name);
  batch.putRange(bytes, start, end);
  batch.end();
}
