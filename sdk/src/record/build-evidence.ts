import type { Hex } from "../codec/index.ts";
import type { RecordEvidence } from "./evidence.ts";
import type { PreparedConfirmation } from "./prepare-confirmation.ts";
import type { PreparedProposal } from "./prepare-proposal.ts";
import { confirmedState, proposedState } from "./state.ts";

/** The evidence of a proposal that has just been registered. */
export function evidenceOfProposal(
  { proposal, signature, manifest }: PreparedProposal,
  batch?: { readonly root: Hex; readonly path: readonly Hex[]; readonly signature: Hex },
): RecordEvidence {
  const { signer, manifestHash, commitmentProof, keywordRoot, stationRoot } = proposal;
  return {
    format: "medlattice/record-evidence/v1",
    state: proposedState(proposal),
    manifest: manifest.signed,
    origin: { signer, manifestHash, commitmentProof, keywordRoot, stationRoot },
    authorship:
      batch === undefined
        ? { kind: "proposal", signature }
        : { kind: "batch", root: batch.root, path: [...batch.path], signature: batch.signature },
    agreement: null,
    correction: null,
  };
}

/** The evidence after the patient's confirmation was registered. */
export function evidenceOfConfirmation(
  evidence: RecordEvidence,
  { confirmation, signature, manifest }: PreparedConfirmation,
): RecordEvidence {
  const { signer, manifestHash, sequence } = confirmation;
  return {
    ...evidence,
    state: confirmedState(evidence.state, manifestHash),
    manifest: manifest.signed,
    agreement: { kind: "confirmation", signer, manifestHash, sequence, signature },
  };
}
