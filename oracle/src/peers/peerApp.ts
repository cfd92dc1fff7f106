import { TLSSocket } from "node:tls";
import { PermissionError } from "@medlattice/sdk/errors";
import type { FastifyRequest } from "fastify";
import type { Hex } from "viem";
import type { App } from "../http/createApp.ts";
import { organizationOf } from "./organizationOf.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The organisation at the other end of a mutual TLS connection. */
    peer: Hex | null;
  }
}

/** Lets only oracles of known organisations in, by the certificate they showed (systems.md F7). */
export function authenticatePeers(app: App, known: ReadonlySet<Hex>): void {
  app.decorateRequest("peer", null);
  app.addHook("onRequest", async (request) => {
    const { socket } = request.raw;
    const isVerified = socket instanceof TLSSocket && socket.authorized;
    const orgId = isVerified ? organizationOf(socket.getPeerCertificate(true), known) : undefined;
    if (orgId === undefined) {
      throw new PermissionError(
        "PEER_UNKNOWN",
        "The certificate is not that of an oracle this one works with.",
      );
    }
    request.peer = orgId;
  });
}

/** The organisation a request to the peer side comes from. */
export function peerOf(request: FastifyRequest): Hex {
  if (request.peer !== null) return request.peer;
  throw new PermissionError("PEER_UNKNOWN", "This needs a certificate of a known organisation.");
}
