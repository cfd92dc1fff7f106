import { redemptionBody, redemptionReply, voucherBody, voucherReply } from "@medlattice/sdk/client";
import { z } from "zod";
import { sessionOf } from "../http/access.ts";
import type { App } from "../http/createApp.ts";
import { byPerson, createLimiter } from "../people/limiter.ts";
import type { Desk } from "./desk.ts";
import { type RedeemOptions, redeem } from "./redeem.ts";
import type { Vouchers } from "./vouchers.ts";

const tags = ["enrolment"];
const VOUCHERS_PER_DAY = 10;
const REDEMPTIONS_PER_MINUTE = 30;

/** Vouchers of the organisation that identified a patient (decision 0006). */
export function voucherRoutes(app: App, desk: Desk, vouchers: Vouchers): void {
  const limit = createLimiter(app, { max: VOUCHERS_PER_DAY, timeWindow: "1 day", keyOf: byPerson });

  app.route({
    method: "POST",
    url: "/v1/persons/me/vouchers",
    config: { access: "session" },
    schema: {
      summary: "A voucher to the health authority for me, to enrol on the consortium chain",
      tags,
      body: voucherBody,
      response: { 201: voucherReply },
    },
    handler: async (request, reply) => {
      await limit(request);
      return reply.code(201).send(await vouchers.forMe(sessionOf(request), request.body));
    },
  });

  app.route({
    method: "POST",
    url: "/v1/enrolments/:enrolmentId/vouchers",
    config: { access: "session" },
    schema: {
      summary: "A voucher for a patient of mine, bound to the secret she keeps",
      tags,
      params: z.strictObject({ enrolmentId: z.uuid() }),
      body: voucherBody,
      response: { 201: voucherReply },
    },
    handler: async (request, reply) => {
      const { enrolmentId } = request.params;
      const voucher = await vouchers.forEnrolment(desk, sessionOf(request), enrolmentId, request.body);
      return reply.code(201).send(voucher);
    },
  });
}

/** Where the health authority takes vouchers. */
export function redemptionRoutes(app: App, options: RedeemOptions): void {
  const limit = createLimiter(app, { max: REDEMPTIONS_PER_MINUTE, timeWindow: "1 minute" });
  app.route({
    method: "POST",
    url: "/v1/vouchers/redemptions",
    config: { access: "public" },
    schema: {
      summary: "Redeem a voucher for the credential of a consortium pseudonym",
      description:
        "The same voucher with the same pseudonym gives the same credential again; with another it is refused.",
      tags,
      body: redemptionBody,
      response: { 200: redemptionReply },
    },
    handler: async (request) => {
      await limit(request);
      return redeem(options, request.body);
    },
  });
}
