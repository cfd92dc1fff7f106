import type { Mutant } from "../mutant.ts";

/** Corrections. */
export const correctionsMutants: readonly Mutant[] = [
  {
    id: "correction-role",
    property: "COR-1",
    mistake: "anybody of the institution corrects",
    changes: [["if (role != IIdentityRegistry.Role.Doctor) {", "if (false) {"]],
  },
  {
    id: "correction-institution",
    property: "COR-1",
    mistake: "a doctor corrects records of other institutions",
    changes: [["if (organization != state.institution) {", "if (false) {"]],
  },
  {
    id: "correction-unsigned",
    property: "COR-1",
    mistake: "nobody looks at the patient's signature",
    changes: [["_authorize(p.patient, p.signer, p.hash(), consent.patientSignature);", ""]],
  },
  {
    id: "correction-permission",
    property: "COR-1",
    mistake: "a permission is good for every correction with that digest",
    changes: [["p.correctionHash != correctionHash || p.digest", "p.digest"]],
  },
  {
    id: "correction-digest",
    property: "COR-1",
    mistake: "the patient need not have named the digest",
    changes: [["|| p.digest != consent.correction.digest", ""]],
  },
  {
    id: "correction-version",
    property: "COR-2",
    mistake: "the version stated is not looked at",
    changes: [["if (c.version != uint256(state.version) + 1) {", "if (false) {"]],
  },
  {
    id: "correction-unproven",
    property: "COR-2",
    mistake: "a proof that does not hold is taken",
    changes: [["if (!holds) revert SigmaOrCommitmentsRefuted();", ""]],
  },
  {
    id: "correction-commitment",
    property: "COR-2",
    mistake: "the proof may be about any commitment",
    changes: [["if (compressed != state.commitment) {", "if (false) {"]],
  },
  {
    id: "opening-infinity",
    property: "COR-2",
    mistake: "the key of the statement may be at infinity",
    changes: [["_requirePoint(statement.h1x, statement.h1y);", ""]],
  },
  {
    id: "opening-spelling",
    property: "COR-2",
    mistake: "a part of a proof has several spellings",
    changes: [["_requireScalar(z1);", ""]],
  },
  {
    id: "opening-message",
    property: "COR-2",
    mistake: "a message has several spellings",
    changes: [["_requireScalar(statement.m);", ""]],
  },
  {
    id: "base-unknown",
    property: "COR-3",
    mistake: "an amendment starts from whatever opening it likes",
    changes: [["_requireRegistered(current, opening);", ""]],
  },
  {
    id: "base-unproven",
    property: "COR-3",
    mistake: "an amendment starts from an opening that does not hold",
    changes: [["if (current.version != 0) return;", "if (current.version == 0) return;"]],
  },
  {
    id: "redaction-root",
    property: "COR-3",
    mistake: "a redaction changes fields",
    changes: [
      ["if (correction.kind == Kind.Redact && correction.fieldRoot", "if (false && correction.fieldRoot"],
    ],
  },
  {
    id: "amendment-end",
    property: "COR-3",
    mistake: "amendments end at another content than the one signed",
    changes: [["if (root != c.fieldRoot) revert", "if (false) revert"]],
  },
  {
    id: "amendment-step",
    property: "COR-3",
    mistake: "every amendment starts from the old content",
    changes: [
      [
        "            root = step.newRoot;",
        "            if (i + 1 == amendments.length) root = step.newRoot;",
      ],
    ],
  },
  {
    id: "amendment-policy",
    property: "COR-3",
    mistake: "an amendment needs no accepted policy",
    changes: [["if (!isAcceptedPolicy(c.policyRoot)) revert", "if (false) revert"]],
  },
  {
    id: "erasure-content",
    property: "COR-3",
    mistake: "an erasure leaves what it likes",
    changes: [["(isErasure ? _isEmpty(c) : _isFull(c))", "(isErasure || _isFull(c))"]],
  },
  {
    id: "label-place",
    property: "COR-4",
    mistake: "a label takes the place of the one before",
    changes: [["tree.count = index + 1;", "tree.count = 1;"]],
  },
  {
    id: "label-side",
    property: "COR-4",
    mistake: "the log forgets which labels came before",
    changes: [["if (isFull) tree.left[level] = node;", "if (isFull && level == 0) tree.left[level] = node;"]],
  },
  {
    id: "challenge-gas",
    property: "COR-5",
    mistake: "whoever gives too little gas has a true opening refuted",
    changes: [["if (gasleft() < NEEDED_GAS) revert", "if (false) revert"]],
  },
  {
    id: "challenge-point",
    property: "COR-5",
    mistake: "whoever presents a wrong y has a true opening refuted",
    changes: [["        _requirePoint(x, y);\n        return bytes32", "        return bytes32"]],
  },
  {
    id: "challenge-opening",
    property: "COR-5",
    mistake: "whoever presents another opening has a true one refuted",
    changes: [["_requireRegistered(state, opening);", ""]],
  },
  {
    id: "challenge-forgotten",
    property: "COR-5",
    mistake: "a refutation is not remembered",
    changes: [["_refuted[state.recordId][state.version] = true;", ""]],
  },
];
