import { createHash } from "node:crypto";
import { PermissionError } from "@medlattice/sdk/errors";
import { type LoginMessage, parseLoginMessage } from "@medlattice/sdk/client";
import type { Hex } from "viem";
import type { ControllerCheck } from "./controllerCheck.ts";
import type { SessionStore, StoredSession } from "./sessionStore.ts";

export interface LoginDependencies {
  readonly store: SessionStore;
  readonly controllers: ControllerCheck;
  /** This oracle's public URL and organisation, one of which the message must name. */
  readonly publicUrl: string;
  readonly orgId: Hex;
  /** Hosts whose pages may ask for a login: dapps and the oracles of the network. */
  readonly domains: ReadonlySet<string>;
  /** Public URLs of the network's other oracles. */
  readonly otherOracles: ReadonlySet<string>;
  readonly maxSessionSeconds: number;
  /** EOA or ERC-1271, decided by the chain the person lives on. */
  readonly isSignedBy: (login: LoginMessage, message: string, signature: Hex) => Promise<boolean>;
  readonly nowSeconds: () => number;
}

export interface LoginRequest {
  readonly message: string;
  readonly signature: Hex;
  /** base64url SPKI, and its id; the request itself was signed with this key. */
  readonly sessionKey: string;
  readonly keyId: string;
}

const ISSUED_WINDOW_SECONDS = 300;

/**
 * Opens a session: the wallet signed for this oracle, person, session key and challenge, and the chain says that the
 * wallet controls the person. Sending the same login again gives the same session. A login that was signed for another
 * oracle and lists this one needs no challenge of ours: the session key has just signed the request that brings it.
 * @throws PermissionError LOGIN_REFUSED, CONTROLLER_UNKNOWN, PERSON_INACTIVE
 */
export async function login(dependencies: LoginDependencies, request: LoginRequest): Promise<StoredSession> {
  const { store } = dependencies;
  const now = dependencies.nowSeconds();
  const message = parseLoginMessage(request.message);
  const loginHash = createHash("sha256").update(request.message).digest("hex");
  const expiresAt = endOf(dependencies, message);
  const reason = refusal(dependencies, message, request.keyId, now);
  if (reason === "issued-at") throw refusedByClock(now);
  if (reason !== undefined) throw refused(reason);
  if (expiresAt <= now) throw refused("expiration-time");
  if (!(await dependencies.isSignedBy(message, request.message, request.signature)))
    throw refused("signature");
  await dependencies.controllers.require({ ...message, controller: message.address });

  if (store.isClosed(loginHash)) throw refused("logged-out");
  const known = store.find(request.keyId);
  if (known?.loginHash === loginHash) return store.get(request.keyId, now);
  const isFirst = message.uri === dependencies.publicUrl;
  if (isFirst && !store.takeChallenge(message.nonce, now)) throw refused("challenge");
  store.put(
    {
      keyId: request.keyId,
      chainId: message.chainId,
      personId: message.personId,
      controller: message.address,
      loginHash,
      expiresAt,
    },
    request.sessionKey,
  );
  return store.get(request.keyId, now);
}

/** Counted from when the wallet signed: a login that needs no challenge here could be sent again to open one session after another. */
function endOf({ maxSessionSeconds }: LoginDependencies, { expiresAt, issuedAt }: LoginMessage): number {
  const signedFor = Math.floor(issuedAt.getTime() / 1000) + maxSessionSeconds;
  return Math.min(Math.floor(expiresAt.getTime() / 1000), signedFor);
}

function refusal(
  dependencies: LoginDependencies,
  message: LoginMessage,
  keyId: string,
  now: number,
): string | undefined {
  const isFirst = message.uri === dependencies.publicUrl;
  const isListed = dependencies.otherOracles.has(message.uri) && message.oracles.includes(dependencies.orgId);
  if (!isFirst && !isListed) return "uri";
  if (!dependencies.domains.has(message.domain)) return "domain";
  if (message.keyId !== keyId) return "session-key";
  const issuedAgo = now - message.issuedAt.getTime() / 1000;
  if (issuedAgo < -ISSUED_WINDOW_SECONDS || (isFirst && issuedAgo > ISSUED_WINDOW_SECONDS))
    return "issued-at";
  return undefined;
}

function refused(reason: string): PermissionError {
  return new PermissionError("LOGIN_REFUSED", "The login was refused.", {
    facts: { reason },
    hints: ["Fetch a new challenge and sign in again."],
  });
}

/** Signed at a time that is none here: two clocks differ, and neither says which of them is wrong. */
function refusedByClock(serverTime: number): PermissionError {
  return new PermissionError(
    "LOGIN_REFUSED",
    "The login was signed at a time that this oracle's clock does not agree with.",
    {
      facts: { reason: "issued-at", serverTime },
      hints: [
        "The clock of the oracle where you signed in, or of this one, is wrong: tell their operators.",
        "Then sign in again.",
      ],
    },
  );
}
