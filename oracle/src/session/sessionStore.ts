import { type KeyObject, createPublicKey } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { PermissionError } from "@medlattice/sdk/errors";
import { account, hex, integer, text } from "../database/columns.ts";
import { transaction } from "../database/transaction.ts";
import type { SessionContext } from "../http/access.ts";

export const SESSION_MIGRATION = `
CREATE TABLE sessions (
  key_id TEXT PRIMARY KEY, spki TEXT NOT NULL, chain_id INTEGER NOT NULL, person_id TEXT NOT NULL,
  controller TEXT NOT NULL, login_hash TEXT NOT NULL, expires INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE login_challenges (nonce TEXT PRIMARY KEY, expires INTEGER NOT NULL) WITHOUT ROWID`;

/** A login that lists this oracle needs no challenge of it, so that it must be remembered once its person has logged out. */
export const CLOSED_LOGIN_MIGRATION = `
CREATE TABLE closed_logins (login_hash TEXT PRIMARY KEY, expires INTEGER NOT NULL) WITHOUT ROWID`;

/** A session without what the chain says of the person, which is asked anew. */
export interface StoredSession extends Omit<SessionContext, "role" | "organization"> {
  readonly publicKey: KeyObject;
  readonly loginHash: string;
  readonly expiresAt: number;
}

export interface SessionStore {
  /** @throws PermissionError SESSION_UNKNOWN, SESSION_EXPIRED */
  get(keyId: string, nowSeconds: number): StoredSession;
  find(keyId: string): StoredSession | undefined;
  put(session: Omit<StoredSession, "publicKey">, spki: string): void;
  /** Ends a session; its login opens no other. */
  remove(keyId: string): void;
  isClosed(loginHash: string): boolean;
  addChallenge(nonce: string, expires: number): void;
  /** True the first time only, and only before it expires. */
  takeChallenge(nonce: string, nowSeconds: number): boolean;
  purge(nowSeconds: number): void;
}

const CACHED_SESSIONS = 4096;

export function createSessionStore(database: DatabaseSync): SessionStore {
  const select = database.prepare("SELECT * FROM sessions WHERE key_id = ?");
  const insert = database.prepare("INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?)");
  const removeOne = database.prepare("DELETE FROM sessions WHERE key_id = ?");
  const close = database.prepare(
    "INSERT OR IGNORE INTO closed_logins SELECT login_hash, expires FROM sessions WHERE key_id = ?",
  );
  const selectClosed = database.prepare("SELECT 1 FROM closed_logins WHERE login_hash = ?");
  const purgeClosed = database.prepare("DELETE FROM closed_logins WHERE expires <= ?");
  const insertChallenge = database.prepare("INSERT INTO login_challenges VALUES (?, ?)");
  const removeChallenge = database.prepare("DELETE FROM login_challenges WHERE nonce = ? AND expires > ?");
  const purgeSessions = database.prepare("DELETE FROM sessions WHERE expires <= ?");
  const purgeChallenges = database.prepare("DELETE FROM login_challenges WHERE expires <= ?");
  const cache = new Map<string, StoredSession>();

  function find(keyId: string): StoredSession | undefined {
    const cached = cache.get(keyId);
    if (cached !== undefined) return cached;
    const row = select.get(keyId);
    if (row === undefined) return undefined;
    const session = readSession(row);
    if (cache.size >= CACHED_SESSIONS) cache.clear();
    cache.set(keyId, session);
    return session;
  }

  return {
    find,
    get(keyId, nowSeconds) {
      const session = find(keyId);
      if (session === undefined) {
        throw new PermissionError("SESSION_UNKNOWN", "There is no such login.", { hints: ["Log in again."] });
      }
      if (session.expiresAt <= nowSeconds) {
        throw new PermissionError("SESSION_EXPIRED", "The login has expired.", { hints: ["Log in again."] });
      }
      return session;
    },
    put(session, spki) {
      insert.run(
        session.keyId,
        spki,
        session.chainId,
        session.personId,
        session.controller,
        session.loginHash,
        session.expiresAt,
      );
      cache.delete(session.keyId);
    },
    remove(keyId) {
      cache.delete(keyId);
      transaction(database, () => {
        close.run(keyId);
        removeOne.run(keyId);
      });
    },
    isClosed: (loginHash) => selectClosed.get(loginHash) !== undefined,
    addChallenge: (nonce, expires) => void insertChallenge.run(nonce, expires),
    takeChallenge: (nonce, nowSeconds) => removeChallenge.run(nonce, nowSeconds).changes === 1,
    purge(nowSeconds) {
      cache.clear();
      purgeSessions.run(nowSeconds);
      purgeChallenges.run(nowSeconds);
      purgeClosed.run(nowSeconds);
    },
  };
}

function readSession(row: Record<string, unknown>): StoredSession {
  return {
    keyId: text(row["key_id"]),
    chainId: integer(row["chain_id"]),
    personId: hex(row["person_id"]),
    controller: account(row["controller"]),
    loginHash: text(row["login_hash"]),
    expiresAt: integer(row["expires"]),
    publicKey: createPublicKey({
      key: Buffer.from(text(row["spki"]), "base64url"),
      format: "der",
      type: "spki",
    }),
  };
}
