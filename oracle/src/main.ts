import { MedLatticeError } from "@medlattice/sdk/errors";
import { loadConfig } from "./config/loadConfig.ts";
import { createOracle } from "./createOracle.ts";

const USAGE = "usage: node oracle/src/main.ts CONFIG.json";
const BAD_INPUT = 2;

/**
 * Entry of an oracle process: prints one JSON line on standard output when it serves, logs to standard error, and stops
 * gracefully on SIGTERM and SIGINT.
 */
async function main(path: string | undefined): Promise<void> {
  if (path === undefined) throw new MedLatticeError("USAGE", USAGE);
  const config = loadConfig(path);
  const oracle = await createOracle({ config });
  const stop = (): void => {
    oracle.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  const { url, peerUrl } = oracle;
  const line = {
    event: "ready",
    orgId: config.organization.orgId,
    url,
    peerUrl: peerUrl ?? null,
    pid: process.pid,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

main(process.argv[2]).catch((error: unknown) => {
  const known = error instanceof MedLatticeError;
  const message = known ? `${error.code}: ${error.message} ${error.hints.join(" ")}` : String(error);
  process.stderr.write(`${message.trim()}\n`);
  process.exit(known ? BAD_INPUT : 1);
});
