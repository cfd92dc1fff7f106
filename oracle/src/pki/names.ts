import { orgIdOf } from "@medlattice/sdk/eip712";
import { AsnConvert } from "@peculiar/asn1-schema";
import { NameConstraints } from "@peculiar/asn1-x509";
import type { Hex } from "viem";
import type { x509 } from "./x509.ts";

export const NAME_CONSTRAINTS = "2.5.29.30";

/** Names under which an oracle is reached on its own machine; every intermediate may certify them. */
export const LOOPBACK = { dns: "localhost", ips: ["127.0.0.1", "::1"] } as const;

const URN = "urn:medlattice:org:";

/** URI name of an organisation, for certificates (RFC 8141). */
export function organizationUrn(dnsName: string): string {
  return `${URN}${orgIdOf(dnsName)}`;
}

/** The organisation an URI name says, if it is one of ours. */
export function organizationOfUrn(uri: string): Hex | undefined {
  const id = uri.startsWith(URN) ? uri.slice(URN.length) : "";
  return /^0x[0-9a-f]{64}$/.test(id) ? `0x${id.slice(2)}` : undefined;
}

/** The DNS names a certificate's name constraints permit; none if it has no such extension. */
export function permittedDnsNames(certificate: x509.X509Certificate): string[] {
  const extension = certificate.getExtension(NAME_CONSTRAINTS);
  if (extension === null) return [];
  const { permittedSubtrees } = AsnConvert.parse(extension.value, NameConstraints);
  return [...(permittedSubtrees ?? [])].flatMap(({ base }) => base.dNSName ?? []);
}

/** Whether a DNS name is, or is below, a permitted one (RFC 5280 §4.2.1.10). */
export function isWithin(name: string, permitted: string): boolean {
  return name === permitted || name.endsWith(`.${permitted}`);
}

/** A serial number in one spelling: libraries disagree on case and leading zeros. */
export function normalSerial(serialNumber: string): string {
  return serialNumber.toLowerCase().replace(/^0+(?=.)/, "");
}
