import { z } from "zod";

/** RFC 9457 problem document with MedLattice's own members. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** Stable code a program matches on. */
  code: z.string(),
  detail: z.string(),
  hints: z.array(z.string()),
  /** Named values that say which input was wrong. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** Whether the same request may succeed later without a change. */
  retryable: z.boolean(),
  /** Request id, to be named to the operator. */
  instance: z.string(),
});

export type Problem = z.infer<typeof problem>;
