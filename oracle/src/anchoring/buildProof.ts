import type { RecordEntry, StateAttestation } from "@medlattice/sdk/client";
import { UnavailableError } from "@medlattice/sdk/errors";
import { type Proof, anchorSnapshots } from "@medlattice/sdk/proof";
import { type RecordEvidence, correctedState, patientTree, stateHash } from "@medlattice/sdk/record";
import { type Snapshot, type SnapshotHead, labelLeaf, labelPath } from "@medlattice/sdk/snapshot";
import type { Hex } from "viem";
import { askChain } from "../chains/askChain.ts";
import type { OracleChain } from "../chains/openChain.ts";
import { decodeCorrection } from "../evidence/decodeCorrection.ts";
import type { AccountBook } from "./accountBook.ts";
import { placed } from "./anchorMessages.ts";
import type { AnchorTable, KeptAnchor } from "./anchorTable.ts";
import type { KeptSnapshot, SnapshotTable } from "./snapshotTable.ts";

export interface ProofBuilderOptions {
  readonly table: AnchorTable;
  readonly snapshots: SnapshotTable;
  readonly book: AccountBook;
  readonly treeOf: (snapshot: KeptSnapshot) => Snapshot;
  /** By public chain. */
  readonly registries: ReadonlyMap<number, Hex>;
  readonly evidenceOf: (chainId: number, recordId: Hex) => Promise<RecordEvidence>;
  /** The institution's word on how the record stands, now. */
  readonly attest: (chainId: number, state: RecordEvidence["state"]) => Promise<StateAttestation>;
  /** When a record that is under no anchor yet may be. */
  readonly retryAfterSeconds: number;
}

/** Anchors that are looked through for one whose snapshot is here: the newest ones are. */
const ANCHORS = 8;

/**
 * Puts together a record's proof, from its content's signatures to a root on a public chain (DESIGN rule 20).
 * @throws UnavailableError PROOF_NOT_ANCHORED (facts.retryAfterSeconds), EVIDENCE_MISSING, PEER_UNREACHABLE
 */
export async function buildProof(
  chain: OracleChain,
  entry: RecordEntry,
  options: ProofBuilderOptions,
): Promise<Proof> {
  const { chainId } = chain.config;
  const { recordId, patient, version } = entry.state;
  const height = entry.confirmation?.height;
  const found = height === undefined ? undefined : findAnchored(entry, options);
  if (found === undefined) throw notAnchored(options.retryAfterSeconds);
  const { kept, snapshot, registry, publicChainId, signatures } = found;
  const proven = options.treeOf(snapshot).prove(patient);
  const entries = options.book.entries(chainId, patient, proven.account.height);
  const tree = patientTree(entries).prove({ chainId, patient, recordId, version });
  const evidence = await options.evidenceOf(chainId, recordId);
  const label = await labelOf(chain, entry, evidence, snapshot.head, options.book);
  const { standing, blockNumber, attestedAt, signature } = await options.attest(chainId, evidence.state);
  const anchored = anchorSnapshots(kept.anchor.snapshots);
  return {
    format: "medlattice/proof/v1",
    evidence,
    tree,
    snapshot: proven,
    label,
    standing: { standing, blockNumber, attestedAt, signature },
    anchorPath: [...anchored.pathOf(chainId)],
    anchor: { ...placed(kept.anchor, { chainId: publicChainId, registry }), signatures: [...signatures] },
  };
}

interface FoundAnchor {
  readonly kept: KeptAnchor;
  readonly snapshot: KeptSnapshot;
  readonly publicChainId: number;
  readonly registry: Hex;
  readonly signatures: readonly Hex[];
}

/** The newest anchor that is final, whose snapshot is here and has the record and its label. */
function findAnchored(entry: RecordEntry, options: ProofBuilderOptions): FoundAnchor | undefined {
  const { table, snapshots } = options;
  for (const kept of table.final(Number.MAX_SAFE_INTEGER, ANCHORS)) {
    const { sequence } = kept.anchor;
    const anchored = kept.anchor.snapshots.find(({ chainId }) => chainId === entry.chainId);
    const snapshot = anchored && snapshots.find(anchored.chainId, anchored.sequence);
    if (anchored === undefined || snapshot?.head.root !== anchored.root) continue;
    if (!holds(snapshot, entry)) continue;
    for (const { chainId, state } of table.places(sequence)) {
      const [registry, signatures] = [options.registries.get(chainId), table.signatures(sequence, chainId)];
      if (state !== "final" || registry === undefined || signatures === undefined) continue;
      return { kept, snapshot, publicChainId: chainId, registry, signatures };
    }
  }
  return undefined;
}

function holds({ head, accounts }: KeptSnapshot, { state, confirmation, label }: RecordEntry): boolean {
  const account = accounts.find(({ personId }) => personId === state.patient);
  const isIn = account !== undefined && account.height >= (confirmation?.height ?? Infinity);
  return isIn && (label === null || label.index < head.chain.labelCount);
}

/** Under the log's root of the snapshot, with the states before and after as the call of the correction tells them. */
async function labelOf(
  chain: OracleChain,
  { label, state }: RecordEntry,
  { correction }: RecordEvidence,
  { chain: { chainId, labelCount } }: SnapshotHead,
  book: AccountBook,
): Promise<Proof["label"]> {
  if (label === null || correction === null) return null;
  const { input } = await askChain(chainId, () => chain.client.getTransaction({ hash: label.txHash }));
  const carried = decodeCorrection(input, state.recordId, state.version);
  if (carried === undefined) throw missing();
  const { before, statement } = carried;
  const hashBefore = stateHash(before);
  const hashAfter = stateHash(correctedState(before, statement, state.commitmentProof));
  // What the call says is only believed when it is what the chain has put into its log.
  if (labelLeaf({ correction: statement, hashBefore, hashAfter }) !== label.leaf) throw missing();
  const path = labelPath(book.labels(chainId, labelCount), label.index);
  return { hashBefore, hashAfter, path: [...path] };
}

function notAnchored(retryAfterSeconds: number): UnavailableError {
  return new UnavailableError("PROOF_NOT_ANCHORED", "The record is not under a root on a public chain yet.", {
    facts: { retryAfterSeconds },
    hints: [
      `Ask again in ${retryAfterSeconds} seconds: then the next root should be there.`,
      "A record that its patient has not confirmed is under none.",
      "Ask the institution that wrote the record; elsewhere its snapshots are not kept.",
    ],
  });
}

function missing(): UnavailableError {
  return new UnavailableError("EVIDENCE_MISSING", "This oracle does not hold all that proves the record.", {
    facts: { member: "label" },
    retryable: false,
  });
}
