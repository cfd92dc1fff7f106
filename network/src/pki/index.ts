export { type CertificateAuthority, keyFromPem, keyToPem } from "./authority.ts";
export { certifiedHosts } from "./certifiedHosts.ts";
export { createRoot } from "./createRoot.ts";
export { createSigningRequest, type SigningRequest } from "./createSigningRequest.ts";
export { pkiPaths } from "./folder.ts";
export { issueIntermediate } from "./issueIntermediate.ts";
export { issueOracleCertificate } from "./issueOracleCertificate.ts";
export {
  issueRevocationList,
  readRevocationList,
  type RevocationReason,
  type RevokedCertificate,
} from "./issueRevocationList.ts";
export { maintainPki, type PkiChange, type PkiOrganization } from "./maintainPki.ts";
export { type CertificateStatus, pkiStatus } from "./pkiStatus.ts";
export { isRenewalDue } from "./profile.ts";
export { reissueCertificate } from "./reissueCertificate.ts";
export { type PkiTarget, revokeCertificate } from "./revokeCertificate.ts";
