import { UnavailableError } from "@medlattice/sdk/errors";
import { RECORD_STATUS, type RecordEvidence, stateHash } from "@medlattice/sdk/record";
import type { RecordEntry } from "@medlattice/sdk/client";
import type { Hex } from "viem";
import { askChain } from "../chains/askChain.ts";
import type { OracleChain } from "../chains/openChain.ts";
import type { IndexQueries } from "../index/queries.ts";
import type { ManifestTable } from "../manifests/manifestTable.ts";
import { contentErased } from "../erasure/tombstones.ts";
import { recordNotFound } from "../index/indexRoutes.ts";
import { decodeCorrection } from "./decodeCorrection.ts";
import { decodeAgreement, decodeOrigin } from "./decodeEvidence.ts";
import type { OpeningOf } from "./openings.ts";
import { untilSettled } from "./untilSettled.ts";

export interface BuildEvidenceOptions {
  readonly queries: IndexQueries;
  readonly manifests: ManifestTable;
  readonly openingOf: OpeningOf;
  /** What the nodes say of the record now. */
  readonly stateHashOf: (recordId: Hex) => Promise<Hex>;
}

/**
 * Puts together what proves a record: its state, the manifest that the chain has the hash of, and both signatures, which stand in
 * the calls that registered and confirmed it.
 *
 * @throws UnavailableError EVIDENCE_MISSING (facts.member) | INDEX_BEHIND | InvalidInputError RECORD_NOT_FOUND
 */
export async function buildEvidence(
  chain: OracleChain,
  recordId: Hex,
  { queries, manifests, openingOf, stateHashOf }: BuildEvidenceOptions,
): Promise<RecordEvidence> {
  const { chainId } = chain.config;
  const entry = await untilSettled(
    async () => {
      const [found, hash] = [queries.record(chainId, recordId), await stateHashOf(recordId)];
      if (BigInt(hash) === 0n) throw recordNotFound();
      return found !== undefined && stateHash(found.state) === hash ? found : undefined;
    },
    () =>
      new UnavailableError("INDEX_BEHIND", "The index has not come to the record yet.", {
        facts: { chainId },
      }),
  );
  if (entry.state.status === RECORD_STATUS.erased) throw contentErased();
  const manifest = manifests.find(entry.state.manifestHash);
  if (manifest === undefined) throw missing("manifest");
  const proposal = decodeOrigin(
    await inputOf(chain, entry.proposal.txHash),
    recordId,
    entry.state.institution,
  );
  if (proposal === undefined) throw missing("authorship");
  return {
    format: "medlattice/record-evidence/v1",
    state: entry.state,
    manifest: manifest.signed,
    ...proposal,
    agreement: await agreementOf(chain, entry),
    correction: await correctionOf(chain, entry, openingOf),
  };
}

async function agreementOf(chain: OracleChain, entry: RecordEntry): Promise<RecordEvidence["agreement"]> {
  // Where the author claims the confirmation, it stands in the call that registered the record.
  const isClaimed = entry.state.status === RECORD_STATUS.claimed;
  const txHash = isClaimed ? entry.proposal.txHash : entry.confirmation?.txHash;
  if (txHash === undefined) return null;
  const input = await inputOf(chain, txHash);
  const agreement = decodeAgreement(input, entry.state.recordId);
  if (agreement === undefined) throw missing("agreement");
  return agreement;
}

async function correctionOf(
  chain: OracleChain,
  { state, label }: RecordEntry,
  openingOf: OpeningOf,
): Promise<RecordEvidence["correction"]> {
  if (state.version === 0) return null;
  if (label === null) throw missing("correction");
  const input = await inputOf(chain, label.txHash);
  const carried = decodeCorrection(input, state.recordId, state.version);
  if (carried === undefined) throw missing("correction");
  const { statement, authorSignature, permission, proof } = carried;
  const said = { statement, authorSignature, permission };
  const opening = openingOf(state.institution, said.statement, proof, state.commitmentProof);
  if (opening === undefined) throw missing("opening");
  return { ...said, opening };
}

async function inputOf(chain: OracleChain, hash: Hex): Promise<Hex> {
  return askChain(chain.config.chainId, async () => (await chain.client.getTransaction({ hash })).input);
}

function missing(member: string): UnavailableError {
  return new UnavailableError("EVIDENCE_MISSING", "This oracle does not hold all that proves the record.", {
    facts: { member },
    hints: [
      "Ask the record's institution or the health authority.",
      "Who writes or confirms by a contract wallet signs as well (ERC-1271): a bare call proves nothing to who has no node.",
    ],
    retryable: false,
  });
}
