import { fromHex, type Hex, toHex, utf8 } from "../codec/index.ts";
import { DOMAIN } from "./constants.ts";
import { FIELD_ORDER } from "./poseidon/arithmetic.ts";
import { ELEMENT_BYTES } from "./poseidon/poseidon.ts";
import { createSha256 } from "./sha256/createSha256.ts";
import type { HashBatch } from "./sha256/HashBatch.ts";

/** A field element as 32 bytes, little-endian: how it stands in trees. */
export function toElement(value: bigint): Uint8Array {
  const bytes = new Uint8Array(ELEMENT_BYTES);
  const view = new DataView(bytes.buffer);
  for (let word = 0; word < 4; word++)
    view.setBigUint64(8 * word, BigInt.asUintN(64, value >> BigInt(64 * word)), true);
  return bytes;
}

export function fromElement(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, ELEMENT_BYTES);
  let value = 0n;
  for (let word = 3; word >= 0; word--) value = (value << 64n) | view.getBigUint64(8 * word, true);
  return value;
}

/** As roots and leaves stand in documents and on chain: 32 bytes, big-endian. */
export function hexOfElement(element: Uint8Array): Hex {
  return toHex(element.toReversed());
}

/** Null when the number is not below the field's order. */
export function elementOfHex(hex: Hex): Uint8Array | null {
  const element = fromHex(hex, ELEMENT_BYTES).toReversed();
  return fromElement(element) < FIELD_ORDER ? element : null;
}

/** Of each hash, one behind the other, the first 31 bytes as a big-endian number: always below the order. */
export function elementsOfHashes(hashes: Uint8Array): Uint8Array {
  const elements = new Uint8Array(hashes.length);
  for (let at = 0; at < hashes.length; at += ELEMENT_BYTES)
    for (let index = 0; index < 31; index++) elements[at + 30 - index] = hashes[at + index] ?? 0;
  return elements;
}

/** First 31 bytes of `SHA-256("medlattice/field-class/v1" ‖ class)` as a number. */
export function classField(className: string): bigint {
  return fromElement(nameElement(DOMAIN.class, className));
}

/** First 31 bytes of `SHA-256("medlattice/field-locator/v1" ‖ locator)` as a number. */
export function locatorField(locator: string): bigint {
  return fromElement(nameElement(DOMAIN.locator, locator));
}

const sha256 = createSha256();

function nameElement(domain: string, name: string): Uint8Array {
  return elementsOfHashes(sha256(utf8(domain + name)));
}

/** The elements of locators, one behind the other. */
export function locatorsOf(batch: HashBatch, names: readonly string[]): Uint8Array {
  for (const name of names) {
    const bytes = utf8(DOMAIN.locator + name);
    batch.begin(bytes.length);
    batch.put(bytes);
    batch.end();
  }
  return elementsOfHashes(batch.take(names.length));
}

/** The elements of classes, of which a record has few. */
export function createClasses(): (name: string) => Uint8Array {
  const classes = new Map<string, Uint8Array>();
  return (name) => {
    const known = classes.get(name) ?? nameElement(DOMAIN.class, name);
    classes.set(name, known);
    return known;
  };
}
