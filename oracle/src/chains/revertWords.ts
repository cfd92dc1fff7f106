import { CORRECTION_WORDS } from "./correctionWords.ts";

/** A sentence for people, then hints on what to do; by the name of the contract's error. */
export const REVERT_WORDS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  SignedActionsInvalidSignature: [
    "The signature is not the named signer's.",
    "Sign again with the wallet the message names, on the right chain.",
  ],
  SignedActionsExpired: [
    "The signed message is past its deadline.",
    "Sign it again.",
    "If it was signed just now, the clock of the device that signed it is wrong: compare deadline and blockTime.",
  ],
  SignedActionsUsedNonce: ["The signed message was already used or withdrawn.", "Sign a new one."],

  IdentityRegistryUnknownPerson: ["Nobody is enrolled under this identity."],
  IdentityRegistryPersonExists: ["This identity is enrolled already."],
  IdentityRegistryInactive: [
    "The identity is suspended or revoked.",
    "Ask the organisation that enrolled it.",
  ],
  IdentityRegistryNotYetValid: ["The credential is not valid yet."],
  IdentityRegistryExpired: [
    "The credential has expired.",
    "Ask the organisation that issued it to renew it.",
  ],
  IdentityRegistryNotController: ["This wallet does not act for the person."],
  IdentityRegistryAlreadyController: ["This wallet acts for the person already."],
  IdentityRegistryLastController: [
    "The last wallet of a person cannot be removed.",
    "Add another one first.",
  ],
  IdentityRegistryNotIssuer: ["The signer may not issue credentials for this organisation."],
  IdentityRegistryRoleNotIssuable: ["The issuer may not enrol people of this role."],
  IdentityRegistryNullifierTaken: ["This real identity is enrolled on this chain already."],
  IdentityRegistryStaleCredential: ["A newer credential is in force."],
  IdentityRegistryAuthorityHold: ["The health authority suspended this person; only it can reinstate."],
  IdentityRegistryRecoveryPending: ["A recovery of this identity is under way."],
  IdentityRegistryRecoveryNotReady: ["The recovery's waiting time is not over."],
  IdentityRegistryInvalidPersonId: [
    "This is not a valid id of a person.",
    "Let the client choose one at random.",
  ],
  IdentityRegistryInvalidValidity: [
    "The credential's time is empty, over, or does not follow the present one's.",
  ],
  IdentityRegistryInvalidNullifier: [
    "The credential lacks what shows that its bearer is enrolled once only.",
  ],
  IdentityRegistryNullifierMismatch: ["The credential is for another real identity than the one enrolled."],
  IdentityRegistryInvalidTransition: ["The person's present status does not allow this change."],
  IdentityRegistryZeroController: ["A person needs a wallet."],
  IdentityRegistryNoRecovery: ["No recovery of this identity is under way."],

  OrganizationRegistryUnknown: ["The organisation is not registered on this chain."],
  OrganizationRegistryInactive: ["The organisation is suspended or expelled."],

  RecordRegistryRecordExists: ["A record with this id exists already."],
  RecordRegistryStaleState: [
    "The record has changed meanwhile, or is unknown on this chain.",
    "Fetch the record again and repeat the step.",
  ],
  RecordClaimsOtherRoot: [
    "The records or the patients' signatures are not those that the author signed.",
    "Let the author sign the batch as it is sent.",
  ],
  RecordClaimsContractSigner: [
    "A contract wallet's signature is checked at once, not on challenge.",
    "Register this record by itself or in a checked batch.",
  ],
  RecordClaimsOtherClaim: ["This is not the signature that the record was registered with."],
  RecordRegistryWrongStatus: ["The record's present status does not allow this step."],
  RecordRegistryWrongSequence: [
    "The statement was signed for an earlier state of the record.",
    "Sign it again.",
  ],
  RecordRegistryNotAuthor: ["Only a doctor or a capture station writes records."],
  RecordRegistryOtherInstitution: ["The author does not belong to the record's institution."],
  RecordRegistryOtherPatient: ["The statement is by someone else than the record's patient."],
  RecordRegistryOtherCommitment: ["The statement names another content than the record's."],
  RecordRegistryNotPatient: ["The record's subject is not enrolled as a patient."],
  RecordRegistryOtherRecord: ["The statement is about another record than the one presented."],
  RecordRegistryIncompleteProposal: ["The proposal lacks an id, a commitment, its proof or a manifest."],
  RecordRegistryEmptyManifest: ["The statement names no manifest."],
  RecordRegistryEmptyBatch: ["The batch holds no record."],
  RecordRegistryNotInBatch: ["A record of the batch is not under the root its author signed."],
  RecordRegistryOtherMandate: ["The treatment mandate is for another patient, treatment or institution."],

  ConsentRegistryInvalidWindow: ["The time the grant is for is empty or over."],
  ConsentRegistryGrantExists: ["This grant is registered already."],
  ConsentRegistryGrantWithdrawn: ["The grant has been revoked.", "Ask the patient for a new grant."],
  ConsentRegistryNotPermitted: ["The grant does not permit this."],
  ConsentRegistryInvalidTagCount: ["A grant or denial names too many tags, or none."],
  ConsentRegistryNoTreatment: ["A treatment mandate must name its treatment."],
  ConsentRegistryMandateRevoked: ["The treatment mandate has been withdrawn."],

  UsageLedgerOtherGrant: ["The signed request names another grant than the one presented."],
  UsageLedgerAccessExists: ["This very access was opened already."],
  UsageLedgerUnknownRecord: ["The record is not registered on this chain."],
  UsageLedgerStaleState: ["The record has changed meanwhile.", "Fetch the record again and repeat the step."],
  UsageLedgerUnexpectedState: ["A state was presented for a record that is not registered on this chain."],
  UsageLedgerNotConfirmed: [
    "The record cannot be read now: the patient has not confirmed it, disputes it, or its content was erased.",
  ],
  UsageLedgerOtherVersion: ["The record has another version now.", "Open the present version."],
  UsageLedgerOtherPatient: ["The grant is by someone else than the record's patient."],

  ...CORRECTION_WORDS,
};

/** Name and sentence of each `IConsentRegistry.Verdict`, by its number. */
export const VERDICT_WORDS: readonly (readonly [name: string, sentence: string, hint?: string])[] = [
  ["Permitted", "The grant permits this."],
  ["MalformedTerms", "The grant's terms are not well formed."],
  ["GrantUnknown", "The grant is not registered with these terms."],
  ["GrantWithdrawn", "The grant has been revoked by the patient.", "Only a new grant of the patient helps."],
  [
    "NotYetValid",
    "The grant is not valid yet.",
    "If it was given for now, the clock of the device that gave it is ahead.",
  ],
  [
    "Expired",
    "The grant has expired.",
    "If it was given for now, the clock of the device that gave it is behind.",
  ],
  ["UsedUp", "The grant has been used as often as it may.", "Ask the patient for a new grant."],
  ["ActionNotGranted", "The grant does not permit this action.", "Ask the patient for a grant that does."],
  ["OutOfScope", "The grant is not for this record.", "Ask the patient for a grant that covers it."],
  ["Denied", "The patient has denied this access.", "No grant helps until the patient lifts that."],
  ["GrantorInactive", "The grantor's identity is suspended, expired or revoked."],
  ["RequesterInactive", "The reader's identity is suspended, expired or revoked."],
  ["NotGrantee", "The grant is for someone else."],
];
