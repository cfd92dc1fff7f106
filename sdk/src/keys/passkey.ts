import { fromBase64Url, fromHex, type Hex } from "../codec/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import type { MasterKey } from "./master-key.ts";
import type { PasskeyWrap } from "./wrap-schema.ts";
import { newSalt, unwrapUnder, wrapUnder, type WrapSecret } from "./wrap.ts";

/** What a page got from `navigator.credentials.get` with the `prf` extension. */
export interface PasskeyResult {
  /** Base64url id of the credential, as WebAuthn's JSON writes it. */
  readonly credentialId: string;
  /** What was put in as `prf.eval.first`: 32 random bytes, kept with the wrap. */
  readonly prfInput: Hex;
  /** `prf.results.first`: 32 secret bytes. */
  readonly prfOutput: Uint8Array;
}

/** Draws the PRF input for a new wrap; the page passes it to the authenticator. */
export function newPrfInput(): Hex {
  return newSalt();
}

/**
 * Wraps the master key under a passkey (WebAuthn level 3 §10.1.4 "prf").
 * @throws InvalidInputError PASSKEY_PRF_INVALID
 */
export function wrapWithPasskey(master: MasterKey, result: PasskeyResult): PasskeyWrap {
  const { credentialId, prfInput } = result;
  return { kind: "passkey", credentialId, prfInput, ...wrapUnder(master, newSalt(), passkeySecret(result)) };
}

/**
 * Opens a passkey's wrap; the page evaluated the passkey on `wrap.prfInput`.
 * @throws InvalidInputError PASSKEY_PRF_INVALID | VerificationError KEY_WRAP_REFUSED
 */
export function unwrapWithPasskey(wrap: PasskeyWrap, prfOutput: Uint8Array): MasterKey {
  return unwrapUnder(
    wrap,
    passkeySecret({ credentialId: wrap.credentialId, prfInput: wrap.prfInput, prfOutput }),
  );
}

function passkeySecret({ credentialId, prfInput, prfOutput }: PasskeyResult): WrapSecret {
  if (prfOutput.length !== 32) {
    throw new InvalidInputError(
      "PASSKEY_PRF_INVALID",
      "The passkey did not return the 32 bytes it was asked for.",
      {
        hints: ["This passkey or browser lacks the PRF extension: use another, or a passphrase."],
      },
    );
  }
  return {
    kind: "passkey",
    secret: prfOutput,
    parameters: [fromBase64Url(credentialId), fromHex(prfInput, 32)],
  };
}
