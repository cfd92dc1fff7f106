import type { Deal } from "@medlattice/sdk/consent";
import { PermissionError } from "@medlattice/sdk/errors";
import { type Hex, keccak256 } from "viem";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { Facts } from "../evidence/createFacts.ts";
import type { FactOf } from "../evidence/facts.ts";
import type { FoundAccess } from "./findAccess.ts";
import { type Disclosure, grantIdOfDisclosure } from "./grantIdOfDisclosure.ts";
import { refuse, requirePermitted } from "./refusals.ts";

export interface GrantQuestion {
  readonly config: Pick<OracleConfig, "network" | "organization">;
  readonly facts: Facts;
  readonly home: { readonly chainId: number; readonly consentRegistry: Hex };
  readonly found: FoundAccess;
  /** As the reader shows it; used when it does not stand in the call that opened the access. */
  readonly given: Disclosure | undefined;
  /** The organisation whose oracle passes the question on, if one does. */
  readonly askedBy: Hex | undefined;
}

/**
 * Asks whether the grant holds now, on its home chain: not withdrawn, not over, not denied, both people active, for this reader and
 * record (DESIGN rules 13, 14). That this access used it up is no objection.
 *
 * @returns the grant as disclosed
 * @throws PermissionError as `refusals.ts` lists them
 */
export async function requireGrant(question: GrantQuestion): Promise<Disclosure> {
  const { config, facts, home, found, given, askedBy } = question;
  const { access } = found;
  const disclosure = access.disclosure ?? given;
  if (disclosure === undefined) throw refuse("DISCLOSURE_MISSING");
  if (grantIdOfDisclosure(home, disclosure) !== access.grantId) throw refuse("DISCLOSURE_MISMATCH");
  const { reader, recordId } = access;
  const { answer, witnesses } = await facts.ask<"permission">(home.chainId, {
    kind: "permission",
    disclosure,
    reader,
    recordId,
  });
  // Before anything of the grant is told: an answer holds evidence and address, and joins two pseudonyms.
  if (askedBy !== undefined && !mayPassOn(config, askedBy, home.chainId, answer.readerOrganization))
    throw refuse("ASKER_NOT_PERMITTED");
  if (answer.readerOrganization === config.organization.orgId) throw refuse("GRANTEE_ORGANIZATION");
  for (const vouchers of [found.witnesses, witnesses]) {
    if (!isIndependent(config, vouchers)) throw onlyOwnWitness();
  }
  requireLiving(answer);
  return disclosure;
}

/** @throws PermissionError with the reason why a grant does not hold at its home now, for this reader */
export function requireLiving(answer: FactOf<"permission">): void {
  requirePermitted(answer.verdict);
  if (answer.isDenied) throw refuse("GRANT_DENIED");
  if (!answer.isGrantorActive) throw refuse("GRANTOR_INACTIVE");
  if (!answer.isReaderActive) throw refuse("READER_INACTIVE");
}

/**
 * Checks the deal against the grant and access, and what was said on the record's own chain: there too a withdrawal or denial
 * defeats the grant (rule 13).
 *
 * @param onWithdrawn told when the grant was withdrawn there
 */
export async function requireDeal(options: {
  readonly facts: Facts;
  readonly deal: Deal;
  readonly found: FoundAccess;
  readonly disclosure: Disclosure;
  readonly onWithdrawn: () => void;
}): Promise<void> {
  const { facts, deal, found, disclosure } = options;
  const { home, coverage, grantor, granteeY } = deal;
  const { access } = found;
  if (keccak256(granteeY) !== disclosure.terms.granteeKey)
    throw refuse("ACCESS_UNRELATED", { member: "granteeY" });
  if (grantor !== access.grantor) throw refuse("ACCESS_UNRELATED", { member: "grantor" });
  const isForeign = coverage.chainId !== home.chainId;
  if (isForeign !== access.isForeign) throw refuse("ACCESS_UNRELATED", { member: "chain" });
  await requirePeerConsent(facts, deal, options.onWithdrawn);
}

/** @throws PermissionError when the grant was withdrawn or denied on the record's own chain */
export async function requirePeerConsent(facts: Facts, deal: Deal, onWithdrawn: () => void): Promise<void> {
  const { home, coverage, grantId, peerDenials } = deal;
  if (coverage.chainId === home.chainId || peerDenials === null) return;
  const { answer } = await facts.ask<"consent">(coverage.chainId, {
    kind: "consent",
    grantor: coverage.patient,
    grantId,
    tags: [...peerDenials.tags],
  });
  if (answer.isWithdrawn) {
    onWithdrawn();
    throw refuse("GRANT_REVOKED");
  }
  if (answer.isDenied) throw refuse("GRANT_DENIED");
}

/** The reader's own organisation, the institution whose private chain it is, or an authority, where everybody can log in. */
function mayPassOn(
  { network }: Pick<OracleConfig, "network">,
  askedBy: Hex,
  chainId: number,
  readerOrganization: Hex,
): boolean {
  if (askedBy === readerOrganization) return true;
  const asker = network.organizations.find(({ orgId }) => orgId === askedBy);
  return asker?.privateChainId === chainId || asker?.kind === "HealthAuthority";
}

/**
 * Whether this oracle itself or an authority vouches. On a private chain that neither reads, what is left is the institution whose
 * chain it is; grants at home there are for its own people, and what only the reader's organisation says counts for
 * nothing (rule 6), not even which organisation that is.
 */
function isIndependent(
  { network, organization }: GrantQuestion["config"],
  witnesses: readonly Hex[],
): boolean {
  return witnesses.some(
    (witness) =>
      witness === organization.orgId ||
      network.organizations.some(({ orgId, kind }) => orgId === witness && kind === "HealthAuthority"),
  );
}

function onlyOwnWitness(): PermissionError {
  return new PermissionError(
    "WITNESS_NOT_INDEPENDENT",
    "Only the reader's own organisation vouches for this access at the moment.",
    { retryable: true, hints: ["Try again when the health authority can be reached."] },
  );
}
