export { acceptAtDesk } from "./acceptAtDesk.ts";
export { addRecordKey, hasRecordKey } from "./addRecordKey.ts";
export { type Applicant, enrollmentRequest, identityAt } from "./applicant.ts";
export {
  appointmentsOf,
  assignAppointment,
  type OpenRequest,
  openRequests,
  requestAppointment,
} from "./appointments.ts";
export { carriesKeys } from "./carriesKeys.ts";
export { challengeOpening } from "./challengeOpening.ts";
export { confirmByMandate } from "./confirmByMandate.ts";
export { confirmRecord, disputeRecord } from "./confirmRecord.ts";
export {
  type ConnectionOptions,
  type Connections,
  createConnections,
  type OwnPseudonym,
} from "./connections.ts";
export { acceptedPolicies, isPolicyAccepted } from "./acceptedPolicies.ts";
export { type CorrectionBounds } from "./correctionBounds.ts";
export { type NewContent, type OpenedPresent, type ProvingStage } from "./correctionFields.ts";
export { type AmendmentPlan, planAmendment, requirePolicy } from "./planAmendment.ts";
export { openedMail, type ReceivedCorrectionMail } from "./correctionMail.ts";
export { type CheckedProof, checkPatientProof, proveRecord } from "./patientTree.ts";
export { erasuresOf } from "./erasures.ts";
export {
  declineCorrection,
  openingArgumentOf,
  permitCorrection,
  withdrawCorrection,
} from "./permitCorrection.ts";
export { prepareCorrection, type PrepareCorrectionOptions, prepareErasure } from "./prepareCorrection.ts";
export {
  answerCorrectionRequest,
  correctionAnswers,
  type CorrectionRequest,
  correctionRequests,
  requestCorrection,
  type RequestCorrectionOptions,
  sentCorrectionRequests,
} from "./requestCorrection.ts";
export {
  type NextVersion,
  pendingCorrections,
  reviewCorrection,
  type ReviewedCorrection,
} from "./reviewCorrection.ts";
export { type SectionDifference } from "./sectionDifferences.ts";
export { correctionNotices, tellReaders, type ToldReader } from "./tellReaders.ts";
export { correctionAt, verifiedRecord, type WhichRecord } from "./verifiedRecord.ts";
export { type AdvancedRequest, advanceRequest } from "./advanceCustodyRequest.ts";
export { advanceCeremony, beginCustody, type CeremonyProgress } from "./custodyCeremony.ts";
export { type CustodyManager, custodyManagers, introduceToManagers } from "./custodyManagers.ts";
export { type CustodyOfficer, type HeldShare, heldShare } from "./custodyOfficer.ts";
export {
  approveCustodyRequest,
  type CustodyRequestInWords,
  custodyRequests,
  declineCustodyRequest,
  reviewCustodyRequest,
} from "./custodyRequests.ts";
export { type CustodyStore, memoryCustody } from "./custodyStore.ts";
export { dealToEmergencyKey } from "./dealToEmergencyKey.ts";
export { denyAccess, type DeniedScope, type DenyOptions } from "./denyAccess.ts";
export { type DraftStore, memoryDrafts } from "./draftStore.ts";
export { leaveDirectory, listInDirectory, searchDirectory } from "./directory.ts";
export { allowCategories, giveMandate, withdrawMandate } from "./enclose.ts";
export { cancelAppointment, closeAppointment } from "./endAppointment.ts";
export { enrolByIssuer } from "./enrolByIssuer.ts";
export { enrolByVoucher, type HeldVoucher, requestVoucher } from "./enrolByVoucher.ts";
export { everyItem, everyPage } from "./everyPage.ts";
export { fetchKeyring } from "./fetchKeyring.ts";
export { findGrantees, type FoundGrantee } from "./findGrantee.ts";
export { findPseudonyms, type FoundPseudonym } from "./findPseudonyms.ts";
export {
  giveGrant,
  type GivenGrant,
  type GiveGrantOptions,
  type SharedScope,
  type SharedWith,
} from "./giveGrant.ts";
export { granteeById } from "./granteeById.ts";
export { type GrantState, grantStateOf, type GrantUse, isDenied, receivedGrantState } from "./grantState.ts";
export { homeOf, homeOracle } from "./homeOracle.ts";
export {
  BACKDATING_SECONDS,
  CREDENTIAL_SECONDS,
  type DeskRole,
  identifyAtDesk,
  type Identified,
  type IdentifyOptions,
} from "./identifyAtDesk.ts";
export { keepKeyring } from "./keepKeyring.ts";
export { type NewEpochs, nextKeyPlan } from "./keyPlan.ts";
export { listMandates, type OwnMandate } from "./listMandates.ts";
export { ownFields, type OwnFields } from "./ownFields.ts";
export { type MadeProof, makeProof, type ProofStage } from "./makeProof.ts";
export { ownKeyManifest, ownSealingLeaf } from "./keyManifest.ts";
export { type AppointmentFilter, listAppointments, type OpenedAppointment } from "./listAppointments.ts";
export { type OwnGrant, ownGrants } from "./ownGrants.ts";
export { ownIdentities } from "./ownIdentities.ts";
export { coveredRecords } from "./coveredRecords.ts";
export { createPerson, type KeyPlan, type Person, type PersonOptions } from "./person.ts";
export { homeAt, institutionOf, proxiesOf, registryAt } from "./places.ts";
export { type GrantedRead, readGranted, type ReadGrantedOptions } from "./readGranted.ts";
export {
  openAccess,
  type OpenedAccess,
  readAccess,
  readShared,
  type ReadSharedOptions,
} from "./readShared.ts";
export { type RedealtGrant, redealGrants } from "./redealGrants.ts";
export { readCaptured, type StationStanding, type VerifiedCapture } from "./readCaptured.ts";
export { readKeyPlan } from "./readKeyPlan.ts";
export { publishKeys } from "./publishKeys.ts";
export { givenGrants, type ReceivedGrant, type ReceivedGrants, receivedGrants } from "./receivedGrants.ts";
export { givenRedacted, receivedRedacted, type ReceivedRedacted } from "./receivedRedacted.ts";
export { receivedReasons } from "./receivedReasons.ts";
export { type ReceivedRequest, receivedRequests } from "./receivedRequests.ts";
export { registerOfficersKey, registerSingleKey, type RegistrationCall } from "./registerTrapdoorKey.ts";
export { requestAccess, type RequestAccessOptions } from "./requestAccess.ts";
export { type Resealed, type ResealOptions, type ResealProgress, resealRecords } from "./resealRecords.ts";
export { type OwnRecord, reviewRecord } from "./reviewRecord.ts";
export {
  finishRotation,
  type RotatedKeys,
  rotateKeys,
  type RotateKeysOptions,
  type RotationStep,
} from "./rotateKeys.ts";
export { shareRedacted, type SharedRedacted, type ShareRedactedOptions } from "./shareRedacted.ts";
export { type AttestedStanding } from "./attestedStanding.ts";
export { type RedactedStanding, type VerifiedRedacted, verifyRedacted } from "./verifyRedacted.ts";
export { verifyAccount, type VerifiedAccount } from "./verifyAccount.ts";
export { verifiedLeaf } from "./verifiedLeaf.ts";
export { waitAtDesk } from "./waitAtDesk.ts";
export { withdrawGrant } from "./withdrawGrant.ts";
export { writeRecord, type WriteRecordOptions, type WrittenRecord } from "./writeRecord.ts";
