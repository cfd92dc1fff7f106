import type { Hex } from "viem";
import { z } from "zod";

/** 32 bytes as lower-case hex. */
export const bytes32 = z.templateLiteral(
  ["0x", z.string().regex(/^[0-9a-f]{64}$/)],
  "32 bytes as lower-case 0x hex",
);

/** Any whole number of bytes as lower-case hex, at most `maxBytes`. */
export function hexBytes(maxBytes: number): z.ZodType<Hex, Hex> {
  const digits = z.string().regex(new RegExp(`^(?:[0-9a-f]{2}){0,${maxBytes}}$`));
  return z.templateLiteral(["0x", digits], `up to ${maxBytes} bytes as lower-case 0x hex`);
}

/** A contract or account, any letter case. */
export const address = z.templateLiteral(
  ["0x", z.string().regex(/^[0-9a-fA-F]{40}$/)],
  "a 20-byte address as 0x hex",
);

export const chainId = z.int().positive();

/** Unix seconds. */
export const unixSeconds = z.int().nonnegative();

/** CIDv1 in base32, as the UnixFS profile `unixfs-v1-2025` gives it. */
export const cid = z.string().regex(/^b[a-z2-7]{20,120}$/, "a CIDv1 in base32");

/** A key the caller chooses so that a repeated call is not done twice. */
export const idempotencyKey = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/, "16 to 64 of A-Z a-z 0-9 _ -");

/** Whole numbers in a query string arrive as text. */
export const queryInteger = z.coerce.number().pipe(z.int().nonnegative());

/** A page of a list: at most `limit` entries after the one `cursor` names. */
export const page = {
  limit: z.coerce.number().pipe(z.int().min(1).max(200)).default(50),
  cursor: z
    .string()
    .regex(/^[0-9]{12}\.[0-9]{6}$/, "the `next` of the page before")
    .optional(),
};
