import { x25519 } from "@noble/curves/ed25519.js";
import { bech32 } from "@scure/base";
import { concatBytes, framed, fromHex, type Hex, toHex, u32be, utf8 } from "../codec/index.ts";
import { hkdfSha256 } from "../crypto/primitives/hkdf.ts";
import { InvalidInputError } from "../errors/index.ts";

const EPHEMERAL = utf8("medlattice/summary-ephemeral/v1");
const TAG = utf8("medlattice/summary-tag/v1");

/** A patient as the consortium sees her in one item: whoever has her sealing key recognises it, nobody else links two (systems.md M5). */
export interface BlindedPseudonym {
  /** r·G on X25519, another for each item. */
  readonly ephemeral: Hex;
  /** From r·P. */
  readonly tag: Hex;
}

/** What the pseudonym is bound to: it cannot be moved to another item. */
export interface ItemName {
  readonly chainId: number;
  readonly recordId: Hex;
  readonly version: number;
  readonly kind: number;
}

/**
 * Blinds a patient for one item, as one does for stealth addresses (ERC-5564 with X25519): the tag is a Diffie–Hellman secret between a
 * scalar of this item and the patient's published key. The same arguments give the same bytes, so a batch can be made again.
 *
 * @param options.secret of the institution, 32 bytes; kept, or its items could be told from others by whoever guesses it
 * @param options.recipient the `sealing` leaf of the patient's key manifest, `age1…`
 * @throws InvalidInputError `SUMMARY_RECIPIENT_INVALID`
 */
export function blindPseudonym(options: {
  readonly secret: Uint8Array;
  readonly recipient: string;
  readonly item: ItemName;
}): BlindedPseudonym {
  const { secret, recipient, item } = options;
  const key = keyOf(recipient);
  const name = nameOf(item);
  const scalar = hkdfSha256({ ikm: secret, salt: key, info: framed(EPHEMERAL, name), lengthBytes: 32 });
  const ephemeral = x25519.getPublicKey(scalar);
  const shared = agree(scalar, key);
  if (shared === null) throw notAKey();
  return { ephemeral: toHex(ephemeral), tag: toHex(tagOf(shared, ephemeral, key, name)) };
}

/**
 * A pseudonym for somebody who has published no key: it looks like any other, and nobody will recognise it.
 * @param secret of the institution, as for `blindPseudonym`
 */
export function blindStranger(secret: Uint8Array, item: ItemName): BlindedPseudonym {
  const key = x25519.getPublicKey(x25519.utils.randomSecretKey());
  return blindPseudonym({ secret, recipient: bech32.encodeFromBytes("age", key), item });
}

/**
 * Whether an item is of the person with this sealing key. A pseudonym that is no point of the curve is nobody's.
 * @param identity `AGE-SECRET-KEY-1…`; after a change of keys, items from before are recognised by the key of then
 */
export function recognizePseudonym(identity: string, item: ItemName, pseudonym: BlindedPseudonym): boolean {
  const scalar = bech32.decodeToBytes(identity.toLowerCase()).bytes;
  const ephemeral = fromHex(pseudonym.ephemeral, 32);
  const shared = agree(scalar, ephemeral);
  if (shared === null) return false;
  return toHex(tagOf(shared, ephemeral, x25519.getPublicKey(scalar), nameOf(item))) === pseudonym.tag;
}

/** Null for points of small order, with which the secret would be nobody's. */
function agree(scalar: Uint8Array, key: Uint8Array): Uint8Array | null {
  try {
    return x25519.getSharedSecret(scalar, key);
  } catch {
    return null;
  }
}

function tagOf(shared: Uint8Array, ephemeral: Uint8Array, key: Uint8Array, name: Uint8Array): Uint8Array {
  return hkdfSha256({
    ikm: shared,
    salt: concatBytes(ephemeral, key),
    info: framed(TAG, name),
    lengthBytes: 32,
  });
}

function nameOf({ chainId, recordId, version, kind }: ItemName): Uint8Array {
  return concatBytes(u32be(chainId), fromHex(recordId, 32), u32be(version), u32be(kind));
}

function keyOf(recipient: string): Uint8Array {
  try {
    const { prefix, bytes } = bech32.decodeToBytes(recipient);
    if (prefix === "age" && bytes.length === 32) return bytes;
  } catch {
    // Said below.
  }
  throw notAKey();
}

function notAKey(): InvalidInputError {
  return new InvalidInputError("SUMMARY_RECIPIENT_INVALID", "The patient's published sealing key is none.", {
    hints: ["The patient publishes the key manifest anew (medlattice keys rotate)."],
  });
}
