import { auditsQuery, auditsReply } from "@medlattice/sdk/client";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { Readable } from "node:stream";
import { z } from "zod";
import type { App } from "../http/createApp.ts";
import type { Store } from "../store/createStore.ts";
import type { Summaries } from "../summaries/createSummaries.ts";
import { cidOfData } from "../summaries/dataFile.ts";
import type { Audit } from "./createAudit.ts";

/** What the auditor of this oracle found, for whoever may log in here: an audit that only its auditor sees helps nobody. */
export function auditRoutes(app: App, { audit }: { readonly audit: Audit | undefined }): void {
  app.route({
    method: "GET",
    url: "/v1/audits",
    config: { access: "session" },
    schema: {
      summary: "Batches of summaries as compared with the private chains themselves, oldest first",
      tags: ["summaries"],
      querystring: auditsQuery,
      response: { 200: auditsReply },
    },
    handler: async (request) => {
      if (audit === undefined) throw noAudit();
      const { after, limit, status } = request.query;
      const items = audit.after(after, limit, status).map(({ findings, ...each }) => ({
        ...each,
        findings: [...findings],
      }));
      return { ...audit.state(), items };
    },
  });
}

/** Hands the files of posted batches to other oracles that audit them; all of them read the consortium chain. */
export function peerAuditRoutes(
  app: App,
  { summaries, store }: { readonly summaries: Summaries; readonly store: Pick<Store, "read" | "stat"> },
): void {
  app.route({
    method: "GET",
    url: "/peer/v1/summaries/:sequence/data",
    schema: { params: z.strictObject({ sequence: z.coerce.number().pipe(z.int().min(1)) }) },
    handler: async (request, reply) => {
      const posted = summaries.views?.posted;
      await posted?.sync();
      const batch = posted?.find(request.params.sequence);
      if (batch === undefined) throw notPosted(request.params.sequence);
      const cid = cidOfData(batch.batch.dataDigest);
      const { sizeBytes } = store.stat(cid);
      return reply
        .header("content-length", sizeBytes)
        .type("application/octet-stream")
        .send(Readable.from(await store.read(cid), { highWaterMark: 1 }));
    },
  });
}

function noAudit(): InvalidInputError {
  return new InvalidInputError("AUDIT_NOT_HERE", "This oracle does not audit summaries.", {
    hints: ["Ask the health authority's, or audit them yourself: npx medlattice audit"],
  });
}

function notPosted(sequence: number): InvalidInputError {
  return new InvalidInputError("SUMMARY_BATCH_NOT_FOUND", "There is no such batch here.", {
    facts: { sequence },
  });
}
