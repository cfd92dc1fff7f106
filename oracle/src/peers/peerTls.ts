import { X509Certificate, constants } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PeerCertificate, TLSSocket, TlsOptions } from "node:tls";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { InvalidInputError, MedLatticeError, PermissionError } from "@medlattice/sdk/errors";
import { type Hex, isHex } from "viem";
import { readSecret } from "../config/readSecret.ts";

/** What a connection to another oracle is made with; fits `tls.connect` and undici's `connect`. */
export interface PeerConnection {
  readonly cert: string;
  readonly key: string;
  readonly ca: string[];
  readonly crl: string[];
  readonly minVersion: "TLSv1.3";
  readonly rejectUnauthorized: true;
  checkServerIdentity(host: string, shown: PeerCertificate): Error | undefined;
}

/** Mutual TLS 1.3 between oracles. */
export interface PeerTls {
  /** For the server side, and for `setSecureContext` after a renewal. */
  readonly server: TlsOptions;
  /** For connections to one organisation: its certificate decides, not the address it was found at. */
  client(organization: Hex): PeerConnection;
  /** Whose oracle is at the other end of an accepted connection. @throws PermissionError PEER_UNKNOWN */
  identify(socket: TLSSocket): Hex;
}

/** Files of the folder that `maintainPki` fills for each oracle. */
export const TLS_FILES = [
  "certificate.pem",
  "key.pem",
  "roots.pem",
  "revocations.pem",
  "intermediates.pem",
] as const;

/**
 * Reads an oracle's TLS folder. OpenSSL checks the chain up to the health authority's root, validity, purpose, name constraints
 * and revocation (a list of every issuer must be there and fresh); on top of that one organisation must speak throughout:
 * the oracle's certificate and its intermediate name the same one (systems.md F1, F7). Sessions are not resumed, so nobody
 * comes back on an old handshake after a revocation.
 *
 * @throws InvalidInputError TLS_UNREADABLE, KEY_FILE_EXPOSED, KEY_FILE_MISSING
 */
export function readPeerTls(folder: string): PeerTls {
  const [certificate, key, roots, revocations, intermediates] = TLS_FILES.map((name) => join(folder, name));
  const issuers = blocksOf(intermediates).map((pem) => new X509Certificate(pem));
  const common = {
    cert: read(certificate),
    key: readSecret(key ?? ""),
    ca: blocksOf(roots),
    crl: blocksOf(revocations),
    minVersion: "TLSv1.3",
    rejectUnauthorized: true,
  } as const;
  return {
    server: { ...common, requestCert: true, secureOptions: constants.SSL_OP_NO_TICKET },
    client: (organization) => ({
      ...common,
      checkServerIdentity: (_host, shown) => {
        try {
          if (organizationOf(shown, issuers) !== organization) return unknownPeer();
        } catch (error) {
          if (error instanceof MedLatticeError) return error;
          throw error;
        }
        return undefined;
      },
    }),
    identify(socket) {
      if (!socket.authorized) throw unknownPeer();
      return organizationOf(socket.getPeerCertificate(), issuers);
    },
  };
}

const ORGANIZATION_URN = "URI:urn:medlattice:org:";

/**
 * The one organisation that a verified certificate and its issuer name. The issuer is looked for among the intermediates
 * known: on the accepting side Node does not show the one that the peer sent.
 */
function organizationOf(shown: Partial<PeerCertificate>, issuers: readonly X509Certificate[]): Hex {
  if (shown.raw === undefined) throw unknownPeer();
  const leaf = new X509Certificate(shown.raw);
  // A connection can outlive the certificate it began with.
  if (leaf.validToDate.getTime() <= Date.now()) throw unknownPeer();
  const issuer = issuers.find((known) => leaf.checkIssued(known) && leaf.verify(known.publicKey));
  if (issuer === undefined) throw unknownPeer();
  const [own, above] = [namesOf(leaf), namesOf(issuer)];
  const [organization] = own.organizations;
  const isOne =
    own.organizations.length === 1 &&
    above.organizations.length === 1 &&
    above.organizations[0] === organization &&
    own.dns.some((name) => orgIdOf(name) === organization);
  if (!isOne || organization === undefined) throw unknownPeer();
  return organization;
}

function namesOf(certificate: X509Certificate): { organizations: Hex[]; dns: string[] } {
  const names = (certificate.subjectAltName ?? "").split(", ");
  const organizations = names
    .filter((name) => name.startsWith(ORGANIZATION_URN))
    .map((name) => name.slice(ORGANIZATION_URN.length))
    .filter((id) => isHex(id));
  const dns = names.filter((name) => name.startsWith("DNS:")).map((name) => name.slice("DNS:".length));
  return { organizations, dns };
}

function read(path: string | undefined): string {
  try {
    return readFileSync(path ?? "", "utf8");
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** Node takes one certificate or list per entry. Without a single list it would not ask for revocation at all. */
function blocksOf(path: string | undefined): string[] {
  const blocks = read(path).match(/-----BEGIN [A-Z0-9 ]+-----[^-]+-----END [A-Z0-9 ]+-----/g);
  if (blocks === null) throw unreadable(path);
  return blocks;
}

function unreadable(path: string | undefined, cause?: unknown): InvalidInputError {
  return new InvalidInputError(
    "TLS_UNREADABLE",
    "A certificate file is not there, empty, or cannot be opened.",
    {
      facts: { path: path ?? "" },
      hints: ["Have the health authority issue the oracle's certificate."],
      cause,
    },
  );
}

function unknownPeer(): PermissionError {
  return new PermissionError(
    "PEER_UNKNOWN",
    "The certificate is not that of an oracle this one works with.",
    {
      hints: ["Check with the health authority which certificates hold."],
    },
  );
}
