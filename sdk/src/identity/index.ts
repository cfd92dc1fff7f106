export {
  acceptControl,
  signControllerChange,
  signKeyManifestChange,
  signNonceInvalidation,
  signRecoveryCancel,
  type Holder,
} from "./control.ts";
export {
  acceptCredential,
  enrollmentRequestSchema,
  issueCredential,
  issuedCredentialSchema,
  type Enrollment,
  type EnrollmentRequest,
  type IssuedCredential,
} from "./enrolment.ts";
export {
  approveRecovery,
  signRecovery,
  signStatusChange,
  type IssuerSide,
  type SignedStatusChange,
} from "./issuing.ts";
export { identityDomain, type IdentityAt } from "./place.ts";
export { newPersonId, PERSON_STATUS, ROLE, type PersonStatus, type Role } from "./roles.ts";
