import { z } from "zod";
import { bytes32Schema, fromHex, hexOf, toHex, type Hex } from "../codec/index.ts";
import { derivePublicX, randomScalar, scalarFromBytes, scalarToBytes } from "../crypto/index.ts";
import { dealScalarShares, verifyScalarShare } from "../crypto/threshold/index.ts";
import {
  type Identities,
  differenceOf,
  openMessage,
  recordRefSchema,
  sealMessage,
  type RecordRef,
} from "../envelope/index.ts";
import { InvalidInputError, MedLatticeError, VerificationError } from "../errors/index.ts";
import type { InstitutionDeal } from "./schema.ts";

/** A proxy's share of an institution's record scalar; it names what it is for, so it is of no use elsewhere. */
const institutionShareSchema = z.strictObject({
  format: z.literal("medlattice/institution-share/v1"),
  record: recordRefSchema,
  organization: bytes32Schema,
  index: z.int().min(1).max(255),
  share: hexOf(32),
});

/** A proxy, as those who deal shares know it. */
export interface ProxyAddressee {
  readonly organization: Hex;
  /** Point of the polynomial, 1 to 255; the same for one organisation everywhere in a network. */
  readonly index: number;
  /** age recipient of its sealing key. */
  readonly recipient: string;
}

export interface NewInstitutionDeal {
  /** Goes into the manifest. */
  readonly deal: InstitutionDeal;
  /** X = g^a: what the author seals the institution's part to. */
  readonly x: Hex;
  /** The record scalar itself, for the institution's own store (`releaseInstitutionPart`); encrypted at rest. */
  readonly scalar: bigint;
}

/**
 * Made by the institution's oracle for one version of one record before the author seals it: a fresh scalar, shared to the
 * proxies so that a hospital that is down or closed locks nobody out (DESIGN rule 6).
 */
export async function createInstitutionDeal(options: {
  readonly record: RecordRef;
  readonly proxies: readonly ProxyAddressee[];
  readonly threshold: number;
}): Promise<NewInstitutionDeal> {
  const { record, proxies, threshold } = options;
  requireDistinct(proxies);
  const scalar = randomScalar();
  const dealt = dealScalarShares({ secret: scalar, threshold, indices: proxies.map(({ index }) => index) });
  const shares: InstitutionDeal["shares"] = [];
  for (const [position, { index, share }] of dealt.shares.entries()) {
    const proxy = proxies[position];
    if (proxy === undefined) continue;
    const { organization, recipient } = proxy;
    const sealed = await sealMessage({
      schema: institutionShareSchema,
      message: {
        format: "medlattice/institution-share/v1",
        record,
        organization,
        index,
        share: toHex(scalarToBytes(share)),
      },
      recipients: [recipient],
    });
    shares.push({ organization, index, sealed });
  }
  const commitments = dealt.commitments.map(toHex);
  return { deal: { threshold, commitments, shares }, x: toHex(derivePublicX(scalar)), scalar };
}

/** What a proxy keeps of an institution's deal. */
export interface InstitutionShare {
  readonly index: number;
  readonly share: bigint;
}

/**
 * A proxy opens and checks its share: made for this record, version and organisation, and on the committed polynomial.
 * @throws VerificationError INSTITUTION_SHARE_INVALID (facts.reason) | SEALED_MESSAGE_*
 */
export async function openInstitutionShare(options: {
  readonly deal: InstitutionDeal;
  readonly record: RecordRef;
  readonly organization: Hex;
  /** The proxy's age identity. */
  readonly identity: Identities;
}): Promise<InstitutionShare> {
  const { deal, record, organization, identity } = options;
  const entry = deal.shares.find((share) => share.organization === organization);
  if (entry === undefined) throw invalid("missing");
  const { value } = await openMessage({ schema: institutionShareSchema, sealed: entry.sealed, identity });
  if (differenceOf(value.record, record) !== null) throw invalid("record");
  if (value.organization !== organization || value.index !== entry.index) throw invalid("organization");
  try {
    const share = scalarFromBytes(fromHex(value.share, 32));
    const commitments = deal.commitments.map((commitment) => fromHex(commitment));
    const x = fromHex(deal.commitments[0] ?? "0x", 48);
    verifyScalarShare({ x, threshold: deal.threshold, commitments, index: entry.index, share });
    return { index: entry.index, share };
  } catch (error) {
    if (error instanceof MedLatticeError) throw invalid("share");
    throw error;
  }
}

/** @throws InvalidInputError PROXIES_INVALID when an organisation or index stands twice. */
export function requireDistinct(
  proxies: readonly { readonly organization: Hex; readonly index: number }[],
): void {
  const organizations = new Set(proxies.map(({ organization }) => organization));
  const indices = new Set(proxies.map(({ index }) => index));
  if (organizations.size === proxies.length && indices.size === proxies.length) return;
  throw new InvalidInputError("PROXIES_INVALID", "An organisation or index stands twice among the proxies.");
}

function invalid(reason: string): VerificationError {
  return new VerificationError(
    "INSTITUTION_SHARE_INVALID",
    "The institution's share for this proxy is not usable.",
    {
      facts: { reason },
    },
  );
}
