/** A sentence for people, then hints, by the name of an error of `RecordCorrection` or of what verifies for it. */
export const CORRECTION_WORDS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  RecordCorrectionInvalidKind: ["The kind and the reason of the correction do not go together."],
  RecordCorrectionIncomplete: ["The correction lacks content, or an erasure leaves some."],
  RecordCorrectionNotDoctor: ["Only a doctor corrects a record."],
  RecordCorrectionOtherInstitution: ["The doctor does not belong to the record's institution."],
  RecordCorrectionOtherRecord: ["The correction or its permission is about another record."],
  RecordCorrectionOtherPatient: ["The permission is by someone else than the record's patient."],
  RecordCorrectionNotPermitted: [
    "The patient has permitted another correction.",
    "Let the patient look at this one and sign it.",
  ],
  RecordCorrectionWrongVersion: [
    "The correction does not follow the record's present version.",
    "Write it again from the present version.",
  ],
  RecordCorrectionWrongSequence: [
    "The correction was signed for an earlier state of the record.",
    "Let doctor and patient sign it again.",
  ],
  RecordCorrectionNoKey: [
    "The institution has no commitment key on this chain.",
    "Its administrator registers one with a proof of possession.",
  ],
  RecordCorrectionOtherCommitment: ["The institution's proof is about another commitment than the record's."],
  RecordCorrectionOtherOpening: [
    "This is not the opening that the record's present version was registered with.",
  ],
  RecordCorrectionOtherFieldRoot: ["A redaction must leave the field root as it is."],
  RecordCorrectionNoAmendments: [
    "This chain verifies no bounded corrections.",
    "Replace the content instead; the label says that nothing bounds it.",
  ],
  RecordCorrectionAmendmentCount: ["An amendment has one to sixteen proofs, any other correction none."],
  RecordCorrectionBrokenChain: ["The amendments do not end at the new content."],
  RecordCorrectionPolicyNotAccepted: ["The health authority does not accept this policy of amendments."],
  RecordCorrectionGasTooLow: [
    "The transaction has too little gas to judge an opening.",
    "Allow it more gas.",
  ],
  LabelTreeFull: ["The log of corrections is full."],
  SigmaOrCommitmentsRefuted: [
    "The institution's proof does not hold for this content.",
    "The content, its version or the institution's key is not the one proven for.",
  ],
  SigmaOrCommitmentsInvalidLength: ["The institution's proof has the wrong length."],
  SigmaOrCommitmentsInvalidPoint: ["A commitment or key is not a point of the curve."],
  SigmaOrCommitmentsInvalidScalar: ["A number of the institution's proof is out of range."],
  Groth16CommitmentsInvalidProof: [
    "The institution's proof does not hold for this content.",
    "The content, its version or the institution's key is not the one proven for.",
  ],
  Groth16CommitmentsInvalidPoint: ["A commitment or key is not a point of the curve."],
  AmendmentVerifierInvalidProof: [
    "The proof that only allowed sections were changed does not hold.",
    "Prove again from the record's present sections, under a policy that names their classes.",
  ],
  ChainLimitForeignChain: ["The keys of these proofs are not good for this chain."],
  Bn254PrecompileFailed: ["The node could not compute on the curve.", "Allow the transaction more gas."],
};
