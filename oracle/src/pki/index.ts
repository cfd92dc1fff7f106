export { type CertificateFacts, describeCertificate } from "./describeCertificate.ts";
export { type FollowedTls, followTlsFolder } from "./followTlsFolder.ts";
export {
  isWithin,
  LOOPBACK,
  NAME_CONSTRAINTS,
  normalSerial,
  organizationUrn,
  permittedDnsNames,
} from "./names.ts";
export { FILES, keyFits } from "./tlsFiles.ts";
export { type OracleTls, tlsOptions } from "./tlsOptions.ts";
export { parseTrust, pemBlocks, type Trust } from "./trust.ts";
export { type PeerIdentity, verifyPeerChain, type VerifyPeerChainOptions } from "./verifyPeerChain.ts";
export { x509 } from "./x509.ts";
