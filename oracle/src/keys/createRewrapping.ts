import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { Decrypter, Encrypter, identityToRecipient } from "age-encryption";
import type { Logger } from "pino";
import { blob } from "../database/columns.ts";

/** What is kept sealed to the storage key, and by which columns each row is found. */
const KEPT = {
  deals: ["chain_id", "grant_id", "grantor", "deal_hash"],
  institution_scalars: ["chain_id", "record_id", "version"],
  proxy_answers: ["chain_id", "access_id"],
  enrolments: ["seq"],
} as const;

/** Rows between two looks at whether to stop; other work gets its turn there. */
const BATCH = 16;

/** Brings what is sealed to a replaced storage key under the present one, while the oracle serves. */
export interface Rewrapping {
  start(): void;
  /** Settles once nothing is being written any more. */
  stop(): Promise<void>;
}

/**
 * The job looks at each row, so that it can be broken off anywhere: the next start goes on. Once it has said that it is done, the
 * operator takes the replaced keys out of the configuration and destroys them.
 */
export function createRewrapping(options: {
  readonly database: DatabaseSync;
  /** The present identity first. */
  readonly identities: readonly string[];
  readonly logger: Logger;
}): Rewrapping {
  const { database, logger } = options;
  const [present = "", ...replaced] = options.identities;
  let isStopped = false;
  let work: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    const recipient = await identityToRecipient(present);
    let [rewrapped, unreadable] = [0, 0];
    for (const [table, key] of Object.entries(KEPT)) {
      const at = key.map((column) => `${column} = ?`).join(" AND ");
      const select = database.prepare(`SELECT sealed FROM ${table} WHERE ${at}`);
      // Only in place of what was read: a share that was destroyed meanwhile must not come back.
      const update = database.prepare(`UPDATE ${table} SET sealed = ? WHERE ${at} AND sealed = ?`);
      const rows = database.prepare(`SELECT ${key.join(", ")} FROM ${table} WHERE sealed IS NOT NULL`).all();
      for (const [position, row] of rows.entries()) {
        if (isStopped) return;
        if (position % BATCH === 0) await new Promise((resolve) => setImmediate(resolve));
        const place = key.map((column): SQLInputValue => row[column] ?? null);
        const kept = select.get(...place)?.["sealed"];
        if (kept === null || kept === undefined) continue;
        const sealed = blob(kept);
        if ((await open(sealed, [present])) !== undefined) continue;
        const content = await open(sealed, replaced);
        if (content === undefined) {
          unreadable++;
          continue;
        }
        const encrypter = new Encrypter();
        encrypter.addRecipient(recipient);
        update.run(await encrypter.encrypt(content), ...place, sealed);
        rewrapped++;
      }
    }
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    if (unreadable > 0)
      logger.error({ rewrapped, unreadable }, "some of what is kept opens with no storage key");
    else logger.info({ rewrapped }, "all that is kept is sealed to the present storage key");
  }

  return {
    start() {
      if (replaced.length === 0) return;
      work = run().catch((error: unknown) =>
        logger.error({ err: error }, "changing the storage key stopped"),
      );
    },
    async stop() {
      isStopped = true;
      await work;
    },
  };
}

async function open(sealed: Uint8Array, identities: readonly string[]): Promise<Uint8Array | undefined> {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  try {
    return await decrypter.decrypt(sealed);
  } catch {
    return undefined;
  }
}
