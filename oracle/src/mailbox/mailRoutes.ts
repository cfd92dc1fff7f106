import {
  bytes32,
  mailBody,
  mailPageReply,
  mailQuery,
  mailReply,
  peerMailBody,
  sentReply,
} from "@medlattice/sdk/client";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { sessionOf } from "../http/access.ts";
import type { App } from "../http/createApp.ts";
import { byPerson, createLimiter } from "../people/limiter.ts";
import { peerOf } from "../peers/peerApp.ts";
import type { Mailbox } from "./mailbox.ts";

const tags = ["mailbox"];
const config = { access: "session" } as const;
const personParams = z.strictObject({ personId: bytes32 });
const messageParams = z.strictObject({ messageId: bytes32 });
const SENT_PER_HOUR = 120;
/** So that one person cannot fill another's mailbox. */
const SENT_TO_ONE_PER_DAY = 50;
const HANDED_OVER_PER_HOUR = 10_000;

/** Grant packages, requests and notices between people, sealed by the sender to the reader (M11). */
export function mailRoutes(app: App, mailbox: Mailbox): void {
  const limit = createLimiter(app, { max: SENT_PER_HOUR, timeWindow: "1 hour", keyOf: byPerson });
  const pairLimit = createLimiter(app, { max: SENT_TO_ONE_PER_DAY, timeWindow: "1 day", keyOf: byPair });

  app.route({
    method: "POST",
    url: "/v1/mailbox/:personId",
    config,
    schema: {
      summary: "Send somebody on my chain a sealed message",
      tags,
      params: personParams,
      body: mailBody,
      response: { 200: sentReply },
    },
    handler: async (request) => {
      await limit(request);
      const { chainId, personId } = sessionOf(request);
      // One's own copies of grants are bounded by the mailbox itself.
      if (personId !== request.params.personId) await pairLimit(request);
      return mailbox.send({ chainId, personId: request.params.personId }, request.body);
    },
  });

  app.route({
    method: "GET",
    url: "/v1/persons/me/mailbox",
    config,
    schema: {
      summary: "My messages, newest first, without their content",
      tags,
      querystring: mailQuery,
      response: { 200: mailPageReply },
    },
    handler: async (request) => mailbox.list(sessionOf(request), request.query),
  });

  app.route({
    method: "GET",
    url: "/v1/persons/me/mailbox/:messageId",
    config,
    schema: { summary: "One of my messages", tags, params: messageParams, response: { 200: mailReply } },
    handler: async (request) => mailbox.get(sessionOf(request), request.params.messageId),
  });

  app.route({
    method: "DELETE",
    url: "/v1/persons/me/mailbox/:messageId",
    config,
    schema: {
      summary: "Remove a message I have read",
      tags,
      params: messageParams,
      response: { 204: z.undefined() },
    },
    handler: async (request, reply) => {
      mailbox.remove(sessionOf(request), request.params.messageId);
      return reply.code(204).send();
    },
  });
}

/** Messages that other organisations' oracles hand over. */
export function peerMailRoutes(app: App, mailbox: Mailbox): void {
  const limit = createLimiter(app, {
    max: HANDED_OVER_PER_HOUR,
    timeWindow: "1 hour",
    keyOf: (request) => peerOf(request),
  });
  app.route({
    method: "POST",
    url: "/peer/v1/mailbox",
    schema: { body: peerMailBody, response: { 204: z.undefined() } },
    handler: async (request, reply) => {
      await limit(request);
      const { chainId, recipient, mail } = request.body;
      await mailbox.receive({ chainId, personId: recipient }, mail);
      return reply.code(204).send();
    },
  });
}

/** Counted in memory only, so that nothing stored tells who wrote to whom. */
function byPair(request: FastifyRequest): string {
  const params = personParams.safeParse(request.params);
  return `${byPerson(request)}>${params.success ? params.data.personId : ""}`;
}
