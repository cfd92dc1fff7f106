import { encodeAbiParameters } from "viem";
import { z } from "zod";
import {
  bytes32Schema,
  chainIdSchema,
  concatBytes,
  fromHex,
  keccak256,
  toHex,
  uint32Schema,
  utf8,
  type Hex,
} from "../codec/index.ts";
import { merkleProof, merkleRoot, rootOfMerkleProof, verifyMerkleProof } from "../crypto/merkle/index.ts";
import { InvalidInputError, VerificationError } from "../errors/index.ts";
import type { AccountEntry } from "./account-chain.ts";

const INSTITUTION_LEAF = "medlattice/institution-leaf/v1";
const RECORD_LEAF = "medlattice/record-leaf/v1";

/** That a record stands in its patient's tree (systems.md S6). It holds commitments only, so a correction leaves it as it is. */
export const patientProofSchema = z.strictObject({
  format: z.literal("medlattice/patient-proof/v1"),
  chainId: chainIdSchema,
  patient: bytes32Schema,
  recordId: bytes32Schema,
  commitment: bytes32Schema,
  /** The version that the record had when the proof was made. */
  version: uint32Schema,
  /** Records in the tree: the first so many of the account chain. */
  height: uint32Schema,
  /** From the record's leaf to the institution's root, and from there to the root of all records. */
  path: z.array(bytes32Schema).max(32),
  upperPath: z.array(bytes32Schema).max(32),
  root: bytes32Schema,
});
export type PatientProof = z.infer<typeof patientProofSchema>;

/** `keccak256("medlattice/institution-leaf/v1" ‖ orgId)` */
export function institutionLeaf(orgId: Hex): Hex {
  return toHex(keccak256(concatBytes(utf8(INSTITUTION_LEAF), fromHex(orgId, 32))));
}

/** `keccak256(abi.encode("medlattice/record-leaf/v1", recordId, commitment))` */
export function recordLeaf(recordId: Hex, commitment: Hex): Hex {
  const types = [{ type: "string" }, { type: "bytes32" }, { type: "bytes32" }];
  return toHex(keccak256(fromHex(encodeAbiParameters(types, [RECORD_LEAF, recordId, commitment]))));
}

interface Branch {
  readonly institution: Hex;
  readonly leaves: readonly Hex[];
}

/** A patient's tree: for each institution in order of first visit a leaf of its own, then its records in order; roots of these. */
export interface PatientTree {
  readonly root: Hex;
  readonly height: number;
  /** @throws InvalidInputError RECORD_NOT_FOUND */
  prove(record: {
    readonly chainId: number;
    readonly patient: Hex;
    readonly recordId: Hex;
    readonly version: number;
  }): PatientProof;
}

/**
 * Builds the tree from the account chain (`verifyAccountChain`).
 * @throws InvalidInputError PATIENT_TREE_EMPTY
 */
export function patientTree(entries: readonly AccountEntry[]): PatientTree {
  const branches = branchesOf(entries);
  if (branches.length === 0) {
    throw new InvalidInputError("PATIENT_TREE_EMPTY", "A patient without confirmed records has no tree.");
  }
  const roots = branches.map(({ leaves }) => merkleRoot(leaves));
  const root = merkleRoot(roots);
  return {
    root,
    height: entries.length,
    prove({ chainId, patient, recordId, version }) {
      const entry = entries.find((candidate) => candidate.recordId === recordId);
      const index = branches.findIndex(({ institution }) => institution === entry?.institution);
      const branch = branches[index];
      if (entry === undefined || branch === undefined) {
        throw new InvalidInputError("RECORD_NOT_FOUND", "There is no such record in this patient's account.");
      }
      const { commitment } = entry;
      const position = branch.leaves.indexOf(recordLeaf(recordId, commitment));
      return {
        format: "medlattice/patient-proof/v1",
        chainId,
        patient,
        recordId,
        commitment,
        version,
        height: entries.length,
        path: merkleProof({ leaves: branch.leaves, index: position }),
        upperPath: merkleProof({ leaves: roots, index }),
        root,
      };
    },
  };
}

/**
 * That the record is under the root. Whether the root is the patient's, and what became of the record since, is for others to say
 * (`checkPatientProof`).
 *
 * @throws VerificationError PATIENT_PROOF_INVALID
 */
export function verifyPatientProof(proof: PatientProof): void {
  const leaf = recordLeaf(proof.recordId, proof.commitment);
  const institutionRoot = rootOfMerkleProof({ leaf, proof: proof.path });
  if (verifyMerkleProof({ root: proof.root, leaf: institutionRoot, proof: proof.upperPath })) return;
  throw new VerificationError(
    "PATIENT_PROOF_INVALID",
    "The record is not under the root that the proof names.",
  );
}

function branchesOf(entries: readonly AccountEntry[]): readonly Branch[] {
  const branches = new Map<Hex, Hex[]>();
  for (const { institution, recordId, commitment } of entries) {
    const leaves = branches.get(institution) ?? [institutionLeaf(institution)];
    leaves.push(recordLeaf(recordId, commitment));
    branches.set(institution, leaves);
  }
  return [...branches].map(([institution, leaves]) => ({ institution, leaves }));
}
