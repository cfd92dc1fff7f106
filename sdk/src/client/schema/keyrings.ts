import { z } from "zod";
import { queryInteger, unixSeconds } from "./primitives.ts";

/** 16 wraps, the largest of them shared among 16 guardians. */
const KEYRING_CHARACTERS = 262_144;

export const keyringBody = z.strictObject({
  /** The version this one replaces; 0 when there is none yet. Another one there is a conflict. */
  replaces: z.int().nonnegative(),
  /** The stored keyring document, byte for byte. */
  document: z.string().max(KEYRING_CHARACTERS),
});

export const keyringReply = z.object({
  version: z.int().positive(),
  document: z.string(),
  storedAt: unixSeconds,
});

export const keyringVersion = z.object({ version: z.int().positive() });
/** An earlier version, of those still kept. */
export const keyringQuery = z.strictObject({ version: queryInteger.optional() });

export type StoredKeyring = z.infer<typeof keyringReply>;
