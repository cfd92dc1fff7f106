import {
  bytes32,
  chainId,
  coveredBody,
  coveredRecord,
  listOf,
  proxyBody,
  proxyReply,
  disclosureBody,
  queryInteger,
} from "@medlattice/sdk/client";
import { MedLatticeError } from "@medlattice/sdk/errors";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Counter } from "prom-client";
import type { Hex } from "viem";
import { z } from "zod";
import { sessionOf } from "../http/access.ts";
import type { App } from "../http/createApp.ts";
import type { Follower } from "../index/followChain.ts";
import type { PeerClient } from "../peers/createPeerClient.ts";
import { peerOf } from "../peers/peerApp.ts";
import type { AnswerTable } from "./answerTable.ts";
import type { Covered } from "./createCovered.ts";
import { type Proxy, type ProxyRequest } from "./createProxy.ts";
import { refuse } from "./refusals.ts";
import { unknownOrganization } from "./unknownOrganization.ts";

export interface ProxyRoutesOptions {
  readonly proxy: Proxy;
  readonly covered: Covered;
  readonly answers: AnswerTable;
  readonly orgId: Hex;
  readonly peers: PeerClient | undefined;
  readonly followers: ReadonlyMap<number, Follower>;
  readonly reencryptions?: Counter<"outcome">;
}

const params = z.strictObject({ accessId: bytes32 });
const WAIT_FOR_BLOCK_MS = 10_000;
/** Organisations that vouch for the record's state (docs/architecture.md); 1 also when another one could not be reached. */
const WITNESSES = "x-medlattice-witnesses";

/** Re-encryption for readers (systems.md P15, F7). */
export function proxyRoutes(app: App, options: ProxyRoutesOptions): void {
  const { orgId, peers, followers } = options;

  app.route({
    method: "POST",
    url: "/v1/proxy/accesses/:accessId",
    config: { access: "session" },
    schema: {
      summary: "Have a record re-encrypted for an access of mine",
      description:
        "The access must be final, fresh and the session's own, the grant must hold at this moment. The same answer is given " +
        "again while the access is fresh.",
      tags: ["proxy"],
      params,
      body: proxyBody,
      response: { 200: proxyReply },
    },
    handler: async (request, reply) => {
      const { personId: reader, chainId: readerChainId } = sessionOf(request);
      const { accessId } = request.params;
      const { chainId: at, disclosure, organization = orgId, atLeastBlock } = request.body;
      if (atLeastBlock !== undefined) await followers.get(at)?.waitFor(atLeastBlock, WAIT_FOR_BLOCK_MS);
      if (organization === orgId) {
        const question = { chainId: at, accessId, reader, readerChainId, disclosure, askedBy: undefined };
        return answer(options, request, reply, question);
      }
      // The other side believes that the reader is who logged in here, on that very chain.
      if (at !== readerChainId) throw refuse("ACCESS_OTHER_READER");
      if (peers?.peers.some((peer) => peer.orgId === organization) !== true) throw unknownOrganization();
      const path = `/peer/v1/proxy/accesses/${accessId}`;
      return peers.json(
        organization,
        { method: "POST", path, json: { chainId: at, reader, disclosure } },
        proxyReply,
      );
    },
  });
}

/** Which records a grant covers, so that its grantee need not be told ids (systems.md M11). */
export function coveredRoutes(app: App, { covered }: Pick<ProxyRoutesOptions, "covered">): void {
  app.route({
    method: "POST",
    url: "/v1/proxy/grants/:grantId/records",
    config: { access: "session" },
    schema: {
      summary: "Records covered by a grant I received",
      description: "Answered by proxies that hold a share of it and follow the records' chain.",
      tags: ["proxy"],
      params: z.strictObject({ grantId: bytes32 }),
      body: coveredBody,
      response: { 200: listOf(coveredRecord) },
    },
    handler: async (request) => {
      const { personId: reader, chainId: readerChainId } = sessionOf(request);
      const { chainId: at, disclosure, limit, cursor } = request.body;
      return covered.list({
        ...request.params,
        chainId: at,
        reader,
        readerChainId,
        disclosure,
        page: { limit, cursor },
      });
    },
  });
}

/** What other oracles ask: help for a reader who logged in there, and whether an access was served. */
export function peerProxyRoutes(app: App, options: ProxyRoutesOptions): void {
  app.route({
    method: "POST",
    url: "/peer/v1/proxy/accesses/:accessId",
    schema: {
      params,
      body: z.strictObject({ chainId, reader: bytes32, disclosure: disclosureBody.optional() }),
      response: { 200: proxyReply },
    },
    // Only the one holder of the grantee's key can decrypt by the answer; who may ask for it is checked all the same.
    handler: (request, reply) => {
      const { chainId: at, reader, disclosure } = request.body;
      return answer(options, request, reply, {
        chainId: at,
        ...request.params,
        reader,
        readerChainId: at,
        disclosure,
        askedBy: peerOf(request),
      });
    },
  });

  app.route({
    method: "GET",
    url: "/peer/v1/proxy/accesses/:accessId",
    schema: {
      params,
      querystring: z.strictObject({ chainId: queryInteger, recordChainId: queryInteger, recordId: bytes32 }),
      response: { 200: z.object({ isServed: z.boolean() }) },
    },
    handler: async (request) => {
      const { chainId: at, recordChainId, recordId } = request.query;
      const key = { chainId: at, ...request.params };
      return { isServed: options.answers.isServed(key, { chainId: recordChainId, recordId }) };
    },
  });
}

async function answer(
  { proxy, reencryptions }: ProxyRoutesOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  question: ProxyRequest,
) {
  try {
    const { answer: given, witnesses, isWitnessAway } = await proxy.answer(question);
    reencryptions?.inc({ outcome: isWitnessAway ? "SERVED_WITNESS_AWAY" : "SERVED" });
    reply.header(WITNESSES, witnesses);
    return given;
  } catch (error) {
    const known = error instanceof MedLatticeError ? error : undefined;
    reencryptions?.inc({ outcome: known?.code ?? "INTERNAL" });
    request.log.info({ code: known?.code }, "re-encryption refused");
    throw error;
  }
}
