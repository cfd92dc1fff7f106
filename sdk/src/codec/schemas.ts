import { z } from "zod";
import { utf8 } from "./bytes.ts";
import { isHex, type Hex } from "./hex.ts";
import { LIMITS } from "./limits.ts";

const UINT32_MAX = 0xffff_ffff;
/** 2^40 − 1: timestamps are `uint40` on chain. */
const UINT40_MAX = 0xff_ffff_ffff;

/** Canonical hex of exactly `bytes` bytes. */
export function hexOf(bytes: number): z.ZodType<Hex, Hex> {
  return z
    .custom<Hex>((value) => isHex(value, bytes), { error: `not ${bytes} bytes of lower-case 0x hex` })
    .meta({ type: "string", pattern: `^0x[0-9a-f]{${2 * bytes}}$` });
}

/** Canonical hex of at most `maxBytes` bytes. */
export function hexUpTo(maxBytes: number): z.ZodType<Hex, Hex> {
  return z
    .custom<Hex>((value) => isHex(value) && value.length <= 2 + 2 * maxBytes, {
      error: `not up to ${maxBytes} bytes of lower-case 0x hex`,
    })
    .meta({ type: "string", pattern: "^0x([0-9a-f]{2})*$", maxLength: 2 + 2 * maxBytes });
}

export const bytes32Schema: z.ZodType<Hex, Hex> = hexOf(32);
/** An account. Lower case in stored JSON, so that one account has one text. */
export const addressSchema: z.ZodType<Hex, Hex> = hexOf(20);
/** r ‖ s ‖ v, or whatever a contract wallet takes (ERC-1271). */
export const signatureSchema: z.ZodType<Hex, Hex> = hexUpTo(4_096);

export const uint8Schema = z.int().min(0).max(0xff);
export const uint32Schema = z.int().min(0).max(UINT32_MAX);
/** Unix seconds. */
export const timestampSchema = z.int().min(0).max(UINT40_MAX);
/** Bytes of a file. */
export const sizeSchema = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
export const chainIdSchema = z.int().min(1).max(Number.MAX_SAFE_INTEGER);

/** RFC 6838 type and subtype with parameters, as a file or HTTP names it. */
export const mediaTypeSchema = z
  .string()
  .max(LIMITS.labelBytes)
  .regex(/^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*(?:; ?[a-z0-9-]+=[A-Za-z0-9._-]+)*$/);

/** A short code without control characters: category, leaf label. */
export const labelSchema = z
  .string()
  .min(1)
  .refine((text) => utf8(text).length <= LIMITS.labelBytes, {
    error: `longer than ${LIMITS.labelBytes} bytes`,
  })
  .refine((text) => !/\p{Cc}/u.test(text), { error: "contains a control character" });

/** An age X25519 recipient (C2SP age, §native recipients). */
export const ageRecipientSchema = z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/);
