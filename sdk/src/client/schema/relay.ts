import { z } from "zod";
import { address, bytes32, chainId, hexBytes, idempotencyKey } from "./primitives.ts";

/** Engines refuse larger transactions (engines.md §8). */
const MAX_CALL_BYTES = 120 * 1024;

export const relayBody = z.strictObject({
  chainId,
  to: address,
  data: hexBytes(MAX_CALL_BYTES),
  idempotencyKey,
});

export type RelayRequest = z.infer<typeof relayBody>;

/** An event of MedLattice's contracts; integers are decimal text. */
export const chainEvent = z.object({
  contract: z.string(),
  name: z.string(),
  args: z.record(z.string(), z.unknown()),
});

export const relayReply = z.object({
  txHash: bytes32,
  blockNumber: z.int(),
  events: z.array(chainEvent),
});

export type RelayResult = z.infer<typeof relayReply>;
