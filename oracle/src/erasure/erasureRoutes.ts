import { bytes32, erasureReceipt, erasuresReply } from "@medlattice/sdk/client";
import { z } from "zod";
import { sessionOf } from "../http/access.ts";
import type { App } from "../http/createApp.ts";
import { recordNotFound } from "../index/indexRoutes.ts";
import type { IndexQueries } from "../index/queries.ts";
import type { ReadableRecords } from "../manifests/readableRecords.ts";
import { peerOf } from "../peers/peerApp.ts";
import { type Erasure, erasureOrderBody } from "./createErasure.ts";

export interface ErasureRoutesOptions {
  readonly erasure: Erasure;
  readonly queries: Pick<IndexQueries, "record">;
  readonly readable: Pick<ReadableRecords, "mayReadState">;
}

/** How far the physical erasure of a record's former versions has come. */
export function erasureRoutes(app: App, { erasure, queries, readable }: ErasureRoutesOptions): void {
  app.route({
    method: "GET",
    url: "/v1/records/:recordId/erasures",
    config: { access: "session" },
    schema: {
      summary: "Who has confirmed by signature that a record's former versions are gone, and who has yet to",
      tags: ["corrections"],
      params: z.strictObject({ recordId: bytes32 }),
      response: { 200: erasuresReply },
    },
    handler: async (request) => {
      const session = sessionOf(request);
      const { recordId } = request.params;
      const state = queries.record(session.chainId, recordId)?.state;
      if (state === undefined || !readable.mayReadState(session, state)) throw recordNotFound();
      return { items: erasure.progress(session.chainId, recordId) };
    },
  });
}

/** An institution's orders to those who keep something of its records. */
export function peerErasureRoutes(app: App, erasure: Erasure): void {
  app.route({
    method: "POST",
    url: "/peer/v1/erasures",
    schema: { body: erasureOrderBody, response: { 200: erasureReceipt } },
    handler: async (request) => erasure.obey(peerOf(request), request.body),
  });
}
