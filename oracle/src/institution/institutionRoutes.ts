import {
  bytes32,
  institutionDealBody,
  institutionDealReply,
  institutionPartBody,
  institutionPartReply,
} from "@medlattice/sdk/client";
import { z } from "zod";
import { sessionOf } from "../http/access.ts";
import type { App } from "../http/createApp.ts";
import type { Institution } from "./createInstitution.ts";

const params = z.strictObject({ recordId: bytes32 });
const tags = ["records"];

/** The institution's part of its records (systems.md S3; docs/decisions/0008). */
export function institutionRoutes(app: App, institution: Institution): void {
  app.route({
    method: "POST",
    url: "/v1/records/:recordId/institution-deal",
    config: { access: "session" },
    schema: {
      summary: "The institution's deal for a version of a record, before its author seals it",
      tags,
      params,
      body: institutionDealBody,
      response: { 200: institutionDealReply },
    },
    handler: (request) => institution.deal(sessionOf(request), request.params.recordId, request.body.version),
  });

  app.route({
    method: "POST",
    url: "/v1/records/:recordId/institution-part",
    config: { access: "session" },
    schema: {
      summary: "The institution's part of a record, sealed to its patient's published sealing key",
      tags,
      params,
      body: institutionPartBody,
      response: { 200: institutionPartReply },
    },
    handler: async (request) => {
      const { version, recipient } = request.body;
      const session = sessionOf(request);
      return { sealed: await institution.part(session, request.params.recordId, version, recipient) };
    },
  });
}
