import {
  completionBody,
  desk as deskSchemas,
  deskRequestInfo,
  enrolmentDetails,
  enrolmentsQuery,
  enrolmentsReply,
  issueBody,
  lookupBody,
  lookupReply,
  relayReply,
  startEnrolmentBody,
  startEnrolmentReply,
} from "@medlattice/sdk/client";
import { z } from "zod";
import { sessionOf } from "../http/access.ts";
import type { App } from "../http/createApp.ts";
import { byPerson, createLimiter } from "../people/limiter.ts";
import type { Desk } from "./desk.ts";
import type { PickupDesk } from "./pickup.ts";

export interface DeskRoutesOptions {
  readonly desk: Desk;
  readonly pickup: PickupDesk;
}

const tags = ["enrolment"];
const config = { access: "session" } as const;
const idParams = z.strictObject({ enrolmentId: z.uuid() });
/** Each costs every authority an evaluation. */
const IDENTITIES_PER_MINUTE = 60;

/** The manager's side of the desk (systems.md F1, F2, M7). */
export function deskRoutes(app: App, { desk, pickup }: DeskRoutesOptions): void {
  const limit = createLimiter(app, {
    max: IDENTITIES_PER_MINUTE,
    timeWindow: "1 minute",
    keyOf: byPerson,
  });

  app.route({
    method: "GET",
    url: "/v1/enrolment-requests/:code",
    config,
    schema: {
      summary: "The pseudonym that waits under a code",
      tags,
      params: z.strictObject(deskSchemas),
      response: { 200: deskRequestInfo },
    },
    handler: async (request) => {
      const session = sessionOf(request);
      desk.requireManager(session);
      return pickup.look(request.params.code, session.chainId);
    },
  });

  app.route({
    method: "POST",
    url: "/v1/enrolments",
    config,
    schema: {
      summary: "Start an enrolment: the verified identity in, its nullifier out",
      description:
        "The identity is kept encrypted to the organisation's own key. Someone enrolled already is named by pseudonym.",
      tags,
      body: startEnrolmentBody,
      response: { 200: startEnrolmentReply },
    },
    handler: async (request) => {
      const session = sessionOf(request);
      desk.requireManager(session);
      await limit(request);
      const started = await desk.start(session, request.body);
      request.log.info({ role: request.body.role, outcome: started.outcome }, "enrolment");
      return started;
    },
  });

  app.route({
    method: "GET",
    url: "/v1/enrolments",
    config,
    schema: {
      summary: "Whom I enrolled, newest first, without identities",
      tags,
      querystring: enrolmentsQuery,
      response: { 200: enrolmentsReply },
    },
    handler: async (request) => desk.list(sessionOf(request), request.query),
  });

  app.route({
    method: "GET",
    url: "/v1/enrolments/:enrolmentId",
    config,
    schema: {
      summary: "One of my enrolments with the real identity",
      tags,
      params: idParams,
      response: { 200: enrolmentDetails },
    },
    handler: async (request) => {
      const details = await desk.details(sessionOf(request), request.params.enrolmentId);
      request.log.info({ role: details.role }, "real identity shown to its manager");
      return details;
    },
  });

  app.route({
    method: "POST",
    url: "/v1/enrolments/lookup",
    config,
    schema: {
      summary: "Whether somebody is enrolled on this chain",
      tags,
      body: lookupBody,
      response: { 200: lookupReply },
    },
    handler: async (request) => {
      const session = sessionOf(request);
      desk.requireManager(session);
      await limit(request);
      return desk.lookup(session, request.body.id, request.body.capacity);
    },
  });

  app.route({
    method: "POST",
    url: "/v1/enrolments/:enrolmentId/credential",
    config,
    schema: {
      summary: "Hand in the signed credential; with a code, the person who waits under it can fetch it",
      tags,
      params: idParams,
      body: issueBody,
      response: { 204: z.undefined() },
    },
    handler: async (request, reply) => {
      const { issued, code } = request.body;
      await desk.issue(sessionOf(request), request.params.enrolmentId, issued, code);
      return reply.code(204).send();
    },
  });

  app.route({
    method: "POST",
    url: "/v1/enrolments/:enrolmentId/completion",
    config,
    schema: {
      summary: "Enrol on chain with both signatures",
      tags,
      params: idParams,
      body: completionBody,
      response: { 200: relayReply },
    },
    handler: async (request) => {
      const { issued, controllerSignature } = request.body;
      return desk.complete(sessionOf(request), request.params.enrolmentId, issued, controllerSignature);
    },
  });
}
