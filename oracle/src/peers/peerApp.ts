import { Server, TLSSocket } from "node:tls";
import { MedLatticeError, PermissionError, UnavailableError } from "@medlattice/sdk/errors";
import type { FastifyRequest } from "fastify";
import type { Hex } from "viem";
import type { App } from "../http/createApp.ts";
import type { FollowedTls } from "./followPeerTls.ts";
import type { PeerTls } from "./peerTls.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The organisation at the other end of a mutual TLS connection. */
    peer: Hex | null;
  }
}

/**
 * Lets only oracles of known organisations in, by the certificate they showed (systems.md F7). Whether it is revoked was asked in the
 * handshake, so after every change of certificates or lists each peer has to come back with a new one.
 */
export function authenticatePeers(app: App, tls: FollowedTls, known: ReadonlySet<Hex>): void {
  app.decorateRequest("peer", null);
  const acceptedUnder = new WeakMap<TLSSocket, PeerTls>();
  app.addHook("onRequest", async (request, reply) => {
    const { socket } = request.raw;
    if (socket instanceof TLSSocket && acceptedUnder.get(socket) !== tls.current()) {
      reply.header("connection", "close");
      throw changed();
    }
    const orgId = socket instanceof TLSSocket ? identify(tls, socket) : undefined;
    if (orgId === undefined || !known.has(orgId)) throw unknownPeer();
    request.peer = orgId;
  });
  const { server }: { server: unknown } = app;
  if (!(server instanceof Server)) return;
  server.on("secureConnection", (socket: TLSSocket) => acceptedUnder.set(socket, tls.current()));
  tls.onChange((next) => {
    server.setSecureContext(next.server);
    app.server.closeIdleConnections();
  });
}

/** The organisation a request to the peer side comes from. */
export function peerOf(request: FastifyRequest): Hex {
  if (request.peer !== null) return request.peer;
  throw unknownPeer();
}

function identify(tls: FollowedTls, socket: TLSSocket): Hex | undefined {
  try {
    return tls.current().identify(socket);
  } catch (error) {
    if (error instanceof MedLatticeError) return undefined;
    throw error;
  }
}

function changed(): UnavailableError {
  return new UnavailableError("PEER_CERTIFICATES_CHANGED", "Certificates have changed: connect anew.");
}

function unknownPeer(): PermissionError {
  return new PermissionError("PEER_UNKNOWN", "The certificate is not that of an oracle this one works with.");
}
