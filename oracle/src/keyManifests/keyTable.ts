import type { DatabaseSync } from "node:sqlite";
import { type KeyDisclosure, keyDisclosureSchema } from "@medlattice/sdk/keys";
import type { Hex } from "viem";
import { blob, hex, integer, text } from "../database/columns.ts";

/** Published keys: two leaves in clear, and the manifest sealed to its owner. */
export const KEY_MIGRATION = `
CREATE TABLE key_manifests (
  chain_id INTEGER NOT NULL, person_id TEXT NOT NULL, root TEXT NOT NULL, receive TEXT NOT NULL, sealing TEXT NOT NULL,
  sealed BLOB NOT NULL, stored INTEGER NOT NULL, PRIMARY KEY (chain_id, person_id)
) WITHOUT ROWID`;

export interface PublishedKeys {
  readonly root: Hex;
  readonly receive: KeyDisclosure;
  readonly sealing: KeyDisclosure;
}

export interface OwnKeys extends PublishedKeys {
  readonly sealed: Uint8Array;
  readonly storedAt: number;
}

export interface KeyTable {
  find(chainId: number, personId: Hex): OwnKeys | undefined;
  put(chainId: number, personId: Hex, keys: OwnKeys): void;
}

export function createKeyTable(database: DatabaseSync): KeyTable {
  const select = database.prepare("SELECT * FROM key_manifests WHERE chain_id = ? AND person_id = ?");
  const replace = database.prepare("INSERT OR REPLACE INTO key_manifests VALUES (?, ?, ?, ?, ?, ?, ?)");
  return {
    find(chainId, personId) {
      const row = select.get(chainId, personId);
      if (row === undefined) return undefined;
      return {
        root: hex(row["root"]),
        receive: keyDisclosureSchema.parse(JSON.parse(text(row["receive"]))),
        sealing: keyDisclosureSchema.parse(JSON.parse(text(row["sealing"]))),
        sealed: blob(row["sealed"]),
        storedAt: integer(row["stored"]),
      };
    },
    put(chainId, personId, { root, receive, sealing, sealed, storedAt }) {
      const leaves = [JSON.stringify(receive), JSON.stringify(sealing)] as const;
      replace.run(chainId, personId, root, ...leaves, sealed, storedAt);
    },
  };
}
