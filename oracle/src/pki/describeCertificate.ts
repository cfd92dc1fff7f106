import type { X509Certificate } from "node:crypto";
import type { Hex } from "viem";
import { NAME_CONSTRAINTS, organizationOfUrn, permittedDnsNames } from "./names.ts";
import { x509 } from "./x509.ts";

/** What verification asks of a certificate, read from its extensions. */
export interface CertificateFacts {
  readonly certificate: X509Certificate;
  readonly ca: boolean;
  /** Undefined: no limit. */
  readonly pathLength: number | undefined;
  readonly keyUsages: {
    readonly certSign: boolean;
    readonly crlSign: boolean;
    readonly digitalSignature: boolean;
  };
  readonly purposes: ReadonlySet<"server" | "client">;
  readonly isP256: boolean;
  /** Subject alternative names. */
  readonly names: {
    readonly dns: readonly string[];
    readonly ips: readonly string[];
    readonly organizations: readonly Hex[];
    readonly other: readonly string[];
  };
  /** DNS names its name constraints permit. */
  readonly permittedDns: readonly string[];
  /** A critical extension that nobody here understands must be refused (RFC 5280 §4.2). */
  readonly unknownCritical: boolean;
}

const BASIC_CONSTRAINTS = "2.5.29.19";
const KEY_USAGE = "2.5.29.15";
const EXTENDED_KEY_USAGE = "2.5.29.37";
const SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
const KNOWN = new Set([
  BASIC_CONSTRAINTS,
  KEY_USAGE,
  EXTENDED_KEY_USAGE,
  SUBJECT_ALTERNATIVE_NAME,
  NAME_CONSTRAINTS,
]);

/** @throws whatever the parser throws for an extension that is not well-formed */
export function describeCertificate(certificate: X509Certificate): CertificateFacts {
  const parsed = new x509.X509Certificate(new Uint8Array(certificate.raw));
  const basic = parsed.getExtension(x509.BasicConstraintsExtension);
  const usages = parsed.getExtension(x509.KeyUsagesExtension)?.usages ?? 0;
  const has = (flag: number): boolean => (usages & flag) !== 0;
  const purposes = parsed.getExtension(x509.ExtendedKeyUsageExtension)?.usages.map(String) ?? [];
  const { serverAuth, clientAuth } = x509.ExtendedKeyUsage;
  return {
    certificate,
    ca: basic?.ca ?? false,
    pathLength: basic?.pathLength,
    keyUsages: {
      certSign: has(x509.KeyUsageFlags.keyCertSign),
      crlSign: has(x509.KeyUsageFlags.cRLSign),
      digitalSignature: has(x509.KeyUsageFlags.digitalSignature),
    },
    purposes: new Set([
      ...(purposes.includes(serverAuth) ? (["server"] as const) : []),
      ...(purposes.includes(clientAuth) ? (["client"] as const) : []),
    ]),
    isP256: certificate.publicKey.asymmetricKeyDetails?.namedCurve === "prime256v1",
    names: namesOf(parsed),
    permittedDns: permittedDnsNames(parsed),
    unknownCritical: parsed.extensions.some(({ critical, type }) => critical && !KNOWN.has(type)),
  };
}

function namesOf(certificate: x509.X509Certificate): CertificateFacts["names"] {
  const items = certificate.getExtension(x509.SubjectAlternativeNameExtension)?.names.items ?? [];
  const valuesOf = (type: string): string[] =>
    items.filter((item) => item.type === type).map(({ value }) => value);
  const urls = valuesOf("url");
  return {
    dns: valuesOf("dns"),
    ips: valuesOf("ip"),
    organizations: urls.flatMap((url) => organizationOfUrn(url) ?? []),
    other: [
      ...urls.filter((url) => organizationOfUrn(url) === undefined),
      ...items.filter(({ type }) => !["dns", "ip", "url"].includes(type)).map(({ value }) => value),
    ],
  };
}
