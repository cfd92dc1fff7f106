import type { Address, Hex } from "viem";
import { z } from "zod";
import { createLoginMessage } from "./loginMessage.ts";
import { type Session, challengeReply, sessionReply } from "./schema/session.ts";
import type { SessionKey } from "./sessionKey.ts";
import type { Transport } from "./transport.ts";

/** What signs the login: a viem account, or a wallet client bound to one. */
export interface LoginSigner {
  readonly address: Address;
  signMessage(parameters: { message: string }): Promise<Hex>;
}

export interface LoginParameters {
  readonly transport: Transport;
  readonly signer: LoginSigner;
  readonly person: { readonly chainId: number; readonly personId: Hex };
  readonly sessionKey: SessionKey;
  /** Host of the page that asks; default the oracle's own. */
  readonly domain?: string | undefined;
  /** How long the login holds; the oracle may allow less. Default 8 h. */
  readonly lifetimeSeconds?: number | undefined;
  /** orgIds of further oracles that the same signature logs in to. */
  readonly oracles?: readonly Hex[] | undefined;
}

/** A login that other oracles named in it accept too (`presentLogin`). */
export interface SignedLogin {
  readonly message: string;
  readonly signature: Hex;
}

const DEFAULT_LIFETIME_SECONDS = 8 * 3600;

/** Fetches a challenge, lets the wallet sign the login message, and opens the session. */
export async function login(parameters: LoginParameters): Promise<{ session: Session; signed: SignedLogin }> {
  const { transport, signer, person, sessionKey } = parameters;
  const challenge = await transport.json(
    { method: "POST", path: "/v1/session/challenges", json: {}, unsigned: true },
    challengeReply,
  );
  transport.setClock(challenge.serverTime);
  const lifetime = parameters.lifetimeSeconds ?? DEFAULT_LIFETIME_SECONDS;
  const message = createLoginMessage({
    domain: parameters.domain ?? new URL(transport.baseUrl).host,
    uri: transport.baseUrl,
    chainId: person.chainId,
    address: signer.address,
    personId: person.personId,
    keyId: sessionKey.keyId,
    nonce: challenge.nonce,
    issuedAt: new Date(challenge.serverTime * 1000),
    expiresAt: new Date((challenge.serverTime + lifetime) * 1000),
    oracles: parameters.oracles ?? [],
  });
  const signed = { message, signature: await signer.signMessage({ message }) };
  return { session: await presentLogin(transport, sessionKey, signed), signed };
}

/** Opens a session with a login the wallet has signed already: at the oracle it names, or one it lists. */
export async function presentLogin(
  transport: Transport,
  sessionKey: SessionKey,
  { message, signature }: SignedLogin,
): Promise<Session> {
  const json = { message, signature, sessionKey: sessionKey.spki };
  return transport.json({ method: "POST", path: "/v1/session", json }, sessionReply);
}

/** Ends the session at the oracle. */
export async function logout(transport: Transport): Promise<void> {
  await transport.json({ method: "DELETE", path: "/v1/session" }, z.undefined());
}
