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
  heldDealSchema,
  linkSchema,
  sealedDealSchema,
  type Coverage,
  type Deal,
  type DealtKey,
  type GrantPackage,
  type HeldDeal,
  type PeerDenials,
  type PersonLink,
  type PersonLinkProof,
  type SealedDeal,
} from "./deal-schema.ts";
export { discloseGrant, type Disclosure, type GrantHeader } from "./disclosure.ts";
export { ACTION, grantSchema, termsSchema, type Action, type Grant, type Terms } from "./grant-schema.ts";
export { grantsBeyondDenial, type OwnGrant } from "./grants-beyond-denial.ts";
export { packageForGrantee } from "./grant-package.ts";
export { chooseHome, roleGrantee, type ConsentHome } from "./home.ts";
export {
  dealForEmergency,
  dealForGrant,
  emergencyDealId,
  type DealInput,
  type GrantDealInput,
  type KeyToDeal,
  type MadeDeals,
  type MadeGrantDeals,
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
