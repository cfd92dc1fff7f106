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
