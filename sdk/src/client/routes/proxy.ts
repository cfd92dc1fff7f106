import type { Hex } from "viem";
import type { z } from "zod";
import type { ProxyAnswer } from "../../usage/answer-schema.ts";
import { type Receipt, receiptSchema } from "../../usage/receipts.ts";
import {
  type CoveredRecord,
  type ReceiptEntry,
  coveredRecord,
  type disclosureBody,
  type signatureBody,
  signatureReply,
  proxyReply,
  receiptsReply,
} from "../schema/proxy.ts";
import { listOf } from "../schema/records.ts";
import type { Page } from "./records.ts";
import type { Transport } from "../transport.ts";

export interface ProxyQuestion {
  /** Where the access was opened; default the session's chain. */
  readonly chainId?: number;
  /** `discloseGrant(grant)`; needed only when the access was opened from within another contract. */
  readonly disclosure?: z.input<typeof disclosureBody>;
  /** Ask another organisation's proxy through this oracle, for grants at home on a private chain. */
  readonly organization?: Hex;
  /** Block the access is in, as the relay told it. */
  readonly atLeastBlock?: number;
  readonly signal?: AbortSignal;
}

/** A proxy's help for one access, and the receipts of it. */
export interface ProxyMethods {
  /** The same answer again while the access is fresh. Check it with `readRecord`. */
  answer(accessId: Hex, question?: ProxyQuestion): Promise<ProxyAnswer>;
  /** Confirmed records that a grant covers, newest first: for its grantee, who shows its terms. */
  covered(
    grantId: Hex,
    question: { readonly disclosure: z.input<typeof disclosureBody>; readonly cursor?: string },
  ): Promise<Page<CoveredRecord>>;
  /** Whether a signature is an account's, also a contract wallet's on a chain that only other organisations read. */
  isSignedBy(question: z.input<typeof signatureBody>): Promise<boolean>;
  /** After reading, to one's own organisation: it keeps the proxies' receipts and adds its own. */
  acknowledge(accessId: Hex, receipts: readonly Receipt[]): Promise<Receipt>;
  /** Receipts of an access of mine, or to my records, with their paths to roots on chain. */
  receipts(accessId: Hex): Promise<readonly ReceiptEntry[]>;
}

export function proxyMethods(transport: Transport, sessionChainId: number): ProxyMethods {
  return {
    answer: (accessId, { chainId = sessionChainId, signal, ...question } = {}) => {
      const json = { chainId, ...question };
      return transport.json(
        { method: "POST", path: `/v1/proxy/accesses/${accessId}`, json, signal },
        proxyReply,
      );
    },
    covered: (grantId, question) => {
      const json = { chainId: sessionChainId, ...question };
      const path = `/v1/proxy/grants/${grantId}/records`;
      return transport.json({ method: "POST", path, json }, listOf(coveredRecord));
    },
    isSignedBy: async (json) =>
      (await transport.json({ method: "POST", path: "/v1/signatures/checks", json }, signatureReply)).isValid,
    acknowledge: (accessId, receipts) => {
      const request = {
        method: "POST",
        path: `/v1/accesses/${accessId}/receipts`,
        json: { receipts },
      } as const;
      return transport.json(request, receiptSchema);
    },
    receipts: async (accessId) =>
      (await transport.json({ method: "GET", path: `/v1/accesses/${accessId}/receipts` }, receiptsReply))
        .items,
  };
}
