import { readFile } from "node:fs/promises";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { z } from "zod";
import { EXTENSIONS } from "./rpc/origin.ts";

const schema = z.strictObject({
  /** EIP-155 chain id; bound into the journal. */
  chainId: z.int().min(1),
  /** What people call the chain; appears in logs and in `/health`. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  /** Folder of this chain alone: journal and lock. */
  dataDir: z.string().min(1),
  /** 0 takes any free port. */
  port: z.int().min(0).max(65_535).default(0),
  host: z.string().min(1).default("127.0.0.1"),
  /** Time of block 0 in Unix seconds; bound into the journal. */
  genesisTime: z.int().min(1).max(0xffff_ffff),
  /** Origin of the leader's HTTP address; this process then replicates it instead of making blocks. */
  follow: z.url({ protocol: /^https?$/ }).optional(),
  /** Browser origins that may read this node, `extensions` for all of the browser's extensions; none by default. */
  allowedOrigins: z.array(z.union([z.url(), z.literal(EXTENSIONS)])).default([]),
});

/** What a caller writes; see {@link ChainConfig} for what every field means. */
export type ChainConfigInput = z.input<typeof schema>;
export type ChainConfig = Readonly<z.output<typeof schema>>;

/**
 * Checks a configuration once and freezes it.
 *
 * @throws InvalidInputError `CHAIN_CONFIG` naming every wrong field
 */
export function parseChainConfig(input: unknown): ChainConfig {
  const parsed = schema.safeParse(input);
  if (parsed.success) return Object.freeze(parsed.data);
  const problems = parsed.error.issues.map(
    (issue) => `${issue.path.join(".") || "(root)"}: ${issue.message}`,
  );
  throw new InvalidInputError("CHAIN_CONFIG", `The chain's configuration is wrong: ${problems.join("; ")}.`, {
    hints: ["Correct the named fields of the configuration file."],
    cause: parsed.error,
  });
}

/** Reads a configuration file. @throws InvalidInputError `CHAIN_CONFIG` when it is missing, no JSON, or wrong. */
export async function readChainConfig(path: string): Promise<ChainConfig> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw new InvalidInputError("CHAIN_CONFIG", `The configuration ${path} cannot be read as JSON.`, {
      cause,
    });
  }
  return parseChainConfig(content);
}
