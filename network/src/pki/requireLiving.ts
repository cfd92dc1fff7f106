import { VerificationError } from "@medlattice/sdk/errors";
import { x509 } from "@medlattice/oracle/pki";
import type { CertificateAuthority } from "./authority.ts";

/** The authority's certificate, if it holds now. @throws VerificationError PKI_ISSUER_EXPIRED */
export function requireLiving({ certificate }: CertificateAuthority, now: Date): x509.X509Certificate {
  const parsed = new x509.X509Certificate(certificate);
  if (parsed.notBefore <= now && now < parsed.notAfter) return parsed;
  throw new VerificationError(
    "PKI_ISSUER_EXPIRED",
    "The certificate that should issue this one does not hold now.",
    {
      facts: { notBefore: parsed.notBefore.toISOString(), notAfter: parsed.notAfter.toISOString() },
      hints: ["Renew the issuer's certificate first, and check the clock of this machine."],
    },
  );
}
