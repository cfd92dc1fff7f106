import type { Logger } from "pino";
import { openChains } from "./chains/openChains.ts";
import type { OracleConfig } from "./config/oracleConfig.ts";
import { readSecret } from "./config/readSecret.ts";
import { lockDataFolder } from "./database/lockDataFolder.ts";
import { MIGRATIONS } from "./database/migrations.ts";
import { openDatabase } from "./database/openDatabase.ts";
import { createLogger } from "./http/logging.ts";
import { createSigner } from "./keys/createSigner.ts";
import { readIdentities } from "./keys/readSealingIdentity.ts";
import { createServices } from "./createServices.ts";
import { serve } from "./serve.ts";

export interface CreateOracleOptions {
  readonly config: OracleConfig;
  readonly logger?: Logger;
  /** Milliseconds since 1970. */
  readonly nowMs?: () => number;
}

/** A running oracle. */
export interface Oracle {
  /** Where people's clients reach it. */
  readonly url: string;
  /** Where other oracles reach it, when it has a peer side. */
  readonly peerUrl: string | undefined;
  /** Finishes what is under way, refuses the rest, and lets folder and ports go. */
  close(): Promise<void>;
}

/**
 * Starts an oracle: one organisation's program with its roles (rule 23).
 * @throws InvalidInputError DATA_FOLDER_IN_USE, DATA_FOLDER_EXPOSED, KEY_FILE_MISSING, KEY_FILE_EXPOSED, KEY_MALFORMED, TLS_UNREADABLE,
 *   DATABASE_TOO_NEW
 * @throws UnavailableError PORT_BUSY
 * @example
 * const oracle = await createOracle({ config: loadConfig("hospital.json") });
 */
export async function createOracle(options: CreateOracleOptions): Promise<Oracle> {
  const { config, nowMs = Date.now } = options;
  const logger = options.logger ?? createLogger(config.logLevel, config.organization.name);
  const signer = createSigner(readSecret(config.keys.oracle));
  const sealingIdentity = readIdentities(config.keys.sealing, config.keys.previousSealing);
  const undo: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    undo.push(lockDataFolder(config.dataDir));
    const open = (file: string, migrations: readonly string[], synchronous: "FULL" | "NORMAL") => {
      const database = openDatabase({ folder: config.dataDir, file, migrations, synchronous });
      undo.push(() => database.close());
      return database;
    };
    const database = open("oracle.sqlite", MIGRATIONS, "FULL");
    const services = await createServices({
      config,
      logger,
      nowMs,
      database,
      recoverable: open("oracle.sqlite", MIGRATIONS, "NORMAL"),
      openDatabase: open,
      chains: openChains(config.chains),
      signer,
      sealingIdentity,
    });
    undo.push(() => services.stop());
    await services.start();
    const served = await serve(services);
    undo.push(() => served.close());
    return { url: served.url, peerUrl: served.peerUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
}
