import { Server, TLSSocket } from "node:tls";
import { MedLatticeError, PermissionError, UnavailableError } from "@medlattice/sdk/errors";
import type { FastifyRequest } from "fastify";
import type { Hex } from "viem";
import type { App } from "../http/createApp.ts";
import type { FollowedTls } from "../pki/followTlsFolder.ts";
import type { OracleTls } from "../pki/tlsOptions.ts";

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
  const acceptedUnder = new WeakMap<TLSSocket, OracleTls>();
  const identify = createIdentify(tls);
  app.addHook("onRequest", async (request, reply) => {
    const { socket } = request.raw;
    if (socket instanceof TLSSocket && acceptedUnder.get(socket) !== tls.current()) {
      reply.header("connection", "close");
      throw changed();
    }
    const orgId = socket instanceof TLSSocket ? identify(socket) : undefined;
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

const TIMES: ReadonlySet<string> = new Set(["PEER_CERTIFICATE_NOT_YET_VALID", "PEER_CERTIFICATE_EXPIRED"]);

/** A connection can outlive the certificate or the list it began with, so it is looked at again after this time. */
const TRUSTED_MS = 60_000;

/** Who is at the other end; verified once a minute on each connection, since a chain costs several signatures. */
function createIdentify(tls: FollowedTls): (socket: TLSSocket) => Hex | undefined {
  const verified = new WeakMap<TLSSocket, { readonly orgId: Hex; readonly until: number }>();
  return (socket) => {
    const known = verified.get(socket);
    if (known !== undefined && Date.now() < known.until) return known.orgId;
    try {
      const { orgId, notAfter } = tls.current().identifyClient(socket);
      verified.set(socket, { orgId, until: Math.min(Date.now() + TRUSTED_MS, notAfter.getTime()) });
      return orgId;
    } catch (error) {
      // A certificate that is good but for the time says so: one of the two clocks may be wrong.
      if (!(error instanceof MedLatticeError) || TIMES.has(error.code)) throw error;
      return undefined;
    }
  };
}

function changed(): UnavailableError {
  return new UnavailableError("PEER_CERTIFICATES_CHANGED", "Certificates have changed: connect anew.");
}

function unknownPeer(): PermissionError {
  return new PermissionError("PEER_UNKNOWN", "The certificate is not that of an oracle this one works with.");
}
