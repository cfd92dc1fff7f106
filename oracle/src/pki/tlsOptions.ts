import { constants, X509Certificate } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DetailedPeerCertificate, PeerCertificate, TlsOptions, TLSSocket } from "node:tls";
import { InvalidInputError, VerificationError } from "@medlattice/sdk/errors";
import type { Hex } from "viem";
import { readSecret } from "../config/readSecret.ts";
import { FILES, keyFits } from "./tlsFiles.ts";
import { parseTrust, pemBlocks } from "./trust.ts";
import { type PeerIdentity, verifyPeerChain } from "./verifyPeerChain.ts";

/** What a connection to another oracle is made with; fits `tls.connect`, `https.request` and undici's `connect`. */
export interface PeerConnection {
  readonly cert: string;
  readonly key: string;
  readonly ca: string[];
  readonly crl: string[];
  readonly minVersion: "TLSv1.3";
  readonly maxVersion: "TLSv1.3";
  readonly rejectUnauthorized: true;
  checkServerIdentity(host: string, shown: PeerCertificate): Error | undefined;
}

/** Everything an oracle needs to speak mutual TLS 1.3 with others. */
export interface OracleTls {
  /** For `https.createServer`, `tls.createServer` or `server.setSecureContext`. */
  readonly server: TlsOptions;
  /** Accepts the oracle of that organisation, wherever it is: its certificate decides, not the address it was found at. */
  client(organization: Hex): PeerConnection;
  /**
   * Who is at the other end of an accepted connection; call it when the handshake is done.
   * @throws VerificationError as {@link verifyPeerChain} does
   */
  identifyClient(socket: TLSSocket): PeerIdentity;
}

/** No certificate chain of this PKI is longer; more would be a loop. */
const MAX_CHAIN = 4;

/**
 * Reads an oracle's folder: `certificate.pem` (its own, then the intermediate's), `key.pem` (mode 0600), `roots.pem`,
 * `intermediates.pem`, `revocations.pem`. TLS itself then checks chain, validity, purpose, name constraints and revocation; on top of that,
 * {@link verifyPeerChain} asks for one organisation throughout. Sessions are not resumed, so that nobody comes back on
 * an old handshake after a revocation.
 *
 * @throws InvalidInputError TLS_UNREADABLE | TLS_KEY_MISMATCH | KEY_FILE_MISSING | KEY_FILE_EXPOSED
 */
export function tlsOptions(folder: string): OracleTls {
  const read = (name: string): string => {
    const path = join(folder, name);
    const text = existsSync(path) ? readFileSync(path, "utf8") : "";
    if (pemBlocks(text).length > 0) return text;
    throw new InvalidInputError("TLS_UNREADABLE", "A certificate file is not there, or empty.", {
      facts: { path },
      hints: ["Have the health authority issue the oracle's certificate."],
    });
  };
  const roots = read(FILES.roots);
  const revocationLists = read(FILES.revocationLists);
  const trust = parseTrust({ roots, intermediates: read(FILES.intermediates), revocationLists });
  const cert = read(FILES.certificate);
  const key = readSecret(join(folder, FILES.key));
  requireFit(key, cert, folder);
  const common = {
    cert,
    key,
    ca: pemBlocks(roots),
    crl: pemBlocks(revocationLists),
    minVersion: "TLSv1.3",
    maxVersion: "TLSv1.3",
    rejectUnauthorized: true,
  } as const;
  return {
    server: { ...common, requestCert: true, secureOptions: constants.SSL_OP_NO_TICKET },
    client: (organization) => ({
      ...common,
      checkServerIdentity: (_host, certificate) => {
        try {
          verifyPeerChain({ chain: chainOf(certificate), trust, purpose: "server", organization });
          return undefined;
        } catch (error) {
          if (error instanceof VerificationError) return error;
          throw error;
        }
      },
    }),
    identifyClient: (socket) => {
      if (!socket.authorized) {
        throw new VerificationError("PEER_UNAUTHORIZED", "The peer showed no certificate that TLS accepts.", {
          // An OpenSSL code such as CERT_REVOKED; there is none if no certificate was shown.
          facts: { reason: String(socket.authorizationError ?? "NO_CERTIFICATE") },
        });
      }
      return verifyPeerChain({ chain: chainOf(socket.getPeerCertificate(true)), trust, purpose: "client" });
    },
  };
}

/** A renewal writes the key and then the certificate: who reads in between must read again. */
function requireFit(key: string, cert: string, folder: string): void {
  let fits = false;
  try {
    fits = keyFits(key, new X509Certificate(cert));
  } catch {
    // Neither a certificate nor a key that can be read fits; what cannot be read is not quoted.
  }
  if (fits) return;
  throw new InvalidInputError(
    "TLS_KEY_MISMATCH",
    "The key of an oracle's folder is not that of its certificate.",
    {
      facts: { path: folder },
      hints: ["Try again; if it stays so, have the oracle certified anew."],
    },
  );
}

/** The certificates from the peer's own up, as Node links them; at the root Node links it to itself. */
function chainOf(certificate: Partial<DetailedPeerCertificate>): Uint8Array[] {
  const chain: Uint8Array[] = [];
  for (let each: Partial<DetailedPeerCertificate> | undefined = certificate; each?.raw !== undefined;) {
    chain.push(each.raw);
    const { issuerCertificate }: Partial<DetailedPeerCertificate> = each;
    each = issuerCertificate === each || chain.length === MAX_CHAIN ? undefined : issuerCertificate;
  }
  return chain;
}
