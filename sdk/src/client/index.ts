export { createDeskClient, type DeskClient, type DeskClientOptions } from "./createDeskClient.ts";
export { createOracleClient, type OracleClient, type OracleClientOptions } from "./createOracleClient.ts";
export { type LoginSigner, type SignedLogin } from "./login.ts";
export { createLoginMessage, parseLoginMessage, type LoginMessage } from "./loginMessage.ts";
export { problemToError } from "./problemToError.ts";
export { requestNullifier } from "./requestNullifier.ts";
export { DEFAULT_RETRY, type RetryPolicy } from "./retry.ts";
export { type AnchorMethods } from "./routes/anchors.ts";
export { type CommitteeMethods } from "./routes/committee.ts";
export { type CorrectionMethods } from "./routes/corrections.ts";
export { type CustodyMethods } from "./routes/custody.ts";
export { type DealMethods } from "./routes/deals.ts";
export { type InstitutionMethods } from "./routes/institution.ts";
export { type ObjectMethods } from "./routes/objects.ts";
export { type ProxyMethods, type ProxyQuestion } from "./routes/proxy.ts";
export {
  type Page,
  type PageOptions,
  type RecordMethods,
  type SignedDocumentInfo,
} from "./routes/records.ts";
export { type AppointmentMethods, type AppointmentSearch } from "./routes/appointments.ts";
export { type DirectoryMethods, type DirectorySearch } from "./routes/directory.ts";
export { type EnrolmentMethods, type VoucherChoice } from "./routes/enrolment.ts";
export { type KeyMethods } from "./routes/keyManifests.ts";
export { type KeyringMethods } from "./routes/keyrings.ts";
export { type MailMethods } from "./routes/mailbox.ts";
export { type SummaryMethods } from "./routes/summaries.ts";
export * from "./schema/anchors.ts";
export * from "./schema/appointments.ts";
export * from "./schema/attestations.ts";
export * from "./schema/committee.ts";
export * from "./schema/corrections.ts";
export * from "./schema/custody.ts";
export * from "./schema/deals.ts";
export * from "./schema/directory.ts";
export * from "./schema/enrolment.ts";
export * from "./schema/institution.ts";
export * from "./schema/keyManifests.ts";
export * from "./schema/keyrings.ts";
export * from "./schema/mailbox.ts";
export * from "./schema/manifests.ts";
export * from "./schema/objects.ts";
export * from "./schema/primitives.ts";
export * from "./schema/problem.ts";
export * from "./schema/summaries.ts";
export * from "./schema/proxy.ts";
export * from "./schema/records.ts";
export * from "./schema/relay.ts";
export * from "./schema/session.ts";
export { createSessionKey, restoreSessionKey, type SessionKey } from "./sessionKey.ts";
export * from "./signature/components.ts";
export { signRequest, type SignRequestParameters } from "./signature/signRequest.ts";
export { signatureBase, type SignatureBaseInput } from "./signature/signatureBase.ts";
export { type TransferOptions, type UploadOptions } from "./transfer/upload.ts";
