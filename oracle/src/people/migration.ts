import { APPOINTMENT_MIGRATION } from "../appointments/appointmentTable.ts";
import { DIRECTORY_MIGRATION } from "../directory/listingTable.ts";
import { DESK_MIGRATION } from "../enrolment/deskTable.ts";
import { ENROLMENT_MIGRATION } from "../enrolment/enrolmentTable.ts";
import { EVALUATION_MIGRATION } from "../enrolment/evaluationPolicy.ts";
import { REDEMPTION_MIGRATION } from "../enrolment/redemptionTable.ts";
import { KEY_MIGRATION } from "../keyManifests/keyTable.ts";
import { KEYRING_MIGRATION } from "../keyrings/keyringTable.ts";
import { MAIL_MIGRATION } from "../mailbox/mailTable.ts";

/** Tables about people: who is enrolled, their keys, appointments and messages. */
export const PEOPLE_MIGRATION = [
  ENROLMENT_MIGRATION,
  DESK_MIGRATION,
  REDEMPTION_MIGRATION,
  EVALUATION_MIGRATION,
  KEYRING_MIGRATION,
  KEY_MIGRATION,
  DIRECTORY_MIGRATION,
  APPOINTMENT_MIGRATION,
  MAIL_MIGRATION,
].join(";\n");
