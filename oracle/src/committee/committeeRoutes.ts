import { committeeReply } from "@medlattice/sdk/client";
import { UnavailableError } from "@medlattice/sdk/errors";
import type { z } from "zod";
import type { App } from "../http/createApp.ts";
import { peerOf } from "../peers/peerApp.ts";
import type { Committee, CommitteePeers, CommitteeStatus } from "./committee.ts";
import { contributionsBody, contributionsReply, voteBody, voteReply } from "./messages.ts";

/** What the committee does, for whoever may log in here: it decides for all of them. */
export function committeeRoutes(app: App, { committee }: { readonly committee: Committee }): void {
  app.route({
    method: "GET",
    url: "/v1/committee",
    config: { access: "session" },
    schema: {
      summary: "Epoch, stations, newest decisions with who was absent, and what waits for a decision",
      tags: ["committee"],
      response: { 200: committeeReply },
    },
    handler: async () => {
      const status = committee.status();
      if (status === undefined) throw noCommittee();
      return toReply(status);
    },
  });
}

/** What stations ask of each other. */
export function peerCommitteeRoutes(app: App, peers: CommitteePeers): void {
  app.route({
    method: "POST",
    url: "/peer/v1/committee/votes",
    schema: { body: voteBody, response: { 200: voteReply } },
    handler: async (request) => peers.vote(peerOf(request), request.body),
  });

  app.route({
    method: "POST",
    url: "/peer/v1/committee/contributions",
    schema: { body: contributionsBody, response: { 200: contributionsReply } },
    handler: async (request) => peers.contributions(peerOf(request), request.body),
  });
}

function toReply(status: CommitteeStatus): z.infer<typeof committeeReply> {
  const { exchange } = status;
  return {
    ...status,
    reputation: String(status.reputation),
    stations: status.stations.map((each) => ({
      ...each,
      deposit: String(each.deposit),
      reputation: String(each.reputation),
    })),
    exchange: exchange && { ...exchange, members: [...exchange.members], leftOut: [...exchange.leftOut] },
    decisions: status.decisions.map((each) => ({
      ...each,
      present: [...each.present],
      absent: [...each.absent],
    })),
    proposals: status.proposals.map((each) => ({ ...each, missing: [...each.missing] })),
  };
}

function noCommittee(): UnavailableError {
  return new UnavailableError(
    "COMMITTEE_NOT_HERE",
    "This network has no committee, or this oracle does not read its consortium chain.",
    { retryable: false },
  );
}
