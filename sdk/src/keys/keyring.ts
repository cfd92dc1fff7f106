import { parseStoredJson, storeJson, type Hex, type StoredJson } from "../codec/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import type { MasterKey } from "./master-key.ts";
import { keyringSchema, type Keyring, type KeyWrap } from "./wrap-schema.ts";
import { requireCheck } from "./wrap.ts";

/** Collects the wraps of one master key; keep at least two of different kinds, or one loss locks the owner out. */
export function createKeyring(master: MasterKey, wraps: readonly KeyWrap[]): Keyring {
  for (const wrap of wraps) requireCheck(master, wrap.check);
  return { format: "medlattice/keyring/v1", check: master.check(), wraps: [...wraps] };
}

/**
 * Takes another wrap in; one of the same way in (account, passkey; passphrase; guardians) is replaced.
 * @throws InvalidInputError KEYRING_OTHER_KEY when the wrap is of another master key.
 */
export function addWrap(keyring: Keyring, wrap: KeyWrap): Keyring {
  if (wrap.check !== keyring.check) {
    throw new InvalidInputError("KEYRING_OTHER_KEY", "This wrap is of another master key.");
  }
  const kept = keyring.wraps.filter((present) => wayIn(present) !== wayIn(wrap));
  return { ...keyring, wraps: [...kept, wrap] };
}

/**
 * Takes a wrap out. Copies made before keep working: only a new master key and new epochs end them.
 * @throws InvalidInputError KEYRING_LAST_WRAP when nothing would be left.
 */
export function removeWrap(keyring: Keyring, wrap: KeyWrap): Keyring {
  const wraps = keyring.wraps.filter((present) => wayIn(present) !== wayIn(wrap));
  if (wraps.length === 0) {
    throw new InvalidInputError(
      "KEYRING_LAST_WRAP",
      "Without this way in, the key could never be opened again.",
    );
  }
  return { ...keyring, wraps };
}

/** The keyring as it is stored with the person's oracle. */
export function storeKeyring(keyring: Keyring): StoredJson<Keyring> {
  return storeJson(keyringSchema, keyring);
}

/**
 * Parses a stored keyring.
 * @param expectedCheck the check value in the person's signed key manifest, when known: a keyring of another key is refused.
 * @throws InvalidInputError DOCUMENT_* | KEYRING_OTHER_KEY
 */
export function parseKeyring(bytes: Uint8Array, expectedCheck?: Hex): Keyring {
  const { value } = parseStoredJson(keyringSchema, bytes);
  const expected = expectedCheck ?? value.check;
  if ([value.check, ...value.wraps.map((wrap) => wrap.check)].some((check) => check !== expected)) {
    throw new InvalidInputError("KEYRING_OTHER_KEY", "The stored keys are not those this person published.", {
      hints: ["The store handed out another person's or a replaced keyring."],
    });
  }
  return value;
}

/** What two wraps must differ in to stand beside each other. */
function wayIn(wrap: KeyWrap): string {
  if (wrap.kind === "wallet") return `wallet ${wrap.account}`;
  return wrap.kind === "passkey" ? `passkey ${wrap.credentialId}` : wrap.kind;
}
