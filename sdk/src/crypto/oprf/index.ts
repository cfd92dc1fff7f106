export {
  type BlindNullifierParameters,
  type BlindedNullifier,
  type EvaluateNullifierParameters,
  type FinalizeNullifierParameters,
  type NullifierEvaluation,
  type RealIdentity,
  type VerifyNullifierEvaluationParameters,
  blindNullifier,
  canonicalRealId,
  evaluateNullifier,
  finalizeNullifier,
  verifyNullifierEvaluation,
} from "./nullifier.ts";
export {
  type DealNullifierKeyParameters,
  type NullifierKey,
  type NullifierKeyShare,
  dealNullifierKey,
  verifyNullifierShare,
} from "./nullifierKey.ts";
