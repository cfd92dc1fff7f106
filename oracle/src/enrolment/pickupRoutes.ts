import {
  deskAcceptanceBody,
  deskRequestReply,
  deskTokenBody,
  pickupReply,
  relayReply,
} from "@medlattice/sdk/client";
import { enrollmentRequestSchema } from "@medlattice/sdk/identity";
import type { App } from "../http/createApp.ts";
import { createLimiter } from "../people/limiter.ts";
import type { PickupDesk } from "./pickup.ts";

const tags = ["enrolment"];
const config = { access: "public" } as const;
const REQUESTS_PER_MINUTE = 30;
/** A client that waits for the manager asks every few seconds. */
const PICKUPS_PER_MINUTE = 120;

/** The person's side of the desk: nobody can log in before being enrolled, so a token stands for the login. */
export function pickupRoutes(
  app: App,
  pickup: PickupDesk,
  limits: { readonly deskRequestsPerDayPerAddress: number },
): void {
  const limit = createLimiter(app, { max: REQUESTS_PER_MINUTE, timeWindow: "1 minute" });
  // A request waits for a day, and there is a bound on how many do: one address must not take all places.
  const dayLimit = createLimiter(app, { max: limits.deskRequestsPerDayPerAddress, timeWindow: "1 day" });
  const pickupLimit = createLimiter(app, { max: PICKUPS_PER_MINUTE, timeWindow: "1 minute" });

  app.route({
    method: "POST",
    url: "/v1/enrolment-requests",
    config,
    schema: {
      summary: "Wait at the desk: the manager is told the code, the token stays with the person",
      tags,
      body: enrollmentRequestSchema,
      response: { 201: deskRequestReply },
    },
    handler: async (request, reply) => {
      await limit(request);
      await dayLimit(request);
      return reply.code(201).send(pickup.leave(request.body));
    },
  });

  app.route({
    method: "POST",
    url: "/v1/enrolment-requests/pickup",
    config,
    schema: {
      summary: "Fetch the credential once the manager has signed it",
      tags,
      body: deskTokenBody,
      response: { 200: pickupReply },
    },
    handler: async (request) => {
      await pickupLimit(request);
      return pickup.fetch(request.body.token);
    },
  });

  app.route({
    method: "POST",
    url: "/v1/enrolment-requests/acceptance",
    config,
    schema: {
      summary: "Accept the credential with the wallet's signature: enrols on chain",
      tags,
      body: deskAcceptanceBody,
      response: { 200: relayReply },
    },
    handler: async (request) => {
      await limit(request);
      return pickup.accept(request.body.token, request.body.controllerSignature);
    },
  });
}
