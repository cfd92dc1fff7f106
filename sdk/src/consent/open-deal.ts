import type { z } from "zod";
import { fromHex, keccak256, toHex, type Hex } from "../codec/index.ts";
import { verifyReencryptionShare } from "../crypto/index.ts";
import { grantIdOf, requireSignature, typed, type SignatureCheck } from "../eip712/index.ts";
import { type Identities, openMessage, type MessageBody } from "../envelope/index.ts";
import { VerificationError } from "../errors/index.ts";
import { consentDomain } from "./build-grant.ts";
import {
  dealSchema,
  grantPackageSchema,
  type Deal,
  type GrantPackage,
  type HeldDeal,
  type PersonLinkProof,
  type SealedDeal,
} from "./deal-schema.ts";
import { dealLeaf, requireDealt } from "./deal-tree.ts";
import { emergencyDealId } from "./make-deals.ts";
import { verifyLink } from "./person-link.ts";

interface OpenOptions {
  readonly sealed: SealedDeal;
  /** age identity it is sealed to. */
  readonly identity: Identities;
  /** The network's: a deal with another is refused. */
  readonly threshold: number;
  readonly check?: SignatureCheck;
}

/**
 * A proxy opens and checks a deal: hash, path and signature, its own share of every key, the link of the pseudonyms. What is left to
 * the chains: that the grant is registered with `granteeKey = keccak256(Y)`, and that signers control their pseudonyms.
 *
 * @throws VerificationError DEAL_MISMATCH (facts.member) | SIGNATURE_INVALID | DEAL_INVALID | SHARE_INVALID | PERSON_LINK_MISMATCH |
 *   SEALED_MESSAGE_*
 */
export async function openDeal(
  options: OpenOptions & { readonly organization: Hex; readonly index: number },
): Promise<HeldDeal> {
  const deal = await openSigned(dealSchema, "deal", options);
  if (deal.organization !== options.organization) throw mismatch("organization");
  if (deal.index !== options.index) throw mismatch("index");
  if (
    deal.basis === "emergency" &&
    deal.grantId !==
      emergencyDealId({
        chainId: deal.home.chainId,
        personId: deal.grantor,
        y: deal.granteeY,
        recordChainId: deal.coverage.chainId,
      })
  ) {
    throw mismatch("grantId");
  }
  for (const { x, commitments, share } of deal.keys) {
    verifyReencryptionShare({
      x: fromHex(x),
      y: fromHex(deal.granteeY),
      threshold: deal.threshold,
      commitments: commitments.map((commitment) => fromHex(commitment)),
      index: deal.index,
      rk: fromHex(share),
    });
  }
  return { ...deal, link: await requireLink(deal, options) };
}

/**
 * The grantee opens the package of a grant and checks that it is the grant's.
 * @throws VerificationError DEAL_MISMATCH (facts.member) | SIGNATURE_INVALID | SEALED_MESSAGE_*
 */
export async function openGrantPackage(options: OpenOptions): Promise<GrantPackage> {
  const found = await openSigned(grantPackageSchema, "package", options);
  const domain = consentDomain(found.home);
  if (grantIdOf(domain, found.grant) !== found.grantId) throw mismatch("grantId");
  if (found.grant.grantor !== found.grantor) throw mismatch("grantor");
  if (toHex(keccak256(fromHex(found.granteeY))) !== found.grant.terms.granteeKey)
    throw mismatch("granteeKey");
  if (
    found.keys.some(({ x, commitments }) => commitments[0] !== x || commitments.length !== found.threshold)
  ) {
    throw mismatch("keys");
  }
  await requireSignature({
    data: typed("Grant", domain, found.grant),
    signer: found.grant.signer,
    signature: found.grantSignature,
    ...(options.check === undefined ? {} : { check: options.check }),
  });
  return found;
}

/** Opens the document and checks hash, id, threshold, path and signature. */
async function openSigned<T extends MessageBody & Pick<Deal, "grantId" | "grantor" | "home" | "threshold">>(
  schema: z.ZodType<T>,
  kind: "deal" | "package",
  { sealed, identity, threshold, check }: OpenOptions,
): Promise<T> {
  const { value, hash } = await openMessage({ schema, sealed: sealed.sealed, identity });
  if (hash !== sealed.dealHash) throw mismatch("dealHash");
  if (value.grantId !== sealed.grantId) throw mismatch("grantId");
  if (value.threshold !== threshold) throw mismatch("threshold");
  const { path, signer, signature } = sealed;
  await requireDealt(value, { leaf: dealLeaf(kind, [hash]), path, signer, signature, check });
  return value;
}

/** The link, complete with the home's word that came beside the deal. Null on one chain. */
async function requireLink(
  { link, home, coverage, grantor, grantId }: Deal,
  { sealed, check }: OpenOptions,
): Promise<PersonLinkProof | null> {
  const { linkPath, signer, signature } = sealed;
  if (home.chainId === coverage.chainId) {
    if (grantor !== coverage.patient) throw mismatch("patient");
    if (link !== null || linkPath !== null) throw mismatch("link");
    return null;
  }
  if (link === null || linkPath === null) throw mismatch("link");
  const proof = { ...link, home: { ...link.home, signer, signature, path: linkPath } };
  await verifyLink({
    link: proof,
    grantId,
    home: { ...home, personId: grantor },
    record: { personId: coverage.patient, chainId: coverage.chainId },
    check,
  });
  return proof;
}

function mismatch(member: string): VerificationError {
  return new VerificationError("DEAL_MISMATCH", "A deal does not fit its grant, proxy or network.", {
    facts: { member },
  });
}
