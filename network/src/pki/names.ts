import { isIP } from "node:net";
import { isWithin, LOOPBACK, NAME_CONSTRAINTS, organizationUrn, x509 } from "@medlattice/oracle/pki";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { AsnConvert } from "@peculiar/asn1-schema";
import { GeneralName, GeneralSubtree, GeneralSubtrees, NameConstraints } from "@peculiar/asn1-x509";

/** What an intermediate may certify: its organisation's DNS name and what is below it, and this machine itself. */
export function nameConstraints(dnsName: string): x509.Extension {
  const permitted = [
    ...[dnsName, LOOPBACK.dns].map((name) => new GeneralName({ dNSName: name })),
    ...LOOPBACK.ips.map((ip) => new GeneralName({ iPAddress: `${ip}/${isIP(ip) === 6 ? 128 : 32}` })),
  ].map((base) => new GeneralSubtree({ base }));
  const constraints = new NameConstraints({ permittedSubtrees: new GeneralSubtrees(permitted) });
  return new x509.Extension(NAME_CONSTRAINTS, true, AsnConvert.serialize(constraints));
}

/** Subject alternative names of an intermediate: which organisation it is. */
export function intermediateNames(dnsName: string): x509.SubjectAlternativeNameExtension {
  return new x509.SubjectAlternativeNameExtension([{ type: "url", value: organizationUrn(dnsName) }]);
}

/**
 * Subject alternative names of an oracle: its organisation's DNS name and id, and the hosts it is reached at.
 * @throws InvalidInputError PKI_HOST_FOREIGN for a host the organisation's intermediate may not certify
 */
export function oracleNames(dnsName: string, hosts: readonly string[]): x509.SubjectAlternativeNameExtension {
  for (const host of hosts) if (!mayCertify(dnsName, host)) throw foreignHost(dnsName);
  const names = [...new Set([dnsName, ...hosts])].map(
    (value) => ({ type: isIP(value) === 0 ? "dns" : "ip", value }) as const,
  );
  return new x509.SubjectAlternativeNameExtension([
    ...names,
    { type: "url", value: organizationUrn(dnsName) },
  ]);
}

function mayCertify(dnsName: string, host: string): boolean {
  if (isIP(host) !== 0) return LOOPBACK.ips.some((ip) => ip === host);
  return host === LOOPBACK.dns || (isWithin(host, dnsName) && /^[a-z0-9.-]+$/.test(host));
}

function foreignHost(dnsName: string): InvalidInputError {
  return new InvalidInputError(
    "PKI_HOST_FOREIGN",
    "An organisation certifies only hosts under its own DNS name.",
    {
      facts: { organization: dnsName },
      hints: [`Reach the oracle at ${dnsName}, a name below it, or on the same machine at localhost.`],
    },
  );
}
