import { anchorsQuery, anchorsReply, bytes32 } from "@medlattice/sdk/client";
import { UnavailableError } from "@medlattice/sdk/errors";
import { proofSchema } from "@medlattice/sdk/proof";
import { z } from "zod";
import { sessionOf } from "../http/access.ts";
import type { App } from "../http/createApp.ts";
import type { Follower } from "../index/followChain.ts";
import { recordNotFound } from "../index/indexRoutes.ts";
import type { IndexQueries } from "../index/queries.ts";
import type { ReadableRecords } from "../manifests/readableRecords.ts";
import type { Anchoring, Stationing } from "./createAnchoring.ts";

export interface AnchorRoutesOptions {
  readonly anchoring: Anchoring;
  readonly queries: Pick<IndexQueries, "record">;
  readonly readable: Pick<ReadableRecords, "mayReadState">;
  readonly followers: ReadonlyMap<number, Follower>;
}

const tags = ["anchors"];

/** Roots on public chains, for everybody; and a record's proof, for whom it concerns. */
export function anchorRoutes(app: App, { anchoring, queries, readable }: AnchorRoutesOptions): void {
  app.route({
    method: "GET",
    url: "/v1/anchors",
    config: { access: "public" },
    schema: {
      summary: "Roots on public chains, newest first: where and why there, and how far they are",
      tags,
      querystring: anchorsQuery,
      response: { 200: anchorsReply },
    },
    handler: async (request) => stationingOf(anchoring).list(request.query),
  });

  app.route({
    method: "GET",
    url: "/v1/records/:recordId/proof",
    config: { access: "session" },
    schema: {
      summary:
        "Proof file of a record, to a root on a public chain: for its patient, its author, or a doctor of the treatment",
      tags,
      params: z.strictObject({ recordId: bytes32 }),
      response: { 200: proofSchema },
    },
    handler: async (request) => {
      const session = sessionOf(request);
      const entry = queries.record(session.chainId, request.params.recordId);
      if (entry === undefined || !readable.mayReadState(session, entry.state)) throw recordNotFound();
      return stationingOf(anchoring).proofOf(entry);
    },
  });
}

function stationingOf({ stationing }: Anchoring): Stationing {
  if (stationing !== undefined) return stationing;
  throw new UnavailableError(
    "ANCHORS_NOT_KEPT",
    "This network anchors nothing, or this oracle does not read its consortium chain.",
    { retryable: false },
  );
}
