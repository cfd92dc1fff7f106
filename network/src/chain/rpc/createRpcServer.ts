import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { UnavailableError } from "@medlattice/sdk/errors";
import { LIMITS } from "../limits.ts";
import { errorAnswer, RPC_CODES, withId } from "./answers.ts";
import { handleText } from "./handleText.ts";
import type { Dispatch } from "./createDispatch.ts";
import { corsHeaders, isAllowedOrigin } from "./origin.ts";

/** What stands behind the server; it changes when the chain has started. */
export interface Served {
  readonly dispatch: Dispatch;
  /** What `/health` says; `ok` decides between 200 and 503. */
  readonly health: () => { readonly ok: boolean };
  /** Answers `GET /journal`. */
  readonly journal: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

export interface RpcServerOptions {
  readonly host: string;
  readonly port: number;
  readonly allowedOrigins: readonly string[];
  readonly served: () => Served;
}

export interface RpcServer {
  readonly server: Server;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Serves JSON-RPC over HTTP, `/health` and `/journal`. @throws UnavailableError `CHAIN_PORT` when it cannot listen */
export async function createRpcServer(options: RpcServerOptions): Promise<RpcServer> {
  const { host, port } = options;
  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 30_000 }, (request, response) => {
    respond(request, response, options).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => reject(cannotListen(host, port, cause)));
    server.listen(port, host, resolve);
  });
  return {
    server,
    port: portOf(server.address()),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // Connections become idle as their last answers leave; who keeps a request open does not keep the process from ending.
      const sweep = setInterval(() => server.closeIdleConnections(), 20);
      const cut = setTimeout(() => server.closeAllConnections(), 1000);
      await closed;
      clearInterval(sweep);
      clearTimeout(cut);
    },
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  options: RpcServerOptions,
): Promise<void> {
  const path = (request.url ?? "/").split("?", 1)[0];
  if (!isAllowedOrigin(request, options.host, options.allowedOrigins)) {
    return send(response, 403, { error: "This origin may not use this node; see allowedOrigins." });
  }
  for (const [name, value] of Object.entries(corsHeaders(request))) response.setHeader(name, value);
  if (request.method === "OPTIONS") return send(response, 204);
  if (request.method === "GET" && path === "/health") {
    const health = options.served().health();
    return send(response, health.ok ? 200 : 503, health);
  }
  if (request.method === "GET" && path === "/journal") return options.served().journal(request, response);
  if (path !== "/") return send(response, 404, { error: "There is nothing here; JSON-RPC is at /." });
  if (request.method !== "POST") return send(response, 405, { error: "JSON-RPC is sent by POST." });
  // A page can send other types anywhere without being asked first; this one it cannot.
  if (!request.headers["content-type"]?.startsWith("application/json")) {
    return send(response, 415, { error: "JSON-RPC is sent as application/json." });
  }
  const text = await readBody(request);
  if (text === undefined) {
    response.setHeader("connection", "close");
    const reason = `The request is larger than ${LIMITS.requestBytes} bytes; split it.`;
    return sendText(response, 413, withId("null", errorAnswer(RPC_CODES.limit, reason)));
  }
  const answer = await handleText(text, options.served().dispatch);
  return answer === undefined ? send(response, 204) : sendText(response, 200, answer);
}

/** The whole body, or undefined when it is too long. By events: an iterator costs as much again as reading. */
function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > LIMITS.requestBytes) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= LIMITS.requestBytes) chunks.push(chunk);
      else {
        request.pause();
        resolve(undefined);
      }
    });
    request.on("end", () =>
      resolve((chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))?.toString("utf8") ?? ""),
    );
    request.on("error", reject);
  });
}

function send(response: ServerResponse, status: number, body?: object): void {
  if (body === undefined) response.writeHead(status).end();
  else sendText(response, status, JSON.stringify(body));
}

function sendText(response: ServerResponse, status: number, text: string): void {
  const bytes = Buffer.byteLength(text);
  // ASCII, as nearly every answer is, needs no encoding.
  const encoding = bytes === text.length ? "latin1" : "utf8";
  response
    .writeHead(status, { "content-type": "application/json", "content-length": bytes })
    .end(text, encoding);
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === "object" && address !== null) return address.port;
  throw new UnavailableError("CHAIN_PORT", "The chain's server has no TCP port.");
}

function cannotListen(host: string, port: number, cause: NodeJS.ErrnoException): UnavailableError {
  const busy = cause.code === "EADDRINUSE";
  return new UnavailableError(
    "CHAIN_PORT",
    busy
      ? `Port ${port} on ${host} is in use.`
      : `This chain cannot listen on ${host}:${port} (${cause.code ?? "?"}).`,
    {
      facts: { host, port, reason: cause.code ?? "unknown" },
      hints: ["Stop the other program, or set another port (0 takes any free one) in the configuration."],
      cause,
    },
  );
}
