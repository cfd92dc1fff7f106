import { z } from "zod";
import {
  addressSchema,
  bytes32Schema,
  COUNTS,
  LIMITS,
  timestampSchema,
  uint32Schema,
  utf8,
} from "../codec/index.ts";
import type { MessageOf } from "../eip712/index.ts";

/**
 * Text a person signs: no control characters, and none that turn the reading direction or are invisible, so that what the wallet
 * shows is what stands there (Unicode TR 36 §2.5).
 */
const statementTextSchema = z
  .string()
  .refine((text) => utf8(text).length <= LIMITS.statementTextBytes, { error: "too long" })
  .refine((text) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text), { error: "contains an invisible character" });

export const statementSchema = z.strictObject({
  summary: statementTextSchema,
  purpose: statementTextSchema,
  salt: bytes32Schema,
});

/** The terms of a grant, with the statement in words. */
export const termsSchema = z.strictObject({
  grantee: bytes32Schema,
  /** 1 person, 2 organisation, 3 role at an organisation. */
  granteeKind: z.int().min(1).max(3),
  /** 1 record, 2 category, 3 everything. */
  scopeKind: z.int().min(1).max(3),
  scope: bytes32Schema,
  /** Bits: 1 read, 2 write, 4 copy. */
  actions: z.int().min(1).max(7),
  /** keccak256 of the Y dealt to. */
  granteeKey: bytes32Schema,
  requestId: bytes32Schema,
  denyTags: z.array(bytes32Schema).max(COUNTS.denyTags),
  statement: statementSchema,
  salt: bytes32Schema,
});

/** A grant as signed. It holds from `notBefore` until just before `notAfter`. */
export const grantSchema = z.strictObject({
  grantor: bytes32Schema,
  signer: addressSchema,
  notBefore: timestampSchema,
  notAfter: timestampSchema,
  maxUses: uint32Schema,
  terms: termsSchema,
});

export type Grant = MessageOf<"Grant">;
export type Terms = MessageOf<"Terms">;

/** Action bits of `Terms.actions`. */
export const ACTION = { read: 1, write: 2, copy: 4 } as const;
export type Action = keyof typeof ACTION;
