import { keyringBody, keyringQuery, keyringReply, keyringVersion } from "@medlattice/sdk/client";
import { utf8 } from "@medlattice/sdk/codec";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { parseKeyring } from "@medlattice/sdk/keys";
import { sessionOf } from "../http/access.ts";
import type { App } from "../http/createApp.ts";
import { byPerson, createLimiter } from "../people/limiter.ts";
import type { KeyringTable } from "./keyringTable.ts";

const url = "/v1/persons/me/keyring";
const tags = ["keys"];
const config = { access: "session" } as const;
const CHANGES_PER_HOUR = 60;

/** The wrapped master key, for its owner alone after a login (rule 3). The oracle cannot open it. */
export function keyringRoutes(app: App, table: KeyringTable, nowSeconds: () => number): void {
  const limit = createLimiter(app, { max: CHANGES_PER_HOUR, timeWindow: "1 hour", keyOf: byPerson });

  app.route({
    method: "PUT",
    url,
    config,
    schema: {
      summary: "Store my wrapped keys, in place of the version I know",
      tags,
      body: keyringBody,
      response: { 200: keyringVersion },
    },
    handler: async (request) => {
      await limit(request);
      const { replaces, document } = request.body;
      parseKeyring(utf8(document));
      return { version: table.put(sessionOf(request), replaces, document, nowSeconds()) };
    },
  });

  app.route({
    method: "GET",
    url,
    config,
    schema: {
      summary: "My wrapped keys; with `version` one of the few before",
      tags,
      querystring: keyringQuery,
      response: { 200: keyringReply },
    },
    handler: async (request) => {
      const found = table.find(sessionOf(request), request.query.version);
      if (found !== undefined) return found;
      throw new InvalidInputError("KEYRING_NOT_FOUND", "No keys of yours are stored here.", {
        hints: ["Log in at the oracle where you stored them."],
      });
    },
  });
}
