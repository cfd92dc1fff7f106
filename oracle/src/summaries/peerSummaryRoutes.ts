import { Readable } from "node:stream";
import type { App } from "../http/createApp.ts";
import { peerOf } from "../peers/peerApp.ts";
import type { Intake } from "./createIntake.ts";
import { fileBody, keptBody, offerBody, offerReply, sectionBody, sectionReply } from "./messages.ts";

/** What institutions tell an authority of their chains. */
export function peerSummaryRoutes(app: App, intake: Intake): void {
  app.route({
    method: "POST",
    url: "/peer/v1/summaries/offers",
    schema: { body: offerBody, response: { 200: offerReply } },
    handler: async (request) => intake.offer(peerOf(request), request.body),
  });

  app.route({
    method: "POST",
    url: "/peer/v1/summaries/sections",
    schema: { body: sectionBody, response: { 200: sectionReply } },
    handler: async (request) => intake.accept(peerOf(request), request.body),
  });

  app.route({
    method: "POST",
    url: "/peer/v1/summaries/kept",
    schema: { body: keptBody, response: { 200: sectionBody } },
    handler: async (request) => intake.kept(peerOf(request), request.body),
  });

  app.route({
    method: "POST",
    url: "/peer/v1/summaries/files",
    schema: { body: fileBody },
    handler: async (request, reply) =>
      reply
        .type("application/octet-stream")
        .send(Readable.from(await intake.file(request.body), { highWaterMark: 1 })),
  });
}
