import type { DatabaseSync } from "node:sqlite";
import { type Mail, type MailEntry, type MailKind, mailKind } from "@medlattice/sdk/client";
import { type Hex, bytesToHex } from "viem";
import { blob, hex, integer, text } from "../database/columns.ts";

/** Sealed messages waiting for their readers. Nothing here says who sent one. */
export const MAIL_MIGRATION = `
CREATE TABLE mail (
  seq INTEGER PRIMARY KEY, chain_id INTEGER NOT NULL, recipient TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL,
  sealed BLOB NOT NULL, received INTEGER NOT NULL, UNIQUE (chain_id, recipient, id)
);
CREATE INDEX mail_received ON mail (received)`;

export interface Recipient {
  readonly chainId: number;
  readonly personId: Hex;
}

export interface MailToStore {
  readonly messageId: Hex;
  readonly kind: MailKind;
  readonly sealed: Uint8Array;
}

export interface MailTable {
  find(recipient: Recipient, messageId: Hex): Mail | undefined;
  add(recipient: Recipient, mail: MailToStore, now: number): void;
  usage(recipient: Recipient): { messages: number; bytes: number };
  list(
    recipient: Recipient,
    page: { kind?: MailKind | undefined; limit: number; before?: number | undefined },
  ): { seq: number; entry: MailEntry }[];
  remove(recipient: Recipient, messageId: Hex): boolean;
  purge(before: number): void;
}

export function createMailTable(database: DatabaseSync): MailTable {
  const sql = (statement: string) => database.prepare(statement);
  const select = sql("SELECT * FROM mail WHERE chain_id = ? AND recipient = ? AND id = ?");
  const insert = sql(
    "INSERT INTO mail (chain_id, recipient, id, kind, sealed, received) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const usage = sql(
    "SELECT COUNT(*) AS messages, COALESCE(SUM(LENGTH(sealed)), 0) AS bytes FROM mail WHERE chain_id = ? AND recipient = ?",
  );
  const headers = "SELECT seq, id, kind, LENGTH(sealed) AS bytes, received FROM mail";
  const listAll = sql(
    `${headers} WHERE chain_id = ? AND recipient = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
  );
  const listKind = sql(
    `${headers} WHERE chain_id = ? AND recipient = ? AND kind = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
  );
  const remove = sql("DELETE FROM mail WHERE chain_id = ? AND recipient = ? AND id = ?");
  const purge = sql("DELETE FROM mail WHERE received < ?");

  return {
    find({ chainId, personId }, messageId) {
      const row = select.get(chainId, personId, messageId);
      if (row === undefined) return undefined;
      const sealed = blob(row["sealed"]);
      return { ...readEntry(row, sealed.length), sealed: bytesToHex(sealed) };
    },
    add: ({ chainId, personId }, { messageId, kind, sealed }, now) =>
      void insert.run(chainId, personId, messageId, kind, sealed, now),
    usage({ chainId, personId }) {
      const row = usage.get(chainId, personId);
      return { messages: integer(row?.["messages"]), bytes: integer(row?.["bytes"]) };
    },
    list({ chainId, personId }, { kind, limit, before = Number.MAX_SAFE_INTEGER }) {
      const rows =
        kind === undefined
          ? listAll.all(chainId, personId, before, limit)
          : listKind.all(chainId, personId, kind, before, limit);
      return rows.map((row) => ({
        seq: integer(row["seq"]),
        entry: readEntry(row, integer(row["bytes"])),
      }));
    },
    remove: ({ chainId, personId }, messageId) => remove.run(chainId, personId, messageId).changes === 1,
    purge: (before) => void purge.run(before),
  };
}

function readEntry(row: Record<string, unknown>, sizeBytes: number): MailEntry {
  return {
    messageId: hex(row["id"]),
    kind: mailKind.parse(text(row["kind"])),
    sizeBytes,
    receivedAt: integer(row["received"]),
  };
}
