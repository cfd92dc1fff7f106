import { batchesQuery, batchesReply, bytes32, recordSummaryReply } from "@medlattice/sdk/client";
import { UnavailableError } from "@medlattice/sdk/errors";
import { Readable } from "node:stream";
import type { Hex } from "viem";
import { z } from "zod";
import { type SessionContext, sessionOf } from "../http/access.ts";
import type { App } from "../http/createApp.ts";
import { recordNotFound } from "../index/indexRoutes.ts";
import type { IndexQueries } from "../index/queries.ts";
import type { ReadableRecords } from "../manifests/readableRecords.ts";
import type { Store } from "../store/createStore.ts";
import type { Summaries } from "./createSummaries.ts";
import { cidOfData } from "./dataFile.ts";

export interface SummaryRoutesOptions {
  readonly summaries: Summaries;
  readonly queries: Pick<IndexQueries, "record">;
  readonly readable: Pick<ReadableRecords, "mayReadState">;
  readonly store: Pick<Store, "read" | "stat">;
}

const MANAGER = 3;
const tags = ["summaries"];

/** Batches for whoever follows them all, and the way from one's own record to the inbox (systems.md M5, M12). */
export function summaryRoutes(app: App, { summaries, queries, readable, store }: SummaryRoutesOptions): void {
  function mayAsk(session: SessionContext, recordId: Hex): boolean {
    const state = queries.record(session.chainId, recordId)?.state;
    if (state === undefined) return false;
    const isManager = session.role === MANAGER && session.organization === state.institution;
    return isManager || readable.mayReadState(session, state);
  }

  app.route({
    method: "GET",
    url: "/v1/records/:recordId/summary",
    config: { access: "session" },
    schema: {
      summary: "What the consortium was told of a record, with the path of each item to its batch",
      tags,
      params: z.strictObject({ recordId: bytes32 }),
      response: { 200: recordSummaryReply },
    },
    handler: async (request) => {
      const session = sessionOf(request);
      const { recordId } = request.params;
      if (!mayAsk(session, recordId)) throw recordNotFound();
      const { items, waiting } = await requirePosted(summaries).ofRecord(session.chainId, recordId);
      return { items: [...items], waiting };
    },
  });

  app.route({
    method: "GET",
    url: "/v1/summaries",
    config: { access: "session" },
    schema: {
      summary: "Batches of summaries on the consortium chain, oldest first",
      tags,
      querystring: batchesQuery,
      response: { 200: batchesReply },
    },
    handler: async (request) => {
      const { after, limit } = request.query;
      const found = await requirePosted(summaries).batches(after, limit);
      const items = found.map(({ sections, ...batch }) => ({
        ...batch,
        sections: [...sections],
        cid: cidOfData(batch.batch.dataDigest),
      }));
      return { items };
    },
  });

  app.route({
    method: "GET",
    url: "/v1/summaries/:sequence/data",
    config: { access: "session" },
    schema: {
      summary: "The file with a batch's items, as its digest names it",
      tags,
      params: z.strictObject({ sequence: z.coerce.number().pipe(z.int().min(1)) }),
    },
    handler: async (request, reply) => {
      const [found] = await requirePosted(summaries).batches(request.params.sequence - 1, 1);
      if (found?.sequence !== request.params.sequence) throw notPosted();
      const cid = cidOfData(found.batch.dataDigest);
      const { sizeBytes } = store.stat(cid);
      return reply
        .header("content-length", sizeBytes)
        .type("application/octet-stream")
        .send(Readable.from(await store.read(cid), { highWaterMark: 1 }));
    },
  });
}

function requirePosted(summaries: Summaries): NonNullable<Summaries["reading"]> {
  if (summaries.reading !== undefined) return summaries.reading;
  throw new UnavailableError(
    "SUMMARY_NO_INBOX",
    "This network posts no summaries, or this oracle does not read its consortium chain.",
    {
      retryable: false,
    },
  );
}

function notPosted(): UnavailableError {
  return new UnavailableError("SUMMARY_BATCH_NOT_FOUND", "There is no such batch yet.");
}
