import type { Deal } from "@medlattice/sdk/consent";
import { PermissionError } from "@medlattice/sdk/errors";
import { type Hex, keccak256 } from "viem";
import type { Facts } from "../evidence/createFacts.ts";
import type { FoundAccess } from "./findAccess.ts";
import { type Disclosure, grantIdOfDisclosure } from "./grantIdOfDisclosure.ts";
import { refuse, requirePermitted } from "./refusals.ts";

export interface GrantQuestion {
  readonly facts: Facts;
  readonly home: { readonly chainId: number; readonly consentRegistry: Hex };
  readonly found: FoundAccess;
  /** As the reader shows it; used when it does not stand in the call that opened the access. */
  readonly given: Disclosure | undefined;
  readonly organization: Hex;
}

/**
 * Asks whether the grant holds now, on its home chain: not withdrawn, not over, not denied, both people active, for this reader and
 * record (DESIGN rules 13, 14). That this access used it up is no objection.
 *
 * @returns the grant as disclosed
 * @throws PermissionError as `refusals.ts` lists them
 */
export async function requireGrant(question: GrantQuestion): Promise<Disclosure> {
  const { facts, home, found, given, organization } = question;
  const { access } = found;
  const disclosure = access.disclosure ?? given;
  if (disclosure === undefined) throw refuse("DISCLOSURE_MISSING");
  if (grantIdOfDisclosure(home, disclosure) !== access.grantId) throw refuse("DISCLOSURE_MISMATCH");
  const { reader, recordId } = access;
  const { answer } = await facts.ask<"permission">(home.chainId, {
    kind: "permission",
    disclosure,
    reader,
    recordId,
  });
  if (answer.readerOrganization === organization) throw refuse("GRANTEE_ORGANIZATION");
  // What only the reader's own organisation says of an access counts for nothing (rule 6).
  if (found.witnesses.every((witness) => witness === answer.readerOrganization)) throw onlyOwnWitness();
  requirePermitted(answer.verdict);
  if (answer.isDenied) throw refuse("GRANT_DENIED");
  if (!answer.isGrantorActive) throw refuse("GRANTOR_INACTIVE");
  if (!answer.isReaderActive) throw refuse("READER_INACTIVE");
  return disclosure;
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
  const { home, coverage, grantor, grantId, granteeY, peerDenials } = deal;
  const { access } = found;
  if (keccak256(granteeY) !== disclosure.terms.granteeKey)
    throw refuse("ACCESS_UNRELATED", { member: "granteeY" });
  if (grantor !== access.grantor) throw refuse("ACCESS_UNRELATED", { member: "grantor" });
  const isForeign = coverage.chainId !== home.chainId;
  if (isForeign !== access.isForeign) throw refuse("ACCESS_UNRELATED", { member: "chain" });
  if (!isForeign || peerDenials === null) return;
  const { answer } = await facts.ask<"consent">(coverage.chainId, {
    kind: "consent",
    grantor: coverage.patient,
    grantId,
    tags: [...peerDenials.tags],
  });
  if (answer.isWithdrawn) {
    options.onWithdrawn();
    throw refuse("GRANT_REVOKED");
  }
  if (answer.isDenied) throw refuse("GRANT_DENIED");
}

function onlyOwnWitness(): PermissionError {
  return new PermissionError(
    "WITNESS_NOT_INDEPENDENT",
    "Only the reader's own organisation vouches for this access at the moment.",
    { retryable: true, hints: ["Try again when the health authority can be reached."] },
  );
}
