import type { DetailedPeerCertificate } from "node:tls";
import { orgIdOf } from "@medlattice/sdk/eip712";
import type { Hex } from "viem";

/**
 * The organisation a verified certificate speaks for: the one whose id belongs to a DNS name in both the certificate and
 * the name constraint of its issuer. Undefined when that is none, or more than one, of those known.
 */
export function organizationOf(
  certificate: Pick<DetailedPeerCertificate, "subjectaltname">,
  known: ReadonlySet<Hex>,
): Hex | undefined {
  const names = (certificate.subjectaltname ?? "")
    .split(", ")
    .filter((name) => name.startsWith("DNS:"))
    .map((name) => orgIdOf(name.slice("DNS:".length)));
  const found = new Set(names.filter((orgId) => known.has(orgId)));
  const [only] = found;
  return found.size === 1 ? only : undefined;
}
