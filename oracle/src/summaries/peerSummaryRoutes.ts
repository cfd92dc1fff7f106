import type { App } from "../http/createApp.ts";
import { peerOf } from "../peers/peerApp.ts";
import type { Intake } from "./createIntake.ts";
import { offerBody, offerReply, sectionBody, sectionReply } from "./messages.ts";

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
}
