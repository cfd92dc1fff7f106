import { randomBytes, randomInt } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { sha256, toHex } from "@medlattice/sdk/codec";
import { InvalidInputError, UnavailableError } from "@medlattice/sdk/errors";
import {
  type EnrollmentRequest,
  type IssuedCredential,
  enrollmentRequestSchema,
  issuedCredentialSchema,
} from "@medlattice/sdk/identity";
import { type Hex, bytesToHex, hexToBytes } from "viem";
import { integer, optionalText, text } from "../database/columns.ts";

/** Pseudonyms waiting at the desk. The person's token is kept as a hash only. */
export const DESK_MIGRATION = `
CREATE TABLE desk_requests (
  code TEXT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, request TEXT NOT NULL, issued TEXT, expires INTEGER NOT NULL
) WITHOUT ROWID`;

export interface DeskRequest {
  readonly code: string;
  readonly request: EnrollmentRequest;
  readonly issued: IssuedCredential | undefined;
  readonly expiresAt: number;
}

export interface DeskTable {
  /** @throws UnavailableError DESK_FULL */
  add(request: EnrollmentRequest, now: number): { code: string; token: Hex; expiresAt: number };
  /** @throws InvalidInputError DESK_REQUEST_NOT_FOUND */
  byCode(code: string, now: number): DeskRequest;
  byToken(token: Hex, now: number): DeskRequest;
  issue(code: string, issued: IssuedCredential): void;
  purge(now: number): void;
}

/** Crockford's base 32: nothing that could be misheard or misread. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_LENGTH = 10;
const LIFETIME_SECONDS = 86_400;
/** Anybody may ask, so there is a bound; a day's worth of patients fits in many times. */
const MAX_WAITING = 10_000;

export function createDeskTable(database: DatabaseSync): DeskTable {
  const insert = database.prepare("INSERT INTO desk_requests VALUES (?, ?, ?, NULL, ?)");
  const selectCode = database.prepare("SELECT * FROM desk_requests WHERE code = ? AND expires > ?");
  const selectToken = database.prepare("SELECT * FROM desk_requests WHERE token_hash = ? AND expires > ?");
  const update = database.prepare("UPDATE desk_requests SET issued = ? WHERE code = ?");
  const remove = database.prepare("DELETE FROM desk_requests WHERE expires <= ?");
  const count = database.prepare("SELECT COUNT(*) AS n FROM desk_requests");

  return {
    add(request, now) {
      remove.run(now);
      if (integer(count.get()?.["n"]) >= MAX_WAITING) {
        throw new UnavailableError("DESK_FULL", "Too many people wait at this desk.", {
          hints: ["Try again in a while."],
        });
      }
      const code = newCode();
      const token = bytesToHex(randomBytes(32));
      const expiresAt = now + LIFETIME_SECONDS;
      insert.run(code, hashOf(token), JSON.stringify(request), expiresAt);
      return { code, token, expiresAt };
    },
    byCode: (code, now) => read(selectCode.get(code, now)),
    byToken: (token, now) => read(selectToken.get(hashOf(token), now)),
    issue: (code, issued) => void update.run(JSON.stringify(issued), code),
    purge: (now) => void remove.run(now),
  };
}

function newCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join("");
}

function hashOf(token: Hex): Hex {
  return toHex(sha256(hexToBytes(token)));
}

function read(row: Record<string, unknown> | undefined): DeskRequest {
  if (row === undefined) {
    throw new InvalidInputError("DESK_REQUEST_NOT_FOUND", "Nobody waits at the desk under this code.", {
      hints: ["Compare the code.", "A request waits for one day: ask for a new code."],
    });
  }
  const issued = optionalText(row["issued"]);
  return {
    code: text(row["code"]),
    request: enrollmentRequestSchema.parse(JSON.parse(text(row["request"]))),
    issued: issued === undefined ? undefined : issuedCredentialSchema.parse(JSON.parse(issued)),
    expiresAt: integer(row["expires"]),
  };
}
