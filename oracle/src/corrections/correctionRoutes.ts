import {
  bytes32,
  correctionBody,
  correctionEntry,
  correctionPage,
  correctionsQuery,
  declineBody,
} from "@medlattice/sdk/client";
import { z } from "zod";
import { sessionOf } from "../http/access.ts";
import type { App } from "../http/createApp.ts";
import type { Corrections } from "./createCorrections.ts";

const tags = ["corrections"];
const config = { access: "session" } as const;
const params = z.strictObject({ correctionHash: bytes32 });

/** Corrections on their way: handed in by a doctor, answered by the patient (systems.md S1, S4; docs/corrections.md). */
export function correctionRoutes(app: App, corrections: Corrections): void {
  app.route({
    method: "POST",
    url: "/v1/corrections",
    config,
    schema: {
      summary:
        "A doctor hands in a signed correction; the institution opens the commitment to the new content",
      tags,
      body: correctionBody,
      response: { 200: correctionEntry },
    },
    handler: async (request) => corrections.submit(sessionOf(request), request.body),
  });

  app.route({
    method: "GET",
    url: "/v1/corrections",
    config,
    schema: {
      summary: "Corrections of my records, or by me, newest first",
      tags,
      querystring: correctionsQuery,
      response: { 200: correctionPage },
    },
    handler: async (request) => corrections.list(sessionOf(request), request.query),
  });

  app.route({
    method: "GET",
    url: "/v1/corrections/:correctionHash",
    config,
    schema: {
      summary: "A correction of one of my records, or by me",
      tags,
      params,
      response: { 200: correctionEntry },
    },
    handler: async (request) => corrections.get(sessionOf(request), request.params.correctionHash),
  });

  app.route({
    method: "POST",
    url: "/v1/corrections/:correctionHash/withdrawal",
    config,
    schema: {
      summary: "Its author takes a correction back that the patient has not answered",
      tags,
      params,
      body: z.strictObject({}),
      response: { 204: z.undefined() },
    },
    handler: async (request, reply) => {
      await corrections.withdraw(sessionOf(request), request.params.correctionHash);
      return reply.code(204).send();
    },
  });

  app.route({
    method: "POST",
    url: "/v1/corrections/:correctionHash/refusal",
    config,
    schema: {
      summary: "The patient declines a correction, with words sealed to the doctor",
      tags,
      params,
      body: declineBody,
      response: { 204: z.undefined() },
    },
    handler: async (request, reply) => {
      const { correctionHash } = request.params;
      await corrections.decline(sessionOf(request), correctionHash, request.body.words);
      return reply.code(204).send();
    },
  });
}
