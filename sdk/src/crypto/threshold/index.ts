export { type CombinePartialsParameters, combinePartials } from "./combinePartials.ts";
export {
  type DealReencryptionSharesParameters,
  type ReencryptionDeal,
  dealReencryptionShares,
} from "./dealReencryptionShares.ts";
export { type OpenReencryptedParameters, openReencrypted } from "./openReencrypted.ts";
export type { ReencryptionPartial } from "./partial.ts";
export { type PartialFromScalarShareParameters, partialFromScalarShare } from "./partialFromScalarShare.ts";
export {
  type ReencryptionPartialJson,
  decodeReencryptionPartial,
  encodeReencryptionPartial,
} from "./partialJson.ts";
export { type PartialReencryptParameters, partialReencrypt } from "./partialReencrypt.ts";
export {
  type DealScalarSharesParameters,
  type ScalarDeal,
  type ScalarShare,
  type VerifyScalarShareParameters,
  dealScalarShares,
  verifyScalarShare,
} from "./scalarShares.ts";
export { type VerifyPartialParameters, verifyPartial } from "./verifyPartial.ts";
export {
  type VerifyReencryptionShareParameters,
  verifyReencryptionShare,
} from "./verifyReencryptionShare.ts";
