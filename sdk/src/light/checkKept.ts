import { contractsOf } from "../chain/index.ts";
import type { Hex } from "../codec/index.ts";
import type { SignatureCheck } from "../eip712/index.ts";
import { MedLatticeError, VerificationError } from "../errors/index.ts";
import { chainById, type NetworkDescription } from "../network/index.ts";
import { registryAt } from "../person/places.ts";
import { stateHash, verifyRecord } from "../record/index.ts";
import { ITEM_KIND, recognizePseudonym, verifyItemPath } from "../summary/index.ts";
import type { KeptItem, KeptRecord, KeptRecords } from "./keptRecords.ts";
import type { RootSource } from "./roots.ts";

/** How one kept record stands; never plain “valid”: as which version, and what of it the consortium knows. */
export interface CheckedRecord {
  readonly recordId: Hex;
  readonly version: number;
  /** `posted`: each version there is has its item under a root; `waiting`: not all of them yet. */
  readonly status: "posted" | "waiting" | "broken";
  readonly items: readonly { readonly kind: number; readonly version: number; readonly sequence: number }[];
  /** Whether the items' pseudonyms are the person's own; null without her keys, or when she had published none. */
  readonly isRecognized: boolean | null;
  /** Why it is `broken`. */
  readonly problem: MedLatticeError | null;
}

export interface CheckOptions {
  readonly network: NetworkDescription;
  readonly roots: RootSource;
  /** The person's sealing keys, past ones too (`ownIdentities`); without them nobody can tell whose an item is. */
  readonly identities?: readonly string[];
  /** For signatures of contract wallets. */
  readonly check?: SignatureCheck;
}

/**
 * Checks what a lightweight client keeps against the roots on the consortium chain, without believing any oracle: both signatures of each
 * record, that each item is the record's, hers, and leads to a batch that the inbox has.
 *
 * @throws UnavailableError `CHAIN_UNREACHABLE`; what does not hold is told record by record
 */
export async function checkKeptRecords(
  kept: KeptRecords,
  options: CheckOptions,
): Promise<readonly CheckedRecord[]> {
  return await Promise.all(kept.records.map((record) => checkedRecord(kept, record, options)));
}

async function checkedRecord(
  kept: KeptRecords,
  record: KeptRecord,
  options: CheckOptions,
): Promise<CheckedRecord> {
  const { recordId, version } = record.evidence.state;
  const items = record.items.map(({ item, path }) => ({
    kind: item.kind,
    version: item.version,
    sequence: path.batch.sequence,
  }));
  const known = { recordId, version, items };
  try {
    const isRecognized = await requireRecord(kept, record, options);
    const isPosted = items.length > version && items.some(({ kind }) => kind === ITEM_KIND.record);
    return { ...known, status: isPosted ? "posted" : "waiting", isRecognized, problem: null };
  } catch (problem) {
    if (!(problem instanceof MedLatticeError) || problem.retryable) throw problem;
    return { ...known, status: "broken", isRecognized: null, problem };
  }
}

/**
 * @returns `CheckedRecord.isRecognized`
 * @throws VerificationError those of `verifyRecord`, `SUMMARY_PATH_BROKEN`, `KEPT_RECORD_FOREIGN` | `KEPT_ITEM_FOREIGN` (facts.member),
 *   `KEPT_ITEM_TWICE`, `KEPT_ROOT_DIFFERS`
 */
export async function requireRecord(
  { chainId, patient, institution }: Pick<KeptRecords, "chainId" | "patient" | "institution">,
  { evidence, chameleonKey, items }: KeptRecord,
  { network, roots, identities = [], check }: CheckOptions,
): Promise<boolean | null> {
  const { state } = evidence;
  const { consentRegistry, recordCorrection } = contractsOf(chainById(network, chainId));
  await verifyRecord({
    evidence,
    expected: {
      registry: registryAt(network, chainId),
      consentRegistry,
      recordCorrection,
      recordId: state.recordId,
      version: state.version,
      chameleonKey,
      threshold: network.proxyThreshold,
      stateHash: stateHash(state),
    },
    ...(check === undefined ? {} : { check }),
  });
  if (state.patient !== patient) throw foreign("KEPT_RECORD_FOREIGN", "patient");
  if (state.institution !== institution) throw foreign("KEPT_RECORD_FOREIGN", "institution");
  const names = new Set(items.map(({ item: { kind, version } }) => `${kind} ${version}`));
  if (names.size < items.length) {
    throw new VerificationError("KEPT_ITEM_TWICE", "The consortium was told twice of the same version.");
  }
  let isRecognized: boolean | null = null;
  for (const item of items) {
    await requireItem(item, { chainId, institution, evidence, roots });
    if (identities.some((identity) => recognizePseudonym(identity, item.item, item.item)))
      isRecognized = true;
    else if (identities.length > 0) isRecognized ??= false;
  }
  return isRecognized;
}

async function requireItem(
  { item, path }: KeptItem,
  {
    chainId,
    institution,
    evidence: { state },
    roots,
  }: {
    readonly chainId: number;
    readonly institution: Hex;
    readonly evidence: KeptRecord["evidence"];
    readonly roots: RootSource;
  },
): Promise<void> {
  for (const [member, fits] of [
    ["chainId", item.chainId === chainId],
    ["recordId", item.recordId === state.recordId],
    ["commitment", item.commitment === state.commitment],
    ["version", item.version <= state.version],
    ["keywordRoot", item.version < state.version || item.keywordRoot === state.keywordRoot],
    ["institution", path.section.institution === institution],
  ] as const) {
    if (!fits) throw foreign("KEPT_ITEM_FOREIGN", member);
  }
  const batchHash = verifyItemPath(item, path);
  const { sequence } = path.batch;
  const root = await roots(sequence);
  if (root === batchHash) return;
  throw new VerificationError("KEPT_ROOT_DIFFERS", "The item's batch is not the one in the inbox.", {
    facts: { sequence, isThere: root !== null },
    hints: ["Ask another oracle for the item's path: who gave this one was wrong, or lied."],
  });
}

function foreign(code: "KEPT_RECORD_FOREIGN" | "KEPT_ITEM_FOREIGN", member: string): VerificationError {
  const what =
    code === "KEPT_ITEM_FOREIGN" ? "An item is not that record's" : "A record is not this person's here";
  return new VerificationError(code, `${what}: ${member} is another.`, { facts: { member } });
}
