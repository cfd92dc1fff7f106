import { z } from "zod";

// The parts of the engine's answers that the chain itself looks at; clients get the answers as they are.

/** Asks for the newest block in a few bytes. */
export const METADATA_CALL = { method: "hardhat_metadata", params: [] } as const;
export const metadataSchema = z.object({
  clientVersion: z.string(),
  latestBlockNumber: z.int(),
  latestBlockHash: z.string(),
});

/** A block with the hashes of its transactions. */
export const blockSchema = z.object({
  hash: z.string(),
  timestamp: z.string(),
  transactions: z.array(z.string()),
});

/** A block that is not mined yet. */
export const pendingBlockSchema = z.object({ timestamp: z.string() });

/** A transaction in the pool (no block) or in a block. */
export const transactionSchema = z
  .object({ from: z.string(), nonce: z.string(), blockHash: z.string().nullable() })
  .nullable();

const answerSchema = z.object({ result: z.unknown().optional() });

/** The result of an answer that is small and wanted by the chain itself, or undefined if it is an error. */
export function resultOf<T>(answer: string, schema: z.ZodType<T>): T | undefined {
  const { result } = answerSchema.parse(JSON.parse(answer));
  return result === undefined ? undefined : schema.parse(result);
}
