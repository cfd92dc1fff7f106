import { recordCalls } from "../chain/index.ts";
import { CAPSULE_KIND } from "../crypto/index.ts";
import { prepareManifestUpdate, type ReviewedProposal } from "../record/index.ts";
import type { Person } from "./person.ts";
import { presentKey } from "./presentKey.ts";
import { institutionOf, registryAt } from "./places.ts";

/** Whether the patient has put the record's own capsule beside it, without which it can only be shared with its whole category. */
export function hasRecordKey({ manifest }: Pick<ReviewedProposal, "manifest">): boolean {
  return manifest.value.keys.capsules.some(({ kind }) => kind === CAPSULE_KIND.record);
}

/**
 * The patient adds the record's own capsule to a record that a mandate confirmed (docs/decisions/0005), and drops the author's copy.
 * @param reviewed from `reviewRecord`
 */
export async function addRecordKey(
  patient: Person,
  reviewed: ReviewedProposal,
): Promise<{ readonly blockNumber: number }> {
  const { chainId } = reviewed.record;
  const registry = registryAt(patient.network, chainId);
  const oracle = await patient.oracle(institutionOf(patient.network, chainId), chainId);
  const { signer } = patient.pseudonymOn(chainId);
  const { update, signature, manifest } = await prepareManifestUpdate(
    { registry, signer, master: patient.master },
    reviewed,
    presentKey(patient, reviewed),
  );
  await oracle.records.putManifest(manifest.stored.hash, manifest.signed);
  const call = recordCalls.updateManifest(registry.address, reviewed.state, update, signature);
  const { blockNumber } = await oracle.relay({ chainId, ...call });
  return { blockNumber };
}
