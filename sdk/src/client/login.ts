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
}

const DEFAULT_LIFETIME_SECONDS = 8 * 3600;

/** Fetches a challenge, lets the wallet sign the login message, and opens the session. */
export async function login(parameters: LoginParameters): Promise<Session> {
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
  });
  const signature = await signer.signMessage({ message });
  return transport.json(
    { method: "POST", path: "/v1/session", json: { message, signature, sessionKey: sessionKey.spki } },
    sessionReply,
  );
}

/** Ends the session at the oracle. */
export async function logout(transport: Transport): Promise<void> {
  await transport.json({ method: "DELETE", path: "/v1/session" }, z.undefined());
}
