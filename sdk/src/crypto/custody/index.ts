export {
  type CheckCustodyParameters,
  type CheckedCustody,
  checkCustody,
  judgeDealtShare,
} from "./complaints.ts";
export {
  type CreateCustodyContributionParameters,
  type CustodyContribution,
  type DealtShare,
  createCustodyContribution,
  custodyPolynomial,
  verifyCustodyContribution,
  verifyDealtShare,
} from "./contribution.ts";
export { finishOpening, finishPossession } from "./finish.ts";
export { combineContributions, custodyTranscript, finishCustodyKey } from "./finishCustodyKey.ts";
export {
  type CustodyKey,
  type CustodyShare,
  custodyPublicKey,
  verificationShareOf,
  verifyCustodyShare,
} from "./key.ts";
export { type NonceCommitment, type SigningNonces, commitNonces } from "./nonces.ts";
export {
  type FinishReshareOfCustodyParameters,
  type ReshareCustodyParameters,
  type ReshareOfCustody,
  finishReshareOfCustody,
  reshareCustody,
} from "./reshare.ts";
export type { SigningRound } from "./round.ts";
export { type CustodySession, MAX_OFFICERS } from "./session.ts";
export {
  type SignWithShareParameters,
  type SignatureShare,
  combineSignatureShares,
  signWithShare,
  verifySignatureShare,
} from "./sign.ts";
export {
  type CustodyTask,
  type FirstHalf,
  type OpeningStatement,
  type PossessionPlace,
  openingTask,
  possessionTask,
  simulateFirstHalf,
} from "./tasks.ts";
