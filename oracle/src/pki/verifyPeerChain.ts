import { X509Certificate } from "node:crypto";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { VerificationError } from "@medlattice/sdk/errors";
import type { Hex } from "viem";
import { describeCertificate } from "./describeCertificate.ts";
import type { CertificateFacts } from "./describeCertificate.ts";
import { isWithin, LOOPBACK, normalSerial } from "./names.ts";
import type { RevocationList, Trust } from "./trust.ts";

export interface PeerIdentity {
  readonly orgId: Hex;
  readonly dnsName: string;
  readonly serialNumber: string;
  readonly notAfter: Date;
}

export interface VerifyPeerChainOptions {
  /** Certificates as the peer shows them, DER or PEM: the oracle's, then its intermediate's (if not, a known one); a root behind them is ignored. */
  readonly chain: readonly (Uint8Array | string)[];
  readonly trust: Trust;
  /** What the peer does on this connection. */
  readonly purpose: "server" | "client";
  /** The organisation that must be at the other end; any, if not given. */
  readonly organization?: Hex;
  readonly now?: Date;
}

/**
 * The cascading verification of systems.md F1 and F7, from the root down: signatures, validity, what each may certify or
 * be used for, names within the intermediate's constraints, one organisation throughout, nothing revoked. It asks for
 * exactly this PKI's shape, which is more than TLS itself does, and needs no I/O, so that it fits `checkServerIdentity`.
 *
 * @throws VerificationError PEER_CHAIN_MALFORMED | PEER_ISSUER_UNKNOWN | PEER_ROOT_UNKNOWN | PEER_SIGNATURE_INVALID |
 *   PEER_CERTIFICATE_NOT_YET_VALID | PEER_CERTIFICATE_EXPIRED | PEER_PURPOSE_WRONG | PEER_NAME_FOREIGN |
 *   PEER_ORGANIZATION_WRONG | PEER_REVOCATION_UNKNOWN | PEER_REVOKED
 */
export function verifyPeerChain(options: VerifyPeerChainOptions): PeerIdentity {
  const { chain, trust, purpose, organization, now = new Date() } = options;
  const [leaf, intermediate] = parseChain(chain, trust);
  const root = findRoot(intermediate.certificate, trust);
  requireSignature(leaf.certificate, intermediate.certificate);
  for (const { certificate } of [root, intermediate, leaf]) requireValidity(certificate, now);
  requireAuthority(root, 1);
  requireAuthority(intermediate, 0);
  requireOracle(leaf, purpose);
  const identity = requireOrganization(leaf, intermediate);
  if (organization !== undefined && organization !== identity.orgId) {
    throw refuse("PEER_ORGANIZATION_WRONG", "The certificate is that of another organisation.");
  }
  requireUnrevoked(intermediate.certificate, root.certificate, trust.revocationLists, now);
  requireUnrevoked(leaf.certificate, intermediate.certificate, trust.revocationLists, now);
  return {
    ...identity,
    serialNumber: normalSerial(leaf.certificate.serialNumber),
    notAfter: leaf.certificate.validToDate,
  };
}

function refuse(code: string, message: string, cause?: unknown): VerificationError {
  return new VerificationError(code, message, cause === undefined ? {} : { cause });
}

function parseChain(
  chain: readonly (Uint8Array | string)[],
  trust: Trust,
): [CertificateFacts, CertificateFacts] {
  try {
    const [leaf, shown] = chain.slice(0, 2).map((each) => new X509Certificate(each));
    if (leaf === undefined) throw refuse("PEER_CHAIN_MALFORMED", "The peer shows no certificate.");
    const intermediate =
      shown ?? trust.intermediates.find((each) => leaf.checkIssued(each) && leaf.verify(each.publicKey));
    if (intermediate !== undefined) return [describeCertificate(leaf), describeCertificate(intermediate)];
  } catch (cause) {
    if (cause instanceof VerificationError) throw cause;
    throw refuse("PEER_CHAIN_MALFORMED", "A certificate of the peer cannot be read.", cause);
  }
  throw refuse(
    "PEER_ISSUER_UNKNOWN",
    "The peer shows no intermediate, and none that is known issued its certificate.",
  );
}

function findRoot(intermediate: X509Certificate, { roots }: Trust): CertificateFacts {
  const named = roots.filter((root) => intermediate.checkIssued(root));
  const root = named.find(({ publicKey }) => intermediate.verify(publicKey));
  if (root !== undefined) return describeCertificate(root);
  throw refuse("PEER_ROOT_UNKNOWN", "The peer's certificate does not come from the health authority's root.");
}

function requireSignature(leaf: X509Certificate, intermediate: X509Certificate): void {
  if (leaf.checkIssued(intermediate) && leaf.verify(intermediate.publicKey)) return;
  throw refuse(
    "PEER_SIGNATURE_INVALID",
    "The peer's certificate is not signed by the intermediate it shows.",
  );
}

function requireValidity({ validFromDate, validToDate }: X509Certificate, now: Date): void {
  if (now < validFromDate) {
    throw new VerificationError(
      "PEER_CERTIFICATE_NOT_YET_VALID",
      "A certificate of the peer does not hold yet.",
      {
        hints: ["Operator: this machine's clock is behind, or that of the issuer is ahead."],
        facts: { from: validFromDate.toISOString(), now: now.toISOString() },
      },
    );
  }
  if (now >= validToDate) throw refuse("PEER_CERTIFICATE_EXPIRED", "A certificate of the peer has expired.");
}

function requireAuthority(
  { ca, pathLength, keyUsages, isP256, unknownCritical }: CertificateFacts,
  length: number,
): void {
  const fits =
    ca && pathLength === length && keyUsages.certSign && keyUsages.crlSign && isP256 && !unknownCritical;
  if (!fits) throw refuse("PEER_PURPOSE_WRONG", "An issuer of the peer's certificate may not issue it.");
}

function requireOracle(
  { ca, keyUsages, purposes, isP256, unknownCritical }: CertificateFacts,
  purpose: "server" | "client",
): void {
  const fits =
    !ca &&
    keyUsages.digitalSignature &&
    !keyUsages.certSign &&
    purposes.has(purpose) &&
    isP256 &&
    !unknownCritical;
  if (!fits)
    throw refuse(
      "PEER_PURPOSE_WRONG",
      `The peer's certificate is not one of an oracle acting as ${purpose}.`,
    );
}

/** The intermediate is one organisation's by its constraint and its name; the oracle must be the same, with all its names. */
function requireOrganization(
  leaf: CertificateFacts,
  intermediate: CertificateFacts,
): { orgId: Hex; dnsName: string } {
  const [dnsName, ...others] = intermediate.permittedDns.filter((name) => name !== LOOPBACK.dns);
  const foreign = refuse("PEER_NAME_FOREIGN", "A name in the peer's certificate is not its organisation's.");
  if (dnsName === undefined || others.length > 0) throw foreign;
  const permitted = [dnsName, LOOPBACK.dns];
  const { dns, ips, other } = leaf.names;
  const within = dns.every((name) => permitted.some((base) => isWithin(name, base)));
  if (other.length > 0 || !within || !dns.includes(dnsName)) throw foreign;
  if (!ips.every((ip) => LOOPBACK.ips.some((loopback) => loopback === ip))) throw foreign;
  const orgId = orgIdOf(dnsName);
  for (const { names } of [intermediate, leaf]) {
    if (names.organizations.length !== 1 || names.organizations[0] !== orgId) {
      throw refuse(
        "PEER_ORGANIZATION_WRONG",
        "The peer's certificate names an organisation that its issuer is not.",
      );
    }
  }
  return { orgId, dnsName };
}

/** Without a fresh list of the issuer nobody knows, and who does not know refuses. */
function requireUnrevoked(
  certificate: X509Certificate,
  issuer: X509Certificate,
  lists: readonly RevocationList[],
  now: Date,
): void {
  const own = lists.filter((list) => list.isSignedBy(issuer));
  const serialNumber = normalSerial(certificate.serialNumber);
  if (own.some(({ serialNumbers }) => serialNumbers.has(serialNumber))) {
    throw refuse("PEER_REVOKED", "A certificate of the peer has been revoked.");
  }
  if (own.some(({ thisUpdate, nextUpdate }) => thisUpdate <= now && now < nextUpdate)) return;
  throw new VerificationError(
    "PEER_REVOCATION_UNKNOWN",
    "There is no fresh revocation list of the peer's issuer.",
    {
      hints: ["Fetch the current revocation lists from the health authority."],
    },
  );
}
