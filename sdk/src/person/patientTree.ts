import { getAddress, parseEventLogs } from "viem";
import { recordCorrectionAbi, recordRegistryAbi } from "../abi/index.ts";
import type { Hex } from "../codec/index.ts";
import { VerificationError } from "../errors/index.ts";
import { type AccountEntry, patientTree, type PatientProof, verifyPatientProof } from "../record/index.ts";
import type { Person } from "./person.ts";
import { registryAt } from "./places.ts";
import { correctionAt } from "./verifiedRecord.ts";
import { verifyAccount } from "./verifyAccount.ts";

/** The patient's own proof that a record is in the account (S6), from what the institution lists and the own node confirms. */
export async function proveRecord(
  person: Person,
  { chainId, recordId }: { readonly chainId: number; readonly recordId: Hex },
): Promise<PatientProof> {
  const { entries } = await verifyAccount(person, chainId);
  const tree = patientTree(entries.map(({ state }) => state));
  const version = entries.find(({ state }) => state.recordId === recordId)?.state.version ?? 0;
  const { personId: patient } = person.pseudonymOn(chainId);
  return tree.prove({ chainId, patient, recordId, version });
}

/** Never plain “valid”: what holds, and as of when (DESIGN rule 20). */
export interface CheckedProof {
  /** `registered`: still as it was; `superseded`: corrected, and `erased`: gone, since the proof was made. */
  readonly status: "registered" | "superseded" | "erased";
  /** The version that the proof is about. */
  readonly version: number;
  /** Corrections that came later, in order. */
  readonly corrections: readonly {
    readonly version: number;
    readonly kind: number;
    readonly reason: number;
    readonly block: number;
  }[];
  /** Later corrections than this block's are not known. */
  readonly knownUpTo: number;
}

const ERASE = 4;

/**
 * Checks a proof against one's own node: that its root is that of the patient's first confirmed records, as the chain told them, and what
 * the label log says of the record since.
 *
 * @throws VerificationError PATIENT_PROOF_INVALID | PATIENT_ROOT_MISMATCH
 */
export async function checkPatientProof(person: Person, proof: PatientProof): Promise<CheckedProof> {
  verifyPatientProof(proof);
  const { chainId, recordId, patient, version, height } = proof;
  const reader = person.reader(chainId);
  const registry = getAddress(registryAt(person.network, chainId).address);
  const corrections = getAddress(correctionAt(person, chainId));
  const [knownUpTo, logs] = await reader.ask(async (node) => {
    // Not the number that the client remembers for a while.
    const toBlock = await node.getBlockNumber({ cacheTime: 0 });
    const found = await node.getLogs({ address: [registry, corrections], fromBlock: 0n, toBlock });
    return [Number(toBlock), found] as const;
  });
  const entries = parseEventLogs({ abi: recordRegistryAbi, eventName: "RecordConfirmed", logs })
    .filter(({ args }) => args.patient === patient)
    .toSorted((a, b) => Number(a.args.height - b.args.height))
    .map(({ args }): AccountEntry => args.state);
  if (height > entries.length || patientTree(entries.slice(0, height)).root !== proof.root) {
    throw new VerificationError(
      "PATIENT_ROOT_MISMATCH",
      "The proof's root is not that of the patient's records.",
    );
  }
  const labels = parseEventLogs({ abi: recordCorrectionAbi, eventName: "RecordLabelled", logs }).filter(
    ({ args }) => args.recordId === recordId,
  );
  if (version > labels.length) {
    throw new VerificationError(
      "PATIENT_PROOF_INVALID",
      "The record has never had the version that the proof names.",
    );
  }
  const later = labels
    .filter(({ args }) => args.correction.version > version)
    .map(({ args, blockNumber }) => {
      const { kind, reason } = args.correction;
      return { version: args.correction.version, kind, reason, block: Number(blockNumber) };
    });
  const status = later.some(({ kind }) => kind === ERASE)
    ? "erased"
    : later.length > 0
      ? "superseded"
      : "registered";
  return { status, version, corrections: later, knownUpTo };
}
