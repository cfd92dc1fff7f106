import { fromBase64Url, fromHex, type Hex } from "@medlattice/sdk/codec";
import { walletError } from "../walletErrors.ts";

/**
 * Has the authenticator evaluate its pseudo-random function (WebAuthn level 3 §10.1.4) on what the wrap was made with.
 * @throws EngineError `WALLET_REJECTED` when the person stops it, `WALLET_UNSUITABLE` when the passkey has no such function
 */
export async function evaluatePasskey(credentialId: string, prfInput: Hex): Promise<Uint8Array> {
  const credential = await navigator.credentials
    .get({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        allowCredentials: [{ type: "public-key", id: Uint8Array.from(fromBase64Url(credentialId)) }],
        userVerification: "required",
        extensions: { prf: { eval: { first: Uint8Array.from(fromHex(prfInput, 32)) } } },
      },
    })
    .catch(() => {
      throw walletError("WALLET_REJECTED");
    });
  const first =
    credential instanceof PublicKeyCredential
      ? credential.getClientExtensionResults().prf?.results?.first
      : undefined;
  if (first === undefined) throw walletError("WALLET_UNSUITABLE");
  return ArrayBuffer.isView(first)
    ? new Uint8Array(first.buffer, first.byteOffset, first.byteLength)
    : new Uint8Array(first);
}
