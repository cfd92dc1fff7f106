import { InvalidInputError, MedLatticeError } from "@medlattice/sdk/errors";
import { readChainConfig } from "./config.ts";
import { createChain } from "./createChain.ts";
import { createJsonLog } from "./log.ts";

/**
 * One chain as one process: `node main.ts CONFIG.json`.
 *
 * Standard output gets one JSON line when the chain is ready, standard error the log. SIGTERM and SIGINT end it in order.
 * Exit codes: 0 stopped, 1 could not start, 2 bad configuration.
 */
async function main([path]: readonly string[]): Promise<void> {
  if (path === undefined) {
    throw new InvalidInputError("CHAIN_CONFIG", "Usage: node main.ts CONFIG.json");
  }
  const config = await readChainConfig(path);
  const log = createJsonLog(config.name, (line) => process.stderr.write(line));
  const chain = await createChain(config, { log });
  let stopping = false;
  const stop = (reason: string) => {
    if (stopping) return;
    stopping = true;
    log("info", "stopping", { reason });
    chain.close().then(
      () => process.exit(0),
      (cause: unknown) => fail(cause),
    );
  };
  process.on("SIGTERM", () => stop("SIGTERM"));
  process.on("SIGINT", () => stop("SIGINT"));
  const { url, wsUrl, port, chainId, health } = chain;
  const { name, height, genesisHash, role, pid } = health();
  process.stdout.write(
    `${JSON.stringify({ event: "ready", name, chainId, role, url, wsUrl, port, height, genesisHash, pid })}\n`,
  );
}

function fail(cause: unknown): void {
  const known = cause instanceof MedLatticeError;
  const text = known
    ? [`${cause.code}: ${cause.message}`, ...cause.hints].join(" ")
    : `The chain failed: ${cause instanceof Error ? (cause.stack ?? cause.message) : "unknown"}`;
  process.stderr.write(`${text}\n`, () => process.exit(cause instanceof InvalidInputError ? 2 : 1));
}

main(process.argv.slice(2)).catch(fail);
