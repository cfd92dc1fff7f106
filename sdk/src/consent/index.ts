export {
  accessQuerySchema,
  openAccessRequest,
  prepareAccessRequest,
  type AccessQuery,
  type PreparedAccessRequest,
} from "./access-request.ts";
export {
  buildGrant,
  consentDomain,
  denyTagsFor,
  signGrant,
  type Grantee,
  type GrantInput,
  type GrantScope,
  type SignedGrant,
} from "./build-grant.ts";
export {
  dealSchema,
  grantPackageSchema,
  linkSchema,
  sealedDealSchema,
  type Coverage,
  type Deal,
  type DealtKey,
  type GrantPackage,
  type PeerDenials,
  type PersonLinkProof,
  type SealedDeal,
} from "./deal-schema.ts";
export { discloseGrant, type Disclosure, type GrantHeader } from "./disclosure.ts";
export { ACTION, grantSchema, termsSchema, type Action, type Grant, type Terms } from "./grant-schema.ts";
export { grantsBeyondDenial, type OwnGrant } from "./grants-beyond-denial.ts";
export { chooseHome, roleGrantee, type ConsentHome } from "./home.ts";
export {
  dealForEmergency,
  dealForGrant,
  emergencyDealId,
  packageForGrantee,
  type DealInput,
  type KeyToDeal,
  type MadeDeals,
} from "./make-deals.ts";
export { openDeal, openGrantPackage } from "./open-deal.ts";
export { linkPseudonyms, verifyLink, type Pseudonym } from "./person-link.ts";
export { summarize, type GrantFacts, type GrantWords, type Language } from "./preview.ts";
export {
  newNonce,
  signDenial,
  signMandate,
  signMandateRevocation,
  signRevocation,
  type Signed,
  type SignedMandate,
  type Speaker,
} from "./statements.ts";
