import { recordCalls } from "../chain/index.ts";
import { prepareConfirmation, prepareDispute, type ReviewedProposal } from "../record/index.ts";
import type { Person } from "./person.ts";
import { presentKey } from "./presentKey.ts";
import { institutionOf, registryAt } from "./places.ts";

/**
 * The patient agrees to a reviewed record: the manifest gets the record's own capsule, and the record joins the account chain.
 * @returns the block of the confirmation
 */
export async function confirmRecord(
  person: Person,
  reviewed: ReviewedProposal,
): Promise<{ readonly blockNumber: number }> {
  const { chainId } = reviewed.record;
  const registry = registryAt(person.network, chainId);
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  const { signer } = person.pseudonymOn(chainId);
  const prepared = await prepareConfirmation({ registry, signer, master: person.master }, reviewed, {
    ...presentKey(person, reviewed),
  });
  await oracle.records.putManifest(prepared.manifest.stored.hash, prepared.manifest.signed);
  const call = recordCalls.confirm(
    registry.address,
    reviewed.state,
    prepared.confirmation,
    prepared.signature,
  );
  const { blockNumber } = await oracle.relay({ chainId, ...call });
  return { blockNumber };
}

/**
 * The patient does not agree. The doctor's record stays, marked as disputed (rule 8).
 * @param reason in the patient's own words; only its salted hash is on chain
 */
export async function disputeRecord(
  person: Person,
  reviewed: Pick<ReviewedProposal, "state" | "record">,
  reason: string,
): Promise<{ readonly blockNumber: number }> {
  const { chainId } = reviewed.record;
  const registry = registryAt(person.network, chainId);
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  const { signer } = person.pseudonymOn(chainId);
  const prepared = await prepareDispute({ registry, signer }, reviewed, reason);
  const call = recordCalls.dispute(registry.address, reviewed.state, prepared.dispute, prepared.signature);
  const { blockNumber } = await oracle.relay({ chainId, ...call });
  return { blockNumber };
}
