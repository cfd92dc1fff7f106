import { type PersonLinkProof, verifyLink } from "@medlattice/sdk/consent";
import { MedLatticeError, PermissionError } from "@medlattice/sdk/errors";
import { chainById } from "@medlattice/sdk/network";
import type { RecordState } from "@medlattice/sdk/record";
import { requireCovered } from "@medlattice/sdk/usage";
import type { Hex } from "viem";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { Deals } from "../deals/createDeals.ts";
import { requireLinked } from "../deals/requireLinked.ts";
import type { Facts } from "./createFacts.ts";
import type { AccessFact } from "./facts.ts";

export interface Entitlement {
  readonly access: { readonly chainId: number; readonly accessId: Hex };
  /** The patient's word that grantor and patient are one person, from the asker's deal; null for an access on the record's chain. */
  readonly link: PersonLinkProof | null;
}

export interface EntitlementOptions {
  readonly config: Pick<OracleConfig, "network">;
  readonly facts: Facts;
  readonly deals: Pick<Deals, "open">;
}

/**
 * Whether a peer may have the evidence of a record: for an access to that record under a grant of its patient. The ledger has checked
 * that for a record of its own chain. Of another chain's it takes any id the reader names, so here the patient's own word
 * is asked for: the deal that this oracle was given under the grant, or, where none was (the reader is of this
 * organisation, or it is no proxy), the link in the asker's, which nobody but the patient can have signed for that grant.
 *
 * @throws PermissionError EVIDENCE_NOT_PERMITTED | VerificationError RECORD_NOT_COVERED
 */
export async function requireEntitled(
  options: EntitlementOptions,
  record: { readonly chainId: number; readonly state: RecordState },
  { access: { chainId, accessId }, link }: Entitlement,
): Promise<void> {
  const { config, facts, deals } = options;
  const { state } = record;
  const access = await facts.askLocal<"access">(chainId, { kind: "access", accessId });
  if (access?.recordId !== state.recordId) throw notPermitted();
  if (access.isForeign === (record.chainId === chainId)) throw notPermitted();
  if (!access.isForeign) return;
  const { grantId, grantor } = access;
  try {
    const { coverage } = await deals.open({ chainId, grantId, grantor });
    if (coverage.chainId !== record.chainId) throw notPermitted();
    requireCovered(state, coverage);
  } catch (error) {
    if (!(error instanceof MedLatticeError) || error.code !== "DEAL_MISSING") throw error;
    if (link === null || !isOfNetwork(config, link)) throw notPermitted();
    await requireSamePerson(options, { link, access, chainId, record });
  }
}

async function requireSamePerson(
  { config, facts }: Pick<EntitlementOptions, "config" | "facts">,
  {
    link,
    access,
    chainId,
    record,
  }: {
    readonly link: PersonLinkProof;
    readonly access: AccessFact;
    readonly chainId: number;
    readonly record: { readonly chainId: number; readonly state: RecordState };
  },
): Promise<void> {
  const consentRegistry = chainById(config.network, chainId).contracts?.consentRegistry;
  if (consentRegistry === undefined) throw notPermitted();
  try {
    await verifyLink({
      link,
      grantId: access.grantId,
      home: { personId: access.grantor, chainId, consentRegistry },
      record: { personId: record.state.patient, chainId: record.chainId },
      check: facts.checkSignature,
    });
    await requireLinked(facts, link);
  } catch (error) {
    if (error instanceof MedLatticeError && !error.retryable) throw notPermitted(error);
    throw error;
  }
}

/** A statement for another registry is none for this one. */
function isOfNetwork({ network }: Pick<OracleConfig, "network">, link: PersonLinkProof): boolean {
  return [link.home, link.record].every(
    ({ chainId, identityRegistry }) =>
      chainById(network, chainId).contracts?.identityRegistry === identityRegistry,
  );
}

function notPermitted(cause?: unknown): PermissionError {
  return new PermissionError(
    "EVIDENCE_NOT_PERMITTED",
    "There is no access to this record under that id, or none that its patient dealt for.",
    cause === undefined ? {} : { cause },
  );
}
