export { type RealIdentity, canonicalRealId } from "./canonicalRealId.ts";
export {
  type BlindNullifierParameters,
  type BlindedNullifier,
  type EvaluateNullifierParameters,
  type FinalizeNullifierParameters,
  type NullifierEvaluation,
  type VerifyNullifierEvaluationParameters,
  blindNullifier,
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
