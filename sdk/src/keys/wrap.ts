import { concatBytes, framed, fromHex, toHex, utf8, type Hex } from "../codec/index.ts";
import { openAead, sealAead } from "../crypto/primitives/aead.ts";
import { hkdfSha256 } from "../crypto/primitives/hkdf.ts";
import { VerificationError } from "../errors/index.ts";
import { MasterKey } from "./master-key.ts";
import type { KeyWrap } from "./wrap-schema.ts";

const WRAP = "medlattice/key-wrap/v1";

/** What every wrap has beside the parameters of its kind. */
export interface WrapCore {
  readonly format: "medlattice/key-wrap/v1";
  readonly salt: Hex;
  readonly check: Hex;
  readonly wrapped: Hex;
}

/** A wrapping secret and what it is bound to. */
export interface WrapSecret {
  readonly kind: KeyWrap["kind"];
  /** Secret of full entropy, or stretched already. */
  readonly secret: Uint8Array;
  /** Public parameters of the kind; changing one changes the key. */
  readonly parameters: readonly Uint8Array[];
}

/** 32 random bytes for a new wrap. */
export function newSalt(): Hex {
  return toHex(globalThis.crypto.getRandomValues(new Uint8Array(32)));
}

/** Wraps a master key under a secret. `salt` must be new. */
export function wrapUnder(master: MasterKey, salt: Hex, secret: WrapSecret): WrapCore {
  const check = master.check();
  const bytes = master.exportForWrapping();
  const wrapped = sealAead({
    key: wrapKey(secret, salt),
    aad: wrapAad(secret.kind, check),
    plaintext: bytes,
  });
  bytes.fill(0);
  return { format: WRAP, salt, check, wrapped: toHex(wrapped) };
}

/**
 * Opens a wrap and compares the key with its check value.
 * @throws VerificationError KEY_WRAP_REFUSED when the secret is another or the wrap was changed; with the kind, never a secret.
 */
export function unwrapUnder(wrap: WrapCore, secret: WrapSecret): MasterKey {
  let bytes: Uint8Array;
  try {
    bytes = openAead({
      key: wrapKey(secret, wrap.salt),
      aad: wrapAad(secret.kind, wrap.check),
      sealed: fromHex(wrap.wrapped, 48),
    });
  } catch {
    throw new VerificationError("KEY_WRAP_REFUSED", REFUSED[secret.kind].message, {
      facts: { kind: secret.kind },
      hints: [REFUSED[secret.kind].hint],
    });
  }
  const master = MasterKey.fromBytes(bytes);
  bytes.fill(0);
  requireCheck(master, wrap.check);
  return master;
}

/** @throws VerificationError MASTER_KEY_MISMATCH when the key is not the one with this check value. */
export function requireCheck(master: MasterKey, expected: Hex): void {
  if (master.check() === expected) return;
  throw new VerificationError(
    "MASTER_KEY_MISMATCH",
    "The key that came out is not the one this person published.",
    {
      hints: ["The stored copy is of another person or was replaced; take another copy."],
    },
  );
}

const REFUSED: Record<KeyWrap["kind"], { readonly message: string; readonly hint: string }> = {
  wallet: {
    message: "The wallet's signature does not open the key.",
    hint: "Choose the account the key was wrapped with, or use another way in: passkey, passphrase, guardians.",
  },
  passphrase: {
    message: "The passphrase does not open the key.",
    hint: "Check the spelling and the keyboard layout.",
  },
  passkey: {
    message: "The passkey does not open the key.",
    hint: "Use the passkey that was registered for this key.",
  },
  guardians: {
    message: "The guardians' shares do not open the key.",
    hint: "The stored copy was changed, or the shares are of an older one.",
  },
};

function wrapKey({ kind, secret, parameters }: WrapSecret, salt: Hex): Uint8Array {
  return hkdfSha256({
    ikm: secret,
    salt: fromHex(salt, 32),
    info: framed(utf8(WRAP), utf8(kind), ...parameters),
    lengthBytes: 32,
  });
}

function wrapAad(kind: KeyWrap["kind"], check: Hex): Uint8Array {
  return concatBytes(utf8(`${WRAP} ${kind} `), fromHex(check));
}
