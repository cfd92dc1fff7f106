export { openAddress, sealAddress, type StorageAddress } from "./address.ts";
export { openAuthorParts, sealAuthorParts } from "./author-parts.ts";
export { buildAuthorManifest, signManifest, type AuthorManifestInput, type SignedManifest } from "./build.ts";
export { capsuleContextOf, capsuleOf, findCapsules } from "./capsules.ts";
export { decodeChameleonKey, encodeChameleonKey } from "./chameleon-key.ts";
export {
  createInstitutionDeal,
  openInstitutionShare,
  requireDistinct,
  type InstitutionShare,
  type NewInstitutionDeal,
  type ProxyAddressee,
} from "./institution-deal.ts";
export { openInstitutionPart, releaseInstitutionPart } from "./institution-part.ts";
export { buildPatientManifest } from "./patient-manifest.ts";
export {
  manifestSchema,
  type InstitutionDeal,
  type Manifest,
  type ManifestContent,
  type Opening,
  openingSchema,
} from "./schema.ts";
export { openingHashOf, verifyManifest, type ManifestExpectation } from "./verify.ts";
