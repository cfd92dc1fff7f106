import { encodeFunctionData } from "viem";
import { consentRegistryAbi, identityRegistryAbi, recordRegistryAbi, usageLedgerAbi } from "../abi/index.ts";
import type { Hex } from "../codec/index.ts";
import type { Disclosure, GrantHeader } from "../consent/disclosure.ts";
import type { MessageOf } from "../eip712/index.ts";
import type { ClaimCheck, PreparedClaims, RecordState } from "../record/index.ts";

/** A call for a relayer to send, or for the person's own wallet. */
export interface ContractCall {
  readonly to: Hex;
  readonly data: Hex;
}

/** What the usage ledger takes in place of a record that is registered on another chain. */
const NO_STATE: RecordState = {
  recordId: zero(),
  patient: zero(),
  author: zero(),
  institution: zero(),
  treatmentId: zero(),
  categoryTag: zero(),
  commitment: zero(),
  commitmentProof: zero(),
  manifestHash: zero(),
  keywordRoot: zero(),
  stationRoot: zero(),
  version: 0,
  sequence: 0,
  status: 0,
};

/** Calls of a `RecordRegistry`, each with the signature of whom it concerns. */
export const recordCalls = {
  propose: (to: Hex, proposal: MessageOf<"Proposal">, signature: Hex): ContractCall => ({
    to,
    data: encodeFunctionData({
      abi: recordRegistryAbi,
      functionName: "propose",
      args: [proposal, signature],
    }),
  }),
  confirm: (
    to: Hex,
    state: RecordState,
    confirmation: MessageOf<"Confirmation">,
    signature: Hex,
  ): ContractCall => ({
    to,
    data: encodeFunctionData({
      abi: recordRegistryAbi,
      functionName: "confirm",
      args: [state, confirmation, signature],
    }),
  }),
  confirmByMandate: (
    to: Hex,
    state: RecordState,
    mandate: MessageOf<"Mandate">,
    signature: Hex,
  ): ContractCall => ({
    to,
    data: encodeFunctionData({
      abi: recordRegistryAbi,
      functionName: "confirmByMandate",
      args: [state, mandate, signature],
    }),
  }),
  /** Many records, the patients' signatures checked on challenge. */
  registerOnChallenge: (to: Hex, { batch, signature, items }: PreparedClaims): ContractCall => ({
    to,
    data: encodeFunctionData({
      abi: recordRegistryAbi,
      functionName: "registerOnChallenge",
      args: [batch, signature, items],
    }),
  }),
  /** Has the chain check the patients' signatures of claimed records; nobody's signature is needed. */
  checkClaims: (to: Hex, checks: readonly ClaimCheck[]): ContractCall => ({
    to,
    data: encodeFunctionData({ abi: recordRegistryAbi, functionName: "checkClaims", args: [checks] }),
  }),
  dispute: (to: Hex, state: RecordState, dispute: MessageOf<"Dispute">, signature: Hex): ContractCall => ({
    to,
    data: encodeFunctionData({
      abi: recordRegistryAbi,
      functionName: "dispute",
      args: [state, dispute, signature],
    }),
  }),
  updateManifest: (
    to: Hex,
    state: RecordState,
    update: MessageOf<"ManifestUpdate">,
    signature: Hex,
  ): ContractCall => ({
    to,
    data: encodeFunctionData({
      abi: recordRegistryAbi,
      functionName: "updateManifest",
      args: [state, update, signature],
    }),
  }),
} as const;

/** Calls of a `ConsentRegistry`. Registering gives it nothing of the terms but their hash. */
export const consentCalls = {
  registerGrant: (to: Hex, header: GrantHeader, termsHash: Hex, signature: Hex): ContractCall => ({
    to,
    data: encodeFunctionData({
      abi: consentRegistryAbi,
      functionName: "registerGrant",
      args: [header, termsHash, signature],
    }),
  }),
  revoke: (to: Hex, revocation: MessageOf<"Revocation">, signature: Hex): ContractCall => ({
    to,
    data: encodeFunctionData({
      abi: consentRegistryAbi,
      functionName: "revoke",
      args: [revocation, signature],
    }),
  }),
  deny: (to: Hex, denial: MessageOf<"Denial">, signature: Hex): ContractCall => ({
    to,
    data: encodeFunctionData({ abi: consentRegistryAbi, functionName: "deny", args: [denial, signature] }),
  }),
  revokeMandate: (to: Hex, revocation: MessageOf<"MandateRevocation">, signature: Hex): ContractCall => ({
    to,
    data: encodeFunctionData({
      abi: consentRegistryAbi,
      functionName: "revokeMandate",
      args: [revocation, signature],
    }),
  }),
  requestAccess: (to: Hex, request: MessageOf<"AccessRequest">, signature: Hex): ContractCall => ({
    to,
    data: encodeFunctionData({
      abi: consentRegistryAbi,
      functionName: "requestAccess",
      args: [request, signature],
    }),
  }),
} as const;

/** Calls of a `UsageLedger`. */
export const usageCalls = {
  /** @param state of the record on its own chain; null on a chain where it is not registered */
  open: (
    to: Hex,
    request: MessageOf<"OpenRequest">,
    disclosure: Disclosure,
    state: RecordState | null,
    signature: Hex,
  ): ContractCall => ({
    to,
    data: encodeFunctionData({
      abi: usageLedgerAbi,
      functionName: "open",
      args: [request, disclosure, state ?? NO_STATE, signature],
    }),
  }),
} as const;

/** Calls of an `IdentityRegistry`. */
export const identityCalls = {
  changeKeyManifest: (to: Hex, change: MessageOf<"KeyManifestChange">, signature: Hex): ContractCall => ({
    to,
    data: encodeFunctionData({
      abi: identityRegistryAbi,
      functionName: "changeKeyManifest",
      args: [change, signature],
    }),
  }),
  enroll: (
    to: Hex,
    credential: MessageOf<"Credential">,
    issuerSignature: Hex,
    controllerSignature: Hex,
  ): ContractCall => ({
    to,
    data: encodeFunctionData({
      abi: identityRegistryAbi,
      functionName: "enroll",
      args: [credential, issuerSignature, controllerSignature],
    }),
  }),
} as const;

function zero(): Hex {
  return `0x${"00".repeat(32)}`;
}
