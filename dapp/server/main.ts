import { MedLatticeError } from "@medlattice/sdk/errors";
import { readDappConfig } from "./config.ts";
import { createServer } from "./createServer.ts";

const USAGE = "usage: node dapp/server/main.ts CONFIG.json";
const BAD_INPUT = 2;

/** Entry of the dapp's server: prints one JSON line when it serves, and stops in order on SIGTERM and SIGINT. */
async function main(path: string | undefined): Promise<void> {
  if (path === undefined) throw new MedLatticeError("USAGE", USAGE);
  const config = await readDappConfig(path);
  const app = await createServer(config);
  await app.listen({ host: config.host, port: config.port });
  const stop = (): void => {
    app.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  const [address] = app.addresses();
  const { port } = typeof address === "object" ? address : config;
  // By name: passkeys belong to names, never to addresses.
  const url = `http://localhost:${port}`;
  process.stdout.write(`${JSON.stringify({ event: "ready", url, port, pid: process.pid })}\n`);
}

main(process.argv[2]).catch((error: unknown) => {
  const known = error instanceof MedLatticeError;
  const message = known ? `${error.code}: ${error.message} ${error.hints.join(" ")}` : String(error);
  process.stderr.write(`${message.trim()}\n`);
  process.exit(known ? BAD_INPUT : 1);
});
