import { z } from "zod";
import { proxyAnswerSchema } from "../../usage/answer-schema.ts";
import { receiptSchema } from "../../usage/receipts.ts";
import { address, bytes32, chainId, hexBytes, page, unixSeconds } from "./primitives.ts";
import { recordState } from "./records.ts";

const uint40 = z.int().nonnegative().max(0xff_ffff_ffff);

/** `IConsentTypes.Disclosure`: the grant as the chain may see it. */
export const disclosureBody = z.strictObject({
  header: z.strictObject({
    grantor: bytes32,
    signer: address,
    notBefore: uint40,
    notAfter: uint40,
    maxUses: z.int().nonnegative().max(0xffff_ffff),
  }),
  terms: z.strictObject({
    grantee: bytes32,
    granteeKind: z.int().min(1).max(3),
    scopeKind: z.int().min(1).max(3),
    scope: bytes32,
    actions: z.int().min(1).max(7),
    granteeKey: bytes32,
    requestId: bytes32,
    denyTags: z.array(bytes32).max(8).readonly(),
    statementHash: bytes32,
    salt: bytes32,
  }),
});

/** Whether a signature is an account's: a key's, or a contract wallet's on its chain (ERC-1271). */
export const signatureBody = z.strictObject({
  chainId,
  address,
  digest: bytes32,
  signature: hexBytes(4_096),
});
export const signatureReply = z.strictObject({ isValid: z.boolean() });

export const proxyBody = z.strictObject({
  /** Where the access was opened: the grant's home. */
  chainId,
  /** Needed only when the access was opened from within another contract, such as a contract wallet. */
  disclosure: disclosureBody.optional(),
  /** Another organisation's proxy that this oracle asks for the reader, who cannot log in there. */
  organization: bytes32.optional(),
  /** Wait until the proxy has seen this block, the one the access is in. */
  atLeastBlock: z.int().nonnegative().optional(),
});

export const proxyReply = proxyAnswerSchema;

/** Which records a grant covers: asked by its grantee, who shows its terms. */
export const coveredBody = z.strictObject({ chainId, disclosure: disclosureBody, ...page });

/** A record a grant covers. */
export const coveredRecord = z.object({
  recordId: bytes32,
  version: z.int(),
  confirmedAt: unixSeconds,
  /** Of a record on the grant's home chain: what the ledger there is shown when it is opened, as that chain's members see it. */
  state: recordState.nullable().default(null),
});
export type CoveredRecord = z.infer<typeof coveredRecord>;

/** What the reader's organisation is told after reading: the proxies' receipts, for which it adds its own. */
export const receiptsBody = z.strictObject({ receipts: z.array(receiptSchema).min(1).max(16) });

/** A receipt and where it stands under a root on chain; null while its batch is not posted yet. */
export const receiptEntry = z.object({
  receipt: receiptSchema,
  batch: z
    .object({
      root: bytes32,
      path: z.array(bytes32),
      count: z.int(),
      previous: bytes32,
      head: bytes32,
      postedAt: unixSeconds,
    })
    .nullable(),
});

export const receiptsReply = z.object({ items: z.array(receiptEntry) });

export type ReceiptEntry = z.infer<typeof receiptEntry>;
