import { InvalidInputError } from "@medlattice/sdk/errors";

const DAY_MS = 86_400_000;

/** How long each kind of certificate holds. An oracle's is short, so that a stolen key is of little use even unnoticed. */
export const LIFETIMES_MS = {
  root: 3650 * DAY_MS,
  intermediate: 730 * DAY_MS,
  oracle: 30 * DAY_MS,
  /** A revocation list older than this is no answer: who cannot reach its issuer for a week stops believing. */
  revocationList: 7 * DAY_MS,
} as const;

export type CertificateKind = Exclude<keyof typeof LIFETIMES_MS, "revocationList">;

/** Certificates begin earlier, since clocks of two machines never agree: also one that is an hour behind takes a new one. */
export const BACKDATE_MS = 2 * 60 * 60_000;
/** Renewed when less than this part of the lifetime is left. */
export const RENEWAL_FRACTION = 1 / 3;

/** ECDSA on P-256 with SHA-256 (FIPS 186-5), the one algorithm of this PKI. */
export const KEY_ALGORITHM = { name: "ECDSA", namedCurve: "P-256" } as const;
export const SIGNATURE_ALGORITHM = { name: "ECDSA", hash: "SHA-256" } as const;

/** RFC 1123: labels of letters, digits and inner hyphens; at least two of them, lower case, as in the organisation's entry. */
const DNS_NAME =
  /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** @throws InvalidInputError PKI_NAME_INVALID */
export function requireDnsName(dnsName: string): string {
  if (DNS_NAME.test(dnsName)) return dnsName;
  throw new InvalidInputError("PKI_NAME_INVALID", "An organisation's name must be a DNS name.", {
    hints: ["Use lower-case letters, digits, hyphens and dots, as in hospital.example."],
  });
}

export type Validity = { readonly notBefore: Date; readonly notAfter: Date };

/** From shortly before now for the kind's lifetime, but never beyond the issuer's own end. */
export function validityOf(kind: keyof typeof LIFETIMES_MS, now: Date, issuerNotAfter?: Date): Validity {
  const end = now.getTime() + LIFETIMES_MS[kind];
  const limit = issuerNotAfter?.getTime() ?? end;
  return { notBefore: new Date(now.getTime() - BACKDATE_MS), notAfter: new Date(Math.min(end, limit)) };
}

/** Whether less than a third of the lifetime is left. */
export function isRenewalDue({ notBefore, notAfter }: Validity, now: Date): boolean {
  const lifetime = notAfter.getTime() - notBefore.getTime();
  return notAfter.getTime() - now.getTime() < lifetime * RENEWAL_FRACTION;
}
