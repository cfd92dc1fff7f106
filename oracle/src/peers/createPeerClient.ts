import type { Readable } from "node:stream";
import { problemToError } from "@medlattice/sdk/client";
import { InvalidInputError, MedLatticeError, UnavailableError } from "@medlattice/sdk/errors";
import { Agent, type Dispatcher, request as httpRequest } from "undici";
import type { Hex } from "viem";
import type { z } from "zod";
import type { PeerConfig } from "../config/oracleConfig.ts";
import type { FollowedTls } from "../pki/followTlsFolder.ts";
import type { OracleTls } from "../pki/tlsOptions.ts";

export interface PeerRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it comes. */
  readonly stream?: Readable;
}

/** Speaks to the oracles of other organisations over mutual TLS. */
export interface PeerClient {
  readonly peers: readonly PeerConfig[];
  /** @throws UnavailableError PEER_UNREACHABLE, or the typed error the peer answered with */
  json<T>(orgId: Hex, request: PeerRequest, schema: z.ZodType<T>): Promise<T>;
  stream(orgId: Hex, request: PeerRequest): Promise<AsyncIterable<Uint8Array>>;
  /** Breaks off what is under way; jobs that needed it are done after the next start. */
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 5_000;
const ANSWER_TIMEOUT_MS = 30_000;
/** A record's evidence with its manifest is a hundredth of this. */
const ANSWER_BYTES = 16 << 20;

export function createPeerClient(peers: readonly PeerConfig[], tls: FollowedTls): PeerClient {
  let agents = agentsFor(peers, tls.current());
  tls.onChange((next) => {
    const old = agents;
    agents = agentsFor(peers, next);
    for (const agent of old.values()) void agent.close();
  });

  async function send(
    orgId: Hex,
    { method, path, json, stream }: PeerRequest,
  ): Promise<Dispatcher.ResponseData> {
    const peer = peers.find((candidate) => candidate.orgId === orgId);
    const dispatcher = agents.get(orgId);
    if (peer === undefined || dispatcher === undefined) throw unknownPeer();
    try {
      const answer = await httpRequest(new URL(path, peer.peerUrl), {
        dispatcher,
        method,
        headersTimeout: ANSWER_TIMEOUT_MS,
        bodyTimeout: ANSWER_TIMEOUT_MS,
        ...(json === undefined
          ? {}
          : { body: JSON.stringify(json), headers: { "content-type": "application/json" } }),
        ...(stream === undefined
          ? {}
          : { body: stream, headers: { "content-type": "application/octet-stream" } }),
      });
      if (answer.statusCode < 300) return answer;
      throw problemToError(answer.statusCode, await readJson(answer.body).catch(() => undefined));
    } catch (cause) {
      if (cause instanceof MedLatticeError) throw cause;
      throw new UnavailableError("PEER_UNREACHABLE", "Another organisation's oracle does not answer.", {
        facts: { organization: peer.name },
        hints: ["Try again later; the other organisation may be restarting its oracle."],
        cause,
      });
    }
  }

  return {
    peers,
    async json(orgId, request, schema) {
      const answer = await send(orgId, request);
      const parsed = schema.safeParse(answer.statusCode === 204 ? undefined : await readJson(answer.body));
      if (parsed.success) return parsed.data;
      throw unreadable({ member: parsed.error.issues[0]?.path.join(".") ?? "" });
    },
    stream: async (orgId, request) => (await send(orgId, request)).body,
    async close() {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
    },
  };
}

/** Reads an answer no longer than any this oracle asks for: another organisation's oracle must not fill this one's memory. */
async function readJson(body: AsyncIterable<Uint8Array>): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > ANSWER_BYTES) throw unreadable({ limitBytes: ANSWER_BYTES });
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw unreadable({});
  }
}

function unreadable(facts: Readonly<Record<string, string | number>>): UnavailableError {
  return new UnavailableError(
    "PEER_ANSWER_UNREADABLE",
    "Another organisation's oracle answers in another form.",
    { facts, retryable: false },
  );
}

function agentsFor(peers: readonly PeerConfig[], tls: OracleTls): ReadonlyMap<Hex, Agent> {
  return new Map(
    peers.map(({ orgId }) => [
      orgId,
      new Agent({ connect: { ...tls.client(orgId), timeout: CONNECT_TIMEOUT_MS } }),
    ]),
  );
}

function unknownPeer(): InvalidInputError {
  return new InvalidInputError("PEER_NOT_FOUND", "This oracle knows no oracle of that organisation.");
}
