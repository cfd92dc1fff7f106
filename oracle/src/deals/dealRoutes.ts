import { bytes32, dealBody, dealQuery, dealReply, dealsReply } from "@medlattice/sdk/client";
import type { SealedDeal } from "@medlattice/sdk/consent";
import type { Hex } from "viem";
import { z } from "zod";
import { sessionOf } from "../http/access.ts";
import type { App } from "../http/createApp.ts";
import type { Follower } from "../index/followChain.ts";
import type { PeerClient } from "../peers/createPeerClient.ts";
import { unknownOrganization } from "../proxy/unknownOrganization.ts";
import type { Deals } from "./createDeals.ts";

export interface DealRoutesOptions {
  readonly deals: Deals;
  readonly orgId: Hex;
  readonly peers: PeerClient | undefined;
  readonly followers: ReadonlyMap<number, Follower>;
}

const tags = ["proxy"];
const WAIT_FOR_BLOCK_MS = 10_000;

/** Shares that patients deal to this proxy (systems.md P15). What authorises a deal is the grantor's signature in it. */
export function dealRoutes(app: App, options: DealRoutesOptions): void {
  const { deals, orgId, peers } = options;

  app.route({
    method: "POST",
    url: "/v1/deals",
    config: { access: "session" },
    schema: {
      summary: "Hand a proxy its share under a grant",
      description:
        "Signed by the grantor and sealed to the proxy. For another organisation it is passed on, because a person " +
        "known only on a private chain cannot log in everywhere.",
      tags,
      querystring: dealQuery,
      body: dealBody,
      response: { 200: dealReply },
    },
    handler: async (request) => {
      const { chainId } = sessionOf(request);
      const { atLeastBlock } = request.query;
      if (atLeastBlock !== undefined) {
        await options.followers.get(chainId)?.waitFor(atLeastBlock, WAIT_FOR_BLOCK_MS);
      }
      return request.body.organization === orgId ? deals.accept(request.body) : passOn(request.body);
    },
  });

  app.route({
    method: "GET",
    url: "/v1/deals",
    config: { access: "session" },
    schema: { summary: "My deals with this proxy", tags, response: { 200: dealsReply } },
    handler: async (request) => {
      const { chainId, personId } = sessionOf(request);
      return { items: deals.list(chainId, personId) };
    },
  });

  app.route({
    method: "GET",
    url: "/v1/deals/:grantId",
    config: { access: "session" },
    schema: {
      summary: "What became of my deal for a grant",
      tags,
      params: z.strictObject({ grantId: bytes32 }),
      response: { 200: dealReply },
    },
    handler: async (request) => {
      const { chainId, personId } = sessionOf(request);
      return deals.status(chainId, personId, request.params.grantId);
    },
  });

  function passOn(deal: SealedDeal) {
    if (peers?.peers.some((peer) => peer.orgId === deal.organization) !== true) throw unknownOrganization();
    return peers.json(deal.organization, { method: "POST", path: "/peer/v1/deals", json: deal }, dealReply);
  }
}

/** Deals that another oracle passes on. */
export function peerDealRoutes(app: App, { deals }: Pick<DealRoutesOptions, "deals">): void {
  app.route({
    method: "POST",
    url: "/peer/v1/deals",
    schema: { body: dealBody, response: { 200: dealReply } },
    handler: (request) => deals.accept(request.body),
  });
}
