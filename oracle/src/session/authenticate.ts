import { PermissionError, UnavailableError } from "@medlattice/sdk/errors";
import type { FastifyRequest } from "fastify";
import type { SessionContext } from "../http/access.ts";
import type { App } from "../http/createApp.ts";
import { verifyContentDigest } from "../http/verifyContentDigest.ts";
import type { ControllerCheck } from "./controllerCheck.ts";
import type { NonceTable } from "./nonceTable.ts";
import { type ParsedSignature, parseSignatureHeaders } from "./parseSignatureHeaders.ts";
import type { SessionStore } from "./sessionStore.ts";
import { type SignedRequest, verifyRequestSignature } from "./verifyRequestSignature.ts";

export interface AuthenticateOptions {
  readonly store: SessionStore;
  readonly nonces: NonceTable;
  readonly controllers: ControllerCheck;
  /** Asked late: with port 0 the URL is known only once the server listens. */
  readonly publicUrl: () => string;
  readonly requestsPerMinutePerSession: number;
  readonly nowSeconds: () => number;
}

/**
 * Puts authentication before every route under /v1. Each of them must say who may call it; one that does not stops the
 * oracle at start. It runs after the limit per address and before the body is read.
 */
export function authenticate(app: App, options: AuthenticateOptions): void {
  const sessionLimit = app.createRateLimit({
    max: options.requestsPerMinutePerSession,
    timeWindow: "1 minute",
    keyGenerator: (request) => request.session?.keyId ?? "",
  });
  app.addHook("onRoute", (route) => {
    if (route.url.startsWith("/v1/") && route.config?.access === undefined) {
      throw new Error(`route ${String(route.method)} ${route.url} does not state its access`);
    }
  });
  app.addHook("preParsing", async (request, reply, payload) => {
    const access = request.routeOptions.config.access ?? "public";
    if (access === "public") return payload;
    if (access === "session-or-public" && request.headers["signature-input"] === undefined) return payload;
    const parsed = parseSignatureHeaders(request.headers);
    request.session = await openSession(options, request, parsed);
    const limit = await sessionLimit(request);
    if (!limit.isAllowed && limit.isExceeded) throw rateLimited(limit.ttlInSeconds);
    if (parsed.contentSha256 === null) return payload;
    const checked = verifyContentDigest(payload, parsed.contentSha256);
    // A body that was refused unread would hold up the next request of its connection: the rest of it is let go.
    reply.raw.once("finish", () => {
      payload.unpipe();
      payload.resume();
    });
    return checked;
  });
}

async function openSession(
  options: AuthenticateOptions,
  request: FastifyRequest,
  parsed: ParsedSignature,
): Promise<SessionContext> {
  const now = options.nowSeconds();
  const session = options.store.get(parsed.keyId, now);
  verifyRequestSignature(parsed, signedRequest(request, options.publicUrl()), session.publicKey, now);
  options.nonces.take(parsed.keyId, parsed.nonce, parsed.createdSeconds);
  const { chainId, personId, controller, keyId } = session;
  const { role, organization } = await options.controllers.require({ chainId, personId, controller });
  return { keyId, chainId, personId, controller, role, organization };
}

/** What the signature must be over, as this server sees the request under its public name. */
export function signedRequest(request: FastifyRequest, publicUrl: string): SignedRequest {
  const path = request.raw.url ?? "";
  if (!path.startsWith("/")) {
    throw new PermissionError("SIGNATURE_MALFORMED", "The request line must hold a path.", {
      facts: { member: "@target-uri" },
    });
  }
  const {
    "content-length": length,
    "transfer-encoding": encoding,
    "content-digest": digest,
  } = request.headers;
  return {
    method: request.method,
    targetUri: publicUrl + path,
    contentDigest: typeof digest === "string" ? digest : undefined,
    hasBody: encoding !== undefined || (length !== undefined && length !== "0"),
  };
}

function rateLimited(seconds: number): UnavailableError {
  return new UnavailableError("RATE_LIMITED", "Too many requests in this session.", {
    facts: { after: `${seconds} seconds` },
    hints: [`Wait ${seconds} seconds and go on more slowly.`],
  });
}
