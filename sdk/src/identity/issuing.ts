import { concatBytes, fromHex, keccak256, toHex, utf8, type Hex } from "../codec/index.ts";
import { addressOf, sign, typed, type MessageOf, type Signer } from "../eip712/index.ts";
import { newNonce, type Signed } from "../consent/index.ts";
import { newId } from "../record/index.ts";
import { identityDomain, type IdentityAt } from "./place.ts";
import type { PersonStatus } from "./roles.ts";

/** Who decides about others: a manager (by personId), or zero for the organisation's issuer key or the authority. */
export interface IssuerSide {
  readonly at: IdentityAt;
  readonly issuer: Hex;
  readonly signer: Signer;
}

export interface SignedStatusChange extends Signed<MessageOf<"StatusChange">> {
  /** Opens the reason's hash; stays with the issuer. */
  readonly salt: Hex;
}

/** Suspends, reinstates or revokes. `reason = keccak256("medlattice/status-reason/v1" ‖ salt ‖ text)`. */
export async function signStatusChange(
  { at, issuer, signer }: IssuerSide,
  options: {
    readonly personId: Hex;
    readonly status: PersonStatus;
    readonly reason: string;
    readonly deadline: number;
  },
): Promise<SignedStatusChange> {
  const { personId, status, deadline } = options;
  const salt = newId();
  const reason = toHex(
    keccak256(concatBytes(utf8("medlattice/status-reason/v1"), fromHex(salt), utf8(options.reason))),
  );
  const message = {
    personId,
    status,
    reason,
    issuer,
    signer: addressOf(signer),
    nonce: newNonce(),
    deadline,
  };
  return { message, signature: await sign(signer, typed("StatusChange", identityDomain(at), message)), salt };
}

/** Hands control of a lost pseudonym to a new wallet, after the issuer has verified the real identity anew. */
export async function signRecovery(
  { at, issuer, signer }: IssuerSide,
  options: { readonly personId: Hex; readonly newController: Hex; readonly deadline: number },
): Promise<Signed<MessageOf<"Recovery">>> {
  const { personId, newController, deadline } = options;
  const message = { personId, newController, issuer, signer: addressOf(signer), nonce: newNonce(), deadline };
  return { message, signature: await sign(signer, typed("Recovery", identityDomain(at), message)) };
}

/** The authority's second signature under a recovery: the issuer alone cannot take a person over. */
export async function approveRecovery(
  at: IdentityAt,
  recovery: MessageOf<"Recovery">,
  authority: Signer,
): Promise<Signed<MessageOf<"RecoveryApproval">>> {
  const { personId, newController, nonce } = recovery;
  const message = { personId, newController, nonce };
  return {
    message,
    signature: await sign(authority, typed("RecoveryApproval", identityDomain(at), message)),
  };
}
