import { readFile } from "node:fs/promises";
import { InvalidInputError, MedLatticeError } from "@medlattice/sdk/errors";
import { z } from "zod";
import { serveBridge } from "./serveBridge.ts";
import { simulatedInstruments } from "./simulatedInstruments.ts";

const schema = z.strictObject({
  port: z.int().min(0).max(65_535),
  /** File of the token in hex, so that addresses stay the same from one start to the next. */
  token: z.string().min(1),
  allowedOrigins: z.array(z.string().min(1)),
  simulators: z.array(z.string().min(1)),
});
export type InstrumentsConfig = z.input<typeof schema>;

/**
 * Instruments in software as one process: `node main.ts CONFIG.json`. Prints one JSON line when they can be reached; SIGTERM and SIGINT
 * end it. Exit codes: 0 stopped, 1 could not start, 2 bad configuration.
 */
async function main(path: string | undefined): Promise<void> {
  const config = schema.safeParse(path === undefined ? undefined : await readJson(path));
  if (!config.success) {
    throw new InvalidInputError("BRIDGE_CONFIG", "The configuration of the instruments is wrong.", {
      cause: config.error,
    });
  }
  const { port, allowedOrigins, simulators } = config.data;
  const token = bridgeTokenOf(await readFile(config.data.token, "utf8"));
  const bridge = await serveBridge({
    devices: simulatedInstruments(simulators),
    allowedOrigins,
    port,
    token,
  });
  const stop = (): void => {
    bridge.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  // Standard output is a log: the addresses, which hold the token, do not belong there.
  process.stdout.write(`${JSON.stringify({ event: "ready", port: bridge.port, pid: process.pid })}\n`);
}

function bridgeTokenOf(text: string): string {
  return text.trim().replace(/^0x/, "");
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    return undefined;
  }
}

main(process.argv[2]).catch((error: unknown) => {
  const known = error instanceof MedLatticeError;
  process.stderr.write(`${known ? `${error.code}: ${error.message}` : String(error)}\n`);
  process.exit(error instanceof InvalidInputError ? 2 : 1);
});
