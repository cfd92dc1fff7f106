export {
  appointmentsOf,
  assignAppointment,
  type OpenRequest,
  openRequests,
  requestAppointment,
} from "./appointments.ts";
export { confirmRecord, disputeRecord } from "./confirmRecord.ts";
export { findGrantees } from "./findGrantee.ts";
export {
  giveGrant,
  type GivenGrant,
  type GiveGrantOptions,
  type SharedScope,
  type SharedWith,
} from "./giveGrant.ts";
export { ownKeyManifest, ownSealingLeaf } from "./keyManifest.ts";
export { createPerson, type KeyPlan, type OwnPseudonym, type Person, type PersonOptions } from "./person.ts";
export { homeAt, institutionOf, proxiesOf, registryAt } from "./places.ts";
export {
  openAccess,
  type OpenedAccess,
  readAccess,
  readShared,
  type ReadSharedOptions,
} from "./readShared.ts";
export { publishKeys } from "./publishKeys.ts";
export { type ReceivedGrant, type ReceivedGrants, receivedGrants } from "./receivedGrants.ts";
export { type OwnRecord, reviewRecord } from "./reviewRecord.ts";
export { verifiedLeaf } from "./verifiedLeaf.ts";
export { withdrawGrant } from "./withdrawGrant.ts";
export { writeRecord, type WriteRecordOptions, type WrittenRecord } from "./writeRecord.ts";
