import {
  bytes32,
  ceremoniesReply,
  ceremonyBody,
  ceremonyEntry,
  custodyComplaintBody,
  custodyManager,
  custodyManagersReply,
  custodyReply,
  custodyRequestEntry,
  custodyRequestPage,
  custodyRequestsQuery,
  custodySignedBody,
  nonceCommitmentBody,
  signatureShareBody,
} from "@medlattice/sdk/client";
import { z } from "zod";
import type { OracleConfig } from "../config/oracleConfig.ts";
import { sessionOf } from "../http/access.ts";
import type { App } from "../http/createApp.ts";
import { byPerson, createLimiter } from "../people/limiter.ts";
import { requireOfficer } from "./access.ts";
import type { Custody } from "./createCustody.ts";

const tags = ["custody"];
const config = { access: "session" } as const;
const base = "/v1/custody";
const idParams = z.strictObject({ id: bytes32 });
const attemptParams = z.strictObject({
  id: bytes32,
  attempt: z.coerce.number().pipe(z.int().positive().max(1_000_000)),
});
const STEPS_PER_HOUR = 600;

/** Officers who hold the institution's trapdoor together: making their key, and what they are asked to sign. */
export function custodyRoutes(app: App, custody: Custody, oracle: OracleConfig): void {
  const limit = createLimiter(app, { max: STEPS_PER_HOUR, timeWindow: "1 hour", keyOf: byPerson });
  const { ceremonies, requests, managers } = custody;
  ceremonyRoutes();
  requestRoutes();

  app.route({
    method: "GET",
    url: base,
    config,
    schema: {
      summary: "Who holds the trapdoor of the registered key",
      tags,
      response: { 200: custodyReply },
    },
    handler: async (request) => {
      const session = sessionOf(request);
      requireOfficer(oracle, session);
      return custody.state(session.chainId);
    },
  });

  app.route({
    method: "GET",
    url: `${base}/managers`,
    config,
    schema: {
      summary: "Managers of the institution, whom officers are chosen from",
      tags,
      response: { 200: custodyManagersReply },
    },
    handler: async (request) => ({ items: managers.list(sessionOf(request)) }),
  });
  app.route({
    method: "PUT",
    url: `${base}/managers/me`,
    config,
    schema: {
      summary: "What I am called among the managers",
      tags,
      body: custodySignedBody,
      response: { 200: custodyManager },
    },
    handler: async (request) => {
      await limit(request);
      return managers.introduce(sessionOf(request), request.body.signed);
    },
  });

  function ceremonyRoutes(): void {
    const reply = { 200: ceremonyEntry };
    app.route({
      method: "GET",
      url: `${base}/ceremonies`,
      config,
      schema: {
        summary: "Keys that officers make or made, newest first",
        tags,
        response: { 200: ceremoniesReply },
      },
      handler: async (request) => ({ items: ceremonies.list(sessionOf(request)) }),
    });
    app.route({
      method: "POST",
      url: `${base}/ceremonies`,
      config,
      schema: { summary: "Begin a key of officers", tags, body: ceremonyBody, response: reply },
      handler: async (request) => {
        await limit(request);
        return ceremonies.begin(sessionOf(request), request.body.document);
      },
    });
    app.route({
      method: "GET",
      url: `${base}/ceremonies/:id`,
      config,
      schema: { summary: "How far a key is", tags, params: idParams, response: reply },
      handler: async (request) => ceremonies.get(sessionOf(request), request.params.id),
    });
    for (const [path, step, summary] of [
      ["contributions", "contribute", "My contribution to a key"],
      ["confirmations", "confirm", "That I hold my share of a key"],
    ] as const) {
      app.route({
        method: "POST",
        url: `${base}/ceremonies/:id/${path}`,
        config,
        schema: { summary, tags, params: idParams, body: custodySignedBody, response: reply },
        handler: async (request) => {
          await limit(request);
          return ceremonies[step](sessionOf(request), request.params.id, request.body.signed);
        },
      });
    }
    app.route({
      method: "POST",
      url: `${base}/ceremonies/:id/complaints`,
      config,
      schema: {
        summary: "Show a false share; whoever lied is named, and the ceremony is over",
        tags,
        params: idParams,
        body: custodyComplaintBody,
        response: reply,
      },
      handler: async (request) => {
        await limit(request);
        return ceremonies.complain(sessionOf(request), request.params.id, request.body.share);
      },
    });
    app.route({
      method: "POST",
      url: `${base}/ceremonies/:id/cancellation`,
      config,
      schema: {
        summary: "Give up a key that is not made yet",
        tags,
        params: idParams,
        body: z.strictObject({}),
        response: reply,
      },
      handler: async (request) => ceremonies.cancel(sessionOf(request), request.params.id),
    });
  }

  function requestRoutes(): void {
    const reply = { 200: custodyRequestEntry };
    app.route({
      method: "GET",
      url: `${base}/requests`,
      config,
      schema: {
        summary: "Corrections that officers are asked to permit, newest first",
        tags,
        querystring: custodyRequestsQuery,
        response: { 200: custodyRequestPage },
      },
      handler: async (request) => requests.list(sessionOf(request), request.query),
    });
    app.route({
      method: "GET",
      url: `${base}/requests/:id`,
      config,
      schema: { summary: "One request and how far it is", tags, params: idParams, response: reply },
      handler: async (request) => requests.get(sessionOf(request), request.params.id),
    });
    app.route({
      method: "POST",
      url: `${base}/requests/:id/decisions`,
      config,
      schema: {
        summary: "Approve or decline a request",
        tags,
        params: idParams,
        body: custodySignedBody,
        response: reply,
      },
      handler: async (request) => {
        await limit(request);
        return requests.decide(sessionOf(request), request.params.id, request.body.signed);
      },
    });
    app.route({
      method: "POST",
      url: `${base}/requests/:id/commitments`,
      config,
      schema: {
        summary: "Round one: commit to nonces",
        tags,
        params: idParams,
        body: nonceCommitmentBody,
        response: reply,
      },
      handler: async (request) => {
        await limit(request);
        return requests.commit(sessionOf(request), request.params.id, request.body);
      },
    });
    app.route({
      method: "POST",
      url: `${base}/requests/:id/attempts/:attempt/shares`,
      config,
      schema: {
        summary: "Round two: my part of the signature",
        tags,
        params: attemptParams,
        body: signatureShareBody,
        response: reply,
      },
      handler: async (request) => {
        await limit(request);
        const { id, attempt } = request.params;
        return requests.sign(sessionOf(request), id, attempt, BigInt(request.body.z));
      },
    });
  }
}
