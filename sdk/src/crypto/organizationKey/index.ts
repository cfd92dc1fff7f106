export { type DealOrganizationKeyParameters, dealOrganizationKey } from "./dealOrganizationKey.ts";
export {
  type CheckContributionsParameters,
  type JudgeComplaintParameters,
  type KeyComplaint,
  checkContributions,
  judgeComplaint,
} from "./generation/complaints.ts";
export type { KeyContribution, KeyContributionShare } from "./generation/contribution.ts";
export {
  type CreateKeyContributionParameters,
  createKeyContribution,
} from "./generation/createKeyContribution.ts";
export { type FinishKeyGenerationParameters, finishKeyGeneration } from "./generation/finishKeyGeneration.ts";
export {
  type MultiplySharesParameters,
  type ProductShare,
  multiplyShares,
} from "./generation/multiplyShares.ts";
export type { KeyGenerationSession } from "./generation/session.ts";
export { verifyContribution, verifyContributionShare } from "./generation/verifyContribution.ts";
export type { OrganizationKey } from "./key.ts";
export { type OrganizationKeyJson, decodeOrganizationKey, encodeOrganizationKey } from "./keyJson.ts";
export {
  type DealReshareParameters,
  type FinishReshareParameters,
  type ReshareContribution,
  type ReshareShare,
  dealReshare,
  finishReshare,
} from "./reshare/reshare.ts";
export { type CombineReencryptedParameters, combineReencrypted } from "./unwrap/combineReencrypted.ts";
export { type OpenForOrganizationParameters, openForOrganization } from "./unwrap/openForOrganization.ts";
export {
  type OrganizationPartial,
  type OrganizationPartialJson,
  decodeOrganizationPartial,
  encodeOrganizationPartial,
} from "./unwrap/partial.ts";
export {
  type UnwrapPartialParameters,
  type VerifyUnwrapPartialParameters,
  unwrapPartial,
  verifyUnwrapPartial,
} from "./unwrap/unwrapPartial.ts";
export {
  type VerifyOrganizationShareParameters,
  verifyOrganizationKey,
  verifyOrganizationShare,
} from "./verifyOrganizationKey.ts";
