import {
  accountReply,
  bytes32,
  denialEntry,
  grantEntry,
  labelEntry,
  listOf,
  listQuery,
  oneQuery,
  recordEntry,
  recordsQuery,
  requestEntry,
  usageEntry,
  usageQuery,
} from "@medlattice/sdk/client";
import { InvalidInputError, UnavailableError } from "@medlattice/sdk/errors";
import { z } from "zod";
import { type SessionContext, sessionOf } from "../http/access.ts";
import type { App } from "../http/createApp.ts";
import type { ReadableRecords } from "../manifests/readableRecords.ts";
import type { Follower } from "./followChain.ts";
import type { IndexQueries } from "./queries.ts";

export interface IndexRoutesOptions {
  readonly queries: IndexQueries;
  readonly followers: ReadonlyMap<number, Follower>;
  readonly readable: ReadableRecords;
}

const WAIT_FOR_BLOCK_MS = 5_000;
const tags = ["index"];

/**
 * The read model (systems.md F5, F6). A session sees its own chain only, and there what concerns its person: records as
 * patient or author, treatments assigned, grants made, uses on either side.
 */
export function indexRoutes(app: App, options: IndexRoutesOptions): void {
  const { queries } = options;

  async function reach(session: SessionContext, block: number | undefined): Promise<void> {
    if (block === undefined) return;
    const follower = options.followers.get(session.chainId);
    if (follower !== undefined && (await follower.waitFor(block, WAIT_FOR_BLOCK_MS))) return;
    throw new UnavailableError("INDEX_BEHIND", "The index has not come to that block yet.", {
      facts: { chainId: session.chainId, block },
    });
  }

  app.route({
    method: "GET",
    url: "/v1/persons/me/records",
    config: { access: "session" },
    schema: {
      summary: "My records, as patient or author",
      tags,
      querystring: recordsQuery,
      response: { 200: listOf(recordEntry) },
    },
    handler: async (request) => {
      const session = sessionOf(request);
      await reach(session, request.query.atLeastBlock);
      return queries.records(session, request.query);
    },
  });

  app.route({
    method: "GET",
    url: "/v1/persons/me/usage",
    config: { access: "session" },
    schema: {
      summary: "Uses of grants: of my records, or by me",
      tags,
      querystring: usageQuery,
      response: { 200: listOf(usageEntry) },
    },
    handler: async (request) => {
      const session = sessionOf(request);
      await reach(session, request.query.atLeastBlock);
      return queries.usage(session, request.query.as, request.query);
    },
  });

  app.route({
    method: "GET",
    url: "/v1/persons/me/grants",
    config: { access: "session" },
    schema: {
      summary: "Grants I made on this chain",
      tags,
      querystring: listQuery,
      response: { 200: listOf(grantEntry) },
    },
    handler: async (request) => {
      const session = sessionOf(request);
      await reach(session, request.query.atLeastBlock);
      return queries.grants(session, request.query);
    },
  });

  app.route({
    method: "GET",
    url: "/v1/persons/me/denials",
    config: { access: "session" },
    schema: {
      summary: "Tags I deny on this chain",
      tags,
      querystring: oneQuery,
      response: { 200: z.array(denialEntry) },
    },
    handler: async (request) => {
      const session = sessionOf(request);
      await reach(session, request.query.atLeastBlock);
      return queries.denials(session);
    },
  });

  app.route({
    method: "GET",
    url: "/v1/persons/me/requests",
    config: { access: "session" },
    schema: {
      summary: "Requests for access to my records",
      tags,
      querystring: listQuery,
      response: { 200: listOf(requestEntry) },
    },
    handler: async (request) => {
      const session = sessionOf(request);
      await reach(session, request.query.atLeastBlock);
      return queries.requests(session, request.query);
    },
  });

  app.route({
    method: "GET",
    url: "/v1/persons/me/account",
    config: { access: "session" },
    schema: {
      summary: "Head and height of my account chain",
      tags,
      querystring: oneQuery,
      response: { 200: accountReply },
    },
    handler: async (request) => {
      const session = sessionOf(request);
      await reach(session, request.query.atLeastBlock);
      return queries.account(session);
    },
  });

  app.route({
    method: "GET",
    url: "/v1/records/:recordId",
    config: { access: "session" },
    schema: {
      summary: "Present state of a record, for its patient, its author, or a doctor of the treatment",
      tags,
      params: z.strictObject({ recordId: bytes32 }),
      querystring: oneQuery,
      response: { 200: recordEntry },
    },
    handler: async (request) => {
      const session = sessionOf(request);
      await reach(session, request.query.atLeastBlock);
      const entry = queries.record(session.chainId, request.params.recordId);
      if (entry === undefined || !options.readable.mayReadState(session, entry.state)) throw recordNotFound();
      return entry;
    },
  });

  app.route({
    method: "GET",
    url: "/v1/records/:recordId/labels",
    config: { access: "session" },
    schema: {
      summary: "All corrections of a record, the last one first",
      tags,
      params: z.strictObject({ recordId: bytes32 }),
      querystring: oneQuery,
      response: { 200: z.array(labelEntry) },
    },
    handler: async (request) => {
      const session = sessionOf(request);
      await reach(session, request.query.atLeastBlock);
      const { recordId } = request.params;
      const entry = queries.record(session.chainId, recordId);
      if (entry === undefined || !options.readable.mayReadState(session, entry.state)) throw recordNotFound();
      return queries.labels(session.chainId, recordId);
    },
  });

  app.route({
    method: "GET",
    url: "/v1/treatments/:treatmentId/records",
    config: { access: "session" },
    schema: {
      summary: "Records of a treatment that concern me",
      tags,
      params: z.strictObject({ treatmentId: bytes32 }),
      querystring: listQuery,
      response: { 200: listOf(recordEntry) },
    },
    handler: async (request) => {
      const session = sessionOf(request);
      await reach(session, request.query.atLeastBlock);
      const found = queries.recordsOfTreatment(session.chainId, request.params.treatmentId, request.query);
      return {
        ...found,
        items: found.items.filter(({ state }) => options.readable.mayReadState(session, state)),
      };
    },
  });

  app.route({
    method: "GET",
    url: "/v1/accesses/:accessId",
    config: { access: "session" },
    schema: {
      summary: "An access I made, or one to my records",
      tags,
      params: z.strictObject({ accessId: bytes32 }),
      querystring: oneQuery,
      response: { 200: usageEntry },
    },
    handler: async (request) => {
      const session = sessionOf(request);
      await reach(session, request.query.atLeastBlock);
      const entry = queries.access(session.chainId, request.params.accessId);
      if (entry === undefined || (entry.reader !== session.personId && entry.grantor !== session.personId)) {
        throw new InvalidInputError("ACCESS_NOT_FOUND", "There is no such access of yours.");
      }
      return entry;
    },
  });
}

/** The same answer whether the record is unknown or someone else's, so that nobody learns which ids exist. */
export function recordNotFound(): InvalidInputError {
  return new InvalidInputError("RECORD_NOT_FOUND", "There is no such record of yours on this chain.");
}
