import type { Hex } from "../codec/index.ts";
import { addressOf, sign, typed, type ContractDomain, type MessageOf, type Signer } from "../eip712/index.ts";
import { newNonce, type Signed } from "../consent/index.ts";
import { identityDomain, type IdentityAt } from "./place.ts";

/** A person who changes something about herself. */
export interface Holder {
  readonly at: IdentityAt;
  readonly personId: Hex;
  /** A present controller. */
  readonly signer: Signer;
}

/** Adds or removes a controller: wallets are replaceable (DESIGN rule 1). An added one has to accept (`acceptControl`). */
export async function signControllerChange(
  { at, personId, signer }: Holder,
  options: { readonly controller: Hex; readonly added: boolean; readonly deadline: number },
): Promise<Signed<MessageOf<"ControllerChange">>> {
  const { controller, added, deadline } = options;
  const message = { personId, signer: addressOf(signer), controller, added, nonce: newNonce(), deadline };
  return { message, signature: await sign(signer, typed("ControllerChange", identityDomain(at), message)) };
}

/**
 * A wallet accepts to control a person: nobody is made one against his will, and a mistyped address never becomes one.
 * @param nonce that of the change, or of the recovery.
 */
export async function acceptControl(
  at: IdentityAt,
  { personId, nonce }: { readonly personId: Hex; readonly nonce: bigint },
  signer: Signer,
): Promise<Signed<MessageOf<"ControllerAcceptance">>> {
  const message = { personId, controller: addressOf(signer), nonce };
  return {
    message,
    signature: await sign(signer, typed("ControllerAcceptance", identityDomain(at), message)),
  };
}

/** Publishes a new key manifest: new epochs, new receive key. */
export async function signKeyManifestChange(
  { at, personId, signer }: Holder,
  options: { readonly keyManifestRoot: Hex; readonly deadline: number },
): Promise<Signed<MessageOf<"KeyManifestChange">>> {
  const message = { personId, signer: addressOf(signer), ...options, nonce: newNonce() };
  return { message, signature: await sign(signer, typed("KeyManifestChange", identityDomain(at), message)) };
}

/** Stops a recovery that somebody else started. */
export async function signRecoveryCancel(
  { at, personId, signer }: Holder,
  deadline: number,
): Promise<Signed<MessageOf<"RecoveryCancel">>> {
  const message = { personId, signer: addressOf(signer), nonce: newNonce(), deadline };
  return { message, signature: await sign(signer, typed("RecoveryCancel", identityDomain(at), message)) };
}

/**
 * Makes signed messages that were not used yet unusable, in one contract: nonces of the person that share their upper 248
 * bits (`word`), a 1 in `mask` for each.
 */
export async function signNonceInvalidation(
  {
    domain,
    personId,
    signer,
  }: { readonly domain: ContractDomain; readonly personId: Hex; readonly signer: Signer },
  options: { readonly word: bigint; readonly mask: bigint; readonly deadline: number },
): Promise<Signed<MessageOf<"NonceInvalidation">>> {
  const message = { personId, signer: addressOf(signer), ...options };
  return { message, signature: await sign(signer, typed("NonceInvalidation", domain, message)) };
}
