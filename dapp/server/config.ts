import { readFile } from "node:fs/promises";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { z } from "zod";
import { listedInstrumentSchema } from "./instruments.ts";

const schema = z.strictObject({
  /** Folder of the exported pages. */
  root: z.string().min(1),
  /** The network description that pages and their security policy follow. */
  network: z.string().min(1),
  /** 0 takes any free port. */
  port: z.int().min(0).max(65_535).default(0),
  host: z.string().min(1).default("127.0.0.1"),
  /** Names besides this machine's own under which people reach the server. */
  names: z.array(z.string().min(1)).default([]),
  /** Folder of sample people whose wallets the demo wallet plays; only on a server for this machine alone. */
  demoPeople: z.string().min(1).nullable().default(null),
  /** Behind bridges on the machines of those who open the pages. */
  instruments: z.array(listedInstrumentSchema).max(64).default([]),
});

export type DappConfigInput = z.input<typeof schema>;
export type DappConfig = Readonly<z.output<typeof schema>>;

const LOOPBACK: readonly string[] = ["127.0.0.1", "::1", "localhost"];

/**
 * @throws InvalidInputError `DAPP_CONFIG` naming what is wrong: also when recovery phrases were to be given to more than this machine
 */
export async function readDappConfig(path: string): Promise<DappConfig> {
  const parsed = schema.safeParse(await readJson(path));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.join(".") || "(root)"}: ${issue.message}`,
    );
    throw wrong(problems.join("; "), parsed.error);
  }
  const { demoPeople, host, names, instruments } = parsed.data;
  if (demoPeople !== null && (!LOOPBACK.includes(host) || names.length > 0)) {
    throw wrong("demoPeople: only a server that this machine alone reaches may hand out wallets");
  }
  if (new Set(instruments.map(({ id }) => id)).size < instruments.length) {
    throw wrong("instruments: two have the same id");
  }
  return Object.freeze(parsed.data);
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw wrong(`${path} cannot be read as JSON`, cause);
  }
}

function wrong(problem: string, cause?: unknown): InvalidInputError {
  return new InvalidInputError("DAPP_CONFIG", `The dapp server's configuration is wrong: ${problem}.`, {
    cause,
  });
}
