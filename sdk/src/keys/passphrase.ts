import { scryptAsync } from "@noble/hashes/scrypt.js";
import { fromHex, u32be, utf8, type Hex } from "../codec/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import type { MasterKey } from "./master-key.ts";
import type { PassphraseWrap } from "./wrap-schema.ts";
import { newSalt, unwrapUnder, wrapUnder, type WrapSecret } from "./wrap.ts";

/** OWASP Password Storage Cheat Sheet for scrypt (RFC 7914): N = 2^17, r = 8, p = 1, i.e. 128 MiB and about half a second. */
export const SCRYPT_RECOMMENDED = { logN: 17, r: 8, p: 1 } as const;

/** Shorter ones fall to a guess even under scrypt (NIST SP 800-63B-4 §3.1.1.2 asks for 15 where a password stands alone). */
export const PASSPHRASE_MIN_CHARACTERS = 15;

type ScryptParameters = PassphraseWrap["scrypt"];

/**
 * Wraps the master key under a passphrase.
 * @throws InvalidInputError PASSPHRASE_TOO_SHORT
 */
export async function wrapWithPassphrase(master: MasterKey, passphrase: string): Promise<PassphraseWrap> {
  if (normalise(passphrase).length < PASSPHRASE_MIN_CHARACTERS) {
    throw new InvalidInputError(
      "PASSPHRASE_TOO_SHORT",
      `A passphrase has at least ${PASSPHRASE_MIN_CHARACTERS} characters.`,
      {
        hints: ["Four or five words picked at random are easy to remember and hard to guess."],
      },
    );
  }
  const salt = newSalt();
  const secret = await passphraseSecret(passphrase, salt, SCRYPT_RECOMMENDED);
  return { kind: "passphrase", scrypt: { ...SCRYPT_RECOMMENDED }, ...wrapUnder(master, salt, secret) };
}

/**
 * Opens a passphrase's wrap, with the parameters it was made with.
 * @throws VerificationError KEY_WRAP_REFUSED
 */
export async function unwrapWithPassphrase(wrap: PassphraseWrap, passphrase: string): Promise<MasterKey> {
  return unwrapUnder(wrap, await passphraseSecret(passphrase, wrap.salt, wrap.scrypt));
}

async function passphraseSecret(
  passphrase: string,
  salt: Hex,
  parameters: ScryptParameters,
): Promise<WrapSecret> {
  const { logN, r, p } = parameters;
  const secret = await scryptAsync(utf8(normalise(passphrase)), fromHex(salt, 32), {
    N: 2 ** logN,
    r,
    p,
    dkLen: 32,
  });
  return { kind: "passphrase", secret, parameters: [u32be(logN), u32be(r), u32be(p)] };
}

/** The same passphrase typed on two systems may come composed or decomposed (RFC 8265 §4.2 normalises to NFC). */
function normalise(passphrase: string): string {
  return passphrase.normalize("NFC");
}
