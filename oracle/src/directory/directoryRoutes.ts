import { directoryQuery, directoryReply, listing, listingBody, listingChange } from "@medlattice/sdk/client";
import { z } from "zod";
import { sessionOf } from "../http/access.ts";
import type { App } from "../http/createApp.ts";
import { byPerson, createLimiter } from "../people/limiter.ts";
import { peerOf } from "../peers/peerApp.ts";
import type { Directory } from "./directory.ts";

const tags = ["directory"];
const config = { access: "session" } as const;
const CHANGES_PER_HOUR = 60;
/** Against copying the whole directory; a person looks for one doctor at a time. */
const SEARCHES_PER_MINUTE = 120;

/** Doctors by name, so that a patient can pick whom to grant to. */
export function directoryRoutes(app: App, directory: Directory): void {
  const limit = createLimiter(app, { max: CHANGES_PER_HOUR, timeWindow: "1 hour", keyOf: byPerson });
  const searchLimit = createLimiter(app, {
    max: SEARCHES_PER_MINUTE,
    timeWindow: "1 minute",
    keyOf: byPerson,
  });

  app.route({
    method: "GET",
    url: "/v1/directory",
    config,
    schema: {
      summary: "Find doctors on my chain by name or specialty",
      tags,
      querystring: directoryQuery,
      response: { 200: directoryReply },
    },
    handler: async (request) => {
      await searchLimit(request);
      const { chainId } = sessionOf(request);
      return directory.search({ chainId, ...request.query });
    },
  });

  app.route({
    method: "GET",
    url: "/v1/directory/me",
    config,
    schema: { summary: "How I am listed", tags, response: { 200: listing } },
    handler: async (request) => directory.mine(sessionOf(request)),
  });

  app.route({
    method: "PUT",
    url: "/v1/directory/me",
    config,
    schema: { summary: "List me, a doctor", tags, body: listingBody, response: { 200: listing } },
    handler: async (request) => {
      await limit(request);
      return directory.list(sessionOf(request), request.body);
    },
  });

  app.route({
    method: "DELETE",
    url: "/v1/directory/me",
    config,
    schema: { summary: "Take my listing down", tags, response: { 204: z.undefined() } },
    handler: async (request, reply) => {
      directory.unlist(sessionOf(request));
      return reply.code(204).send();
    },
  });
}

/** Listings that other organisations' oracles tell of their own doctors. */
export function peerDirectoryRoutes(app: App, directory: Directory): void {
  app.route({
    method: "POST",
    url: "/peer/v1/directory",
    schema: { body: listingChange, response: { 204: z.undefined() } },
    handler: async (request, reply) => {
      await directory.accept(peerOf(request), request.body);
      return reply.code(204).send();
    },
  });

  app.route({
    method: "POST",
    url: "/peer/v1/directory/copies",
    schema: { response: { 204: z.undefined() } },
    handler: async (request, reply) => {
      directory.copyTo(peerOf(request));
      return reply.code(204).send();
    },
  });
}
