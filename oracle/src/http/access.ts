import type { FastifyRequest } from "fastify";
import type { Address, Hex } from "viem";
import { PermissionError } from "@medlattice/sdk/errors";

/**
 * Who may call a route. `public`: anyone. `session`: a logged-in person whose wallet is a controller on chain.
 * `session-or-public`: a signature is checked when there is one. Every route under /v1 states one of them.
 */
export type RouteAccess = "public" | "session" | "session-or-public";

/** The person a request comes from, as proven by its signature and the chain. */
export interface SessionContext {
  readonly keyId: string;
  readonly chainId: number;
  readonly personId: Hex;
  readonly controller: Address;
  readonly role: number;
  readonly organization: Hex;
}

declare module "fastify" {
  interface FastifyContextConfig {
    access?: RouteAccess;
  }
  interface FastifyRequest {
    session: SessionContext | null;
    /** Hex SHA-256 the signed Content-Digest promises for the body, when there is one. */
    promisedSha256: Uint8Array | null;
  }
}

/** The session of a route with access `session`. */
export function sessionOf(request: FastifyRequest): SessionContext {
  if (request.session !== null) return request.session;
  throw new PermissionError("SESSION_UNKNOWN", "This needs a login.", { hints: ["Log in first."] });
}
