import { encodeAbiParameters } from "viem";
import { z } from "zod";
import { bytes32Schema, fromHex, keccak256, toHex, uint32Schema, type Hex } from "../codec/index.ts";
import type { MessageOf } from "../eip712/index.ts";

/**
 * Where a record stands. Claimed: its author says that the patient confirmed it, and the chain has not checked that
 * (decision 0014); whoever reads it checks the patient's signature, as for a confirmed one.
 */
export const RECORD_STATUS = { proposed: 1, confirmed: 2, disputed: 3, erased: 4, claimed: 5 } as const;

/** Everything the chain knows of a record; callers present it, events carry it. */
export const recordStateSchema = z.strictObject({
  recordId: bytes32Schema,
  patient: bytes32Schema,
  author: bytes32Schema,
  institution: bytes32Schema,
  treatmentId: bytes32Schema,
  categoryTag: bytes32Schema,
  commitment: bytes32Schema,
  commitmentProof: bytes32Schema,
  manifestHash: bytes32Schema,
  keywordRoot: bytes32Schema,
  stationRoot: bytes32Schema,
  version: uint32Schema,
  sequence: uint32Schema,
  status: z.int().min(1).max(5),
});

export type RecordState = z.infer<typeof recordStateSchema>;

const STATE = [
  ...Array.from({ length: 11 }, () => ({ type: "bytes32" })),
  { type: "uint32" },
  { type: "uint32" },
  { type: "uint8" },
];

/** `keccak256(abi.encode(state))`: the one slot the chain keeps of a record. */
export function stateHash(state: RecordState): Hex {
  const { recordId, patient, author, institution, treatmentId, categoryTag, commitment, commitmentProof } =
    state;
  const { manifestHash, keywordRoot, stationRoot, version, sequence, status } = state;
  const words = [
    recordId,
    patient,
    author,
    institution,
    treatmentId,
    categoryTag,
    commitment,
    commitmentProof,
  ];
  const values = [...words, manifestHash, keywordRoot, stationRoot, version, sequence, status];
  return toHex(keccak256(fromHex(encodeAbiParameters(STATE, values))));
}

/** The state a proposal registers. */
export function proposedState(proposal: MessageOf<"Proposal">): RecordState {
  const { signer: _, ...fields } = proposal;
  return { ...fields, version: 0, sequence: 0, status: RECORD_STATUS.proposed };
}

/** The state after the patient's confirmation. */
export function confirmedState(state: RecordState, manifestHash: Hex): RecordState {
  return { ...state, manifestHash, sequence: state.sequence + 1, status: RECORD_STATUS.confirmed };
}

/** The state that a batch on challenge registers. */
export function claimedState(proposal: MessageOf<"Proposal">, manifestHash: Hex): RecordState {
  return { ...proposedState(proposal), manifestHash, sequence: 1, status: RECORD_STATUS.claimed };
}

/** A random 32-byte id for a record or treatment. */
export function newId(): Hex {
  return toHex(globalThis.crypto.getRandomValues(new Uint8Array(32)));
}
