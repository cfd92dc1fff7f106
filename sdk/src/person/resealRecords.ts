import { contractsOf, recordCalls } from "../chain/index.ts";
import type { RecordEntry } from "../client/index.ts";
import type { Hex } from "../codec/index.ts";
import { CAPSULE_KIND } from "../crypto/index.ts";
import { MedLatticeError } from "../errors/index.ts";
import { capsuleOf } from "../manifest/index.ts";
import { chainById } from "../network/index.ts";
import { openPatientPart, prepareManifestUpdate, RECORD_STATUS, verifyRecord } from "../record/index.ts";
import { checkThrough } from "./checkThrough.ts";
import { everyItem } from "./everyPage.ts";
import type { Person } from "./person.ts";
import { institutionOf, registryAt } from "./places.ts";

export interface ResealProgress {
  /** Records looked at so far, and in all. */
  readonly done: number;
  readonly total: number;
  readonly resealed: number;
}

export interface ResealOptions {
  readonly chainId: number;
  /** Stops after the record at hand; the next call goes on with the rest. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ResealProgress) => void;
}

export interface Resealed {
  readonly total: number;
  readonly resealed: number;
  /** Had the present keys already. */
  readonly current: number;
  /** Could not be done now; the next call tries them again. */
  readonly failed: readonly { readonly recordId: Hex; readonly error: MedLatticeError }[];
  /** Whether all records were looked at. */
  readonly isComplete: boolean;
}

/**
 * Puts the patient's confirmed records under the present keys of their categories (rule 4): a new manifest for each, whose category
 * capsule is of the present epoch; digest, commitment and sealed file stay as they are. What was dealt of the old key opens a record
 * no more once this has come to it. Grants for single records go on, for the record's own key stays the same.
 *
 * The job keeps no list of its own: which records are done is on the chain, so that it can be stopped, killed and begun again anywhere.
 */
export async function resealRecords(person: Person, options: ResealOptions): Promise<Resealed> {
  const { chainId, signal, onProgress } = options;
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  const entries = await everyItem((page: { readonly cursor?: string }) =>
    oracle.records.list({ as: "patient", status: RECORD_STATUS.confirmed, ...page }),
  );
  const total = entries.length;
  const failed: { recordId: Hex; error: MedLatticeError }[] = [];
  let [done, resealed] = [0, 0];
  for (const { state } of entries) {
    if (signal?.aborted === true) break;
    try {
      if (await reseal(person, chainId, state)) resealed++;
    } catch (error) {
      if (!(error instanceof MedLatticeError)) throw error;
      failed.push({ recordId: state.recordId, error });
    }
    done++;
    onProgress?.({ done, total, resealed });
  }
  return { total, resealed, current: done - resealed - failed.length, failed, isComplete: done === total };
}

/** @returns whether there was anything to do */
async function reseal(person: Person, chainId: number, { recordId }: RecordEntry["state"]): Promise<boolean> {
  const { network, master, keyPlan } = person;
  const institution = institutionOf(network, chainId);
  const oracle = await person.oracle(institution, chainId);
  const reader = person.reader(chainId);
  const registry = registryAt(network, chainId);
  const [evidence, stateHash, chameleonKey] = await Promise.all([
    oracle.records.evidence(recordId),
    reader.stateHashOf(recordId),
    reader.chameleonKeyOf(institution),
  ]);
  const { version } = evidence.state;
  const { consentRegistry, recordCorrection } = contractsOf(chainById(network, chainId));
  const threshold = network.proxyThreshold;
  const expected = {
    registry,
    consentRegistry,
    recordCorrection,
    recordId,
    version,
    chameleonKey,
    threshold,
    stateHash,
  };
  const verified = await verifyRecord({ evidence, expected, check: checkThrough(person, chainId) });
  const manifest = verified.manifest.value;
  const codes = keyPlan.categories.map(({ code }) => code);
  const opened = openPatientPart({ manifest, master, codes });
  const present = keyPlan.categories.find(({ code }) => code === opened.category.code)?.epoch;
  if (present === undefined || capsuleOf(manifest, CAPSULE_KIND.category).epoch >= present) return false;
  const { signer } = person.pseudonymOn(chainId);
  const recordEpoch = manifest.keys.capsules.find(({ kind }) => kind === CAPSULE_KIND.record)?.epoch ?? 0;
  const prepared = await prepareManifestUpdate({ registry, signer, master }, verified, {
    opened,
    categoryEpoch: present,
    recordEpoch,
  });
  await oracle.records.putManifest(prepared.manifest.stored.hash, prepared.manifest.signed);
  const call = recordCalls.updateManifest(
    registry.address,
    verified.state,
    prepared.update,
    prepared.signature,
  );
  await oracle.relay({ chainId, ...call });
  return true;
}
