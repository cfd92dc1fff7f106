import {
  bytes32,
  chainId as chainIdSchema,
  keyDisclosureReply,
  keyKind,
  keyManifestBody,
  keyManifestReply,
} from "@medlattice/sdk/client";
import { z } from "zod";
import type { OracleConfig } from "../config/oracleConfig.ts";
import { sessionOf } from "../http/access.ts";
import type { App } from "../http/createApp.ts";
import { byPerson, createLimiter } from "../people/limiter.ts";
import { type LookupKeys, publicKeysReply } from "./lookupKeys.ts";
import { type PublishedKeyStore, keysNotFound } from "./publishedKeys.ts";

const tags = ["keys"];
const config = { access: "session" } as const;
const CHANGES_PER_HOUR = 60;
/** A sealed manifest of 1024 leaves in hex, and two disclosures. */
const BODY_BYTES = 3 << 20;

/** Published keys: all of a person's own, single leaves of others on the session's chain. */
export function keyManifestRoutes(app: App, keys: PublishedKeyStore, lookup: LookupKeys): void {
  const limit = createLimiter(app, { max: CHANGES_PER_HOUR, timeWindow: "1 hour", keyOf: byPerson });

  app.route({
    method: "PUT",
    url: "/v1/persons/me/keys",
    config,
    bodyLimit: BODY_BYTES,
    schema: {
      summary: "Publish my keys: the two leaves everyone needs, and the manifest sealed to myself",
      tags,
      body: keyManifestBody,
      response: { 204: z.undefined() },
    },
    handler: async (request, reply) => {
      await limit(request);
      await keys.put(sessionOf(request), request.body);
      return reply.code(204).send();
    },
  });

  app.route({
    method: "GET",
    url: "/v1/persons/me/keys",
    config,
    schema: { summary: "What I published", tags, response: { 200: keyManifestReply } },
    handler: async (request) => keys.own(sessionOf(request)),
  });

  app.route({
    method: "GET",
    url: "/v1/persons/:personId/keys/:kind",
    config,
    schema: {
      summary:
        "A person's key to grant to (`receive`) or to write to (`sealing`), with its path to the root on chain",
      tags,
      params: z.strictObject({ personId: bytes32, kind: keyKind }),
      response: { 200: keyDisclosureReply },
    },
    handler: async (request) => {
      const { personId, kind } = request.params;
      const { chainId } = sessionOf(request);
      return (await lookup({ chainId, personId }))[kind];
    },
  });
}

/** Keys of this organisation's people on the consortium chain, for the oracles whose people ask for them. */
export function peerKeyRoutes(app: App, { chains }: OracleConfig, keys: PublishedKeyStore): void {
  app.route({
    method: "GET",
    url: "/peer/v1/persons/:personId/keys",
    schema: {
      params: z.strictObject({ personId: bytes32 }),
      querystring: z.strictObject({ chainId: z.coerce.number().pipe(chainIdSchema) }),
      response: { 200: publicKeysReply },
    },
    handler: async (request) => {
      const { chainId } = request.query;
      if (chains.find((chain) => chain.chainId === chainId)?.home !== "consortium") throw keysNotFound();
      const { receive, sealing } = await keys.current({ chainId, personId: request.params.personId });
      return { receive, sealing };
    },
  });
}
