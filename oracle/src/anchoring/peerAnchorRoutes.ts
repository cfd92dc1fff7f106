import { attestationBody, stateAttestation } from "@medlattice/sdk/client";
import { z } from "zod";
import type { App } from "../http/createApp.ts";
import { type AttestStateOptions, attestState } from "../evidence/attestState.ts";
import { peerOf } from "../peers/peerApp.ts";
import { newsBody, newsQuery, signReply, signRequest, votedQuery, votedReply } from "./anchorMessages.ts";
import type { Stationing } from "./createAnchoring.ts";
import { SNAPSHOT_BYTES, snapshotBody, snapshotReply } from "./snapshotMessages.ts";

/** What stations ask and tell each other about snapshots and anchors. */
export function peerAnchorRoutes(
  app: App,
  { intake, signing, news }: Stationing,
  own: AttestStateOptions,
): void {
  if (intake !== undefined) {
    app.route({
      method: "POST",
      url: "/peer/v1/snapshots",
      bodyLimit: SNAPSHOT_BYTES,
      schema: { body: snapshotBody, response: { 200: snapshotReply } },
      handler: async (request) => intake.accept(peerOf(request), request.body),
    });
  }

  app.route({
    method: "POST",
    url: "/peer/v1/anchors/signatures",
    schema: { body: signRequest, response: { 200: signReply } },
    handler: async (request) => ({ signature: await signing.sign(request.body) }),
  });

  app.route({
    method: "POST",
    url: "/peer/v1/anchors/voted",
    schema: { body: votedQuery, response: { 200: votedReply } },
    handler: async (request) => ({ anchor: signing.voted(request.body.sequence) }),
  });

  app.route({
    method: "POST",
    url: "/peer/v1/anchoring/news",
    schema: { body: newsBody, response: { 204: z.undefined() } },
    handler: async (request, reply) => {
      await news.take(request.body);
      return reply.code(204).send();
    },
  });

  app.route({
    method: "POST",
    url: "/peer/v1/anchoring/missing",
    // Asked by every station every few seconds.
    logLevel: "warn",
    schema: { body: newsQuery, response: { 200: newsBody } },
    handler: async (request) => news.missing(request.body),
  });

  app.route({
    method: "POST",
    url: "/peer/v1/attestations",
    schema: { body: attestationBody, response: { 200: stateAttestation } },
    handler: async (request) => await attestState(own, request.body),
  });
}
