import { bytes32, receiptsBody, receiptsReply } from "@medlattice/sdk/client";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { RECEIPT_OUTCOME, receiptSchema } from "@medlattice/sdk/usage";
import type { Hex } from "viem";
import { z } from "zod";
import { type SessionContext, sessionOf } from "../http/access.ts";
import type { App } from "../http/createApp.ts";
import type { IndexQueries } from "../index/queries.ts";
import type { Receipts } from "./createReceipts.ts";

export interface ReceiptRoutesOptions {
  readonly receipts: Receipts;
  readonly queries: IndexQueries;
  readonly orgId: Hex;
}

const params = z.strictObject({ accessId: bytes32 });
const tags = ["proxy"];

/** Receipts of both sides of an access (systems.md F6). */
export function receiptRoutes(app: App, { receipts, queries, orgId }: ReceiptRoutesOptions): void {
  app.route({
    method: "GET",
    url: "/v1/accesses/:accessId/receipts",
    config: { access: "session" },
    schema: {
      summary: "Receipts of an access I made, or one to my records, with their paths to roots on chain",
      tags,
      params,
      response: { 200: receiptsReply },
    },
    handler: async (request) => {
      const session = sessionOf(request);
      const { accessId } = request.params;
      requireConcerned(session, accessId, ["reader", "grantor"]);
      return { items: receipts.ofAccess({ chainId: session.chainId, accessId }) };
    },
  });

  app.route({
    method: "POST",
    url: "/v1/accesses/:accessId/receipts",
    config: { access: "session" },
    schema: {
      summary: "Say that I have read: my organisation keeps the proxies' receipts and adds its own",
      tags,
      params,
      body: receiptsBody,
      response: { 200: receiptSchema },
    },
    handler: async (request) => {
      const session = sessionOf(request);
      const { accessId } = request.params;
      requireConcerned(session, accessId, ["reader"]);
      if (session.organization !== orgId) throw accessNotFound();
      const access = { chainId: session.chainId, accessId };
      await receipts.keep(access, request.body.receipts);
      return receipts.add(access, RECEIPT_OUTCOME.served);
    },
  });

  function requireConcerned(
    { chainId, personId }: SessionContext,
    accessId: Hex,
    sides: readonly ("reader" | "grantor")[],
  ): void {
    const access = queries.access(chainId, accessId);
    if (access === undefined || !sides.some((side) => access[side] === personId)) throw accessNotFound();
  }
}

function accessNotFound(): InvalidInputError {
  return new InvalidInputError("ACCESS_NOT_FOUND", "There is no such access of yours.");
}
