import type { CommandDefinition } from "../lib/command.ts";
import { allowCommand } from "./appointment/allow.ts";
import { assignCommand } from "./appointment/assign.ts";
import { cancelCommand, closeCommand } from "./appointment/end.ts";
import { listCommand as listAppointments } from "./appointment/list.ts";
import { mandateCommand } from "./appointment/mandate.ts";
import { mandatesCommand } from "./appointment/mandates.ts";
import { requestCommand as requestAppointment } from "./appointment/request.ts";
import { showCommand as showAppointment } from "./appointment/show.ts";
import { auditCommand } from "./audit.ts";
import { bridgeCommand } from "./bridge.ts";
import { boundsCommand } from "./committee/bounds.ts";
import {
  declineCommand as declineCorrection,
  permitCommand,
  reviewCommand as reviewCorrection,
  withdrawCommand,
} from "./corrections/answer.ts";
import { correctCommand } from "./corrections/correct.ts";
import { eraseCommand } from "./corrections/erase.ts";
import { listCommand as listCorrections } from "./corrections/list.ts";
import { askCommand, challengeCommand, erasuresCommand, inboxCommand } from "./corrections/talk.ts";
import { beginCommand } from "./custody/begin.ts";
import { cancelCommand as cancelKey } from "./custody/cancel.ts";
import { continueCommand } from "./custody/continue.ts";
import { approveCommand, declineCommand } from "./custody/decide.ts";
import { introduceCommand } from "./custody/introduce.ts";
import { registerCommand } from "./custody/register.ts";
import { requestsCommand } from "./custody/requests.ts";
import { showCommand as showCustody } from "./custody/show.ts";
import { decodeCommand } from "./decode.ts";
import { denyCommand } from "./deny.ts";
import { joinCommand, leaveCommand } from "./directory/membership.ts";
import { searchCommand } from "./directory/search.ts";
import { acceptCommand } from "./enrol/accept.ts";
import { byIssuerCommand } from "./enrol/byIssuer.ts";
import { consortiumCommand } from "./enrol/consortium.ts";
import { identifyCommand } from "./enrol/identify.ts";
import { listCommand as listEnrolments } from "./enrol/list.ts";
import { requestCommand as requestEnrolment } from "./enrol/request.ts";
import { statusCommand } from "./enrol/status.ts";
import { measurementsCommand } from "./fhir/measurements.ts";
import { validateCommand } from "./fhir/validate.ts";
import { giveCommand } from "./grant/give.ts";
import { listCommand as listGrants } from "./grant/list.ts";
import { receivedCommand } from "./grant/received.ts";
import { showCommand as showGrant } from "./grant/show.ts";
import { resealCommand } from "./keys/reseal.ts";
import { rotateCommand } from "./keys/rotate.ts";
import { networkCommand } from "./network.ts";
import { initCommand } from "./pki/init.ts";
import { issueCommand } from "./pki/issue.ts";
import { renewCommand } from "./pki/renew.ts";
import { revokeCommand as revokeCertificate } from "./pki/revoke.ts";
import { showCommand as showCertificates } from "./pki/show.ts";
import { acceptCommand as acceptPolicy, withdrawCommand as withdrawPolicy } from "./policy/decide.ts";
import { listCommand as listPolicies } from "./policy/list.ts";
import { showCommand as showPolicy } from "./policy/show.ts";
import { createCommand } from "./profile/create.ts";
import { listCommand as listProfiles } from "./profile/list.ts";
import { showCommand as showProfile } from "./profile/show.ts";
import { makeCommand as makeProof } from "./proof/make.ts";
import { verifyCommand as verifyProof } from "./proof/verify.ts";
import { confirmCommand } from "./record/confirm.ts";
import { disputeCommand } from "./record/dispute.ts";
import { checkKeptCommand, keepCommand } from "./record/keep.ts";
import { listCommand as listRecords } from "./record/list.ts";
import { checkProofCommand, proveCommand } from "./record/prove.ts";
import { proposeCommand } from "./record/propose.ts";
import { readCommand } from "./record/read.ts";
import { reviewCommand } from "./record/review.ts";
import { verifyCommand } from "./record/verify.ts";
import { listCommand as listRequests } from "./request/list.ts";
import { makeCommand } from "./request/make.ts";
import { revokeCommand } from "./revoke.ts";
import { simulateCommand } from "./simulate.ts";
import { usageCommand } from "./usage.ts";

export interface Group {
  readonly name: string;
  readonly summary: string;
  readonly commands: readonly CommandDefinition[];
  /** Name of the command that runs when the group is called without one. */
  readonly otherwise?: string;
}

/** A command without a group, or a group, in the order in which somebody meets them. */
export const COMMANDS: readonly (Group | CommandDefinition)[] = [
  networkCommand,
  {
    name: "profile",
    summary: "who you are: wallets and keys on this machine",
    commands: [createCommand, showProfile, listProfiles],
  },
  {
    name: "enrol",
    summary: "become known to an institution, at its desk, and to the network",
    commands: [
      requestEnrolment,
      identifyCommand,
      acceptCommand,
      consortiumCommand,
      statusCommand,
      listEnrolments,
      byIssuerCommand,
    ],
  },
  {
    name: "appointment",
    summary: "a patient asks, a manager names the doctor",
    commands: [
      requestAppointment,
      listAppointments,
      showAppointment,
      assignCommand,
      allowCommand,
      mandateCommand,
      mandatesCommand,
      cancelCommand,
      closeCommand,
    ],
  },
  {
    name: "record",
    summary: "doctors propose records, patients confirm and read them",
    commands: [
      proposeCommand,
      listRecords,
      reviewCommand,
      confirmCommand,
      disputeCommand,
      readCommand,
      verifyCommand,
      proveCommand,
      checkProofCommand,
      keepCommand,
      checkKeptCommand,
    ],
  },
  {
    name: "proof",
    summary: "files that prove a record to anybody, up to a public chain",
    commands: [makeProof, verifyProof],
  },
  correctCommand,
  eraseCommand,
  {
    name: "corrections",
    summary: "say that a record is wrong; look at corrections, permit them or not",
    commands: [
      askCommand,
      inboxCommand,
      listCorrections,
      reviewCorrection,
      permitCommand,
      declineCorrection,
      withdrawCommand,
      erasuresCommand,
      challengeCommand,
    ],
  },
  {
    name: "grant",
    summary: "share a record with one person, until a day, for a purpose",
    commands: [giveCommand, listGrants, showGrant, receivedCommand],
  },
  revokeCommand,
  denyCommand,
  usageCommand,
  {
    name: "request",
    summary: "doctors ask patients for access",
    commands: [makeCommand, listRequests],
    otherwise: "make",
  },
  {
    name: "directory",
    summary: "doctors who want to be found",
    commands: [searchCommand, joinCommand, leaveCommand],
  },
  {
    name: "keys",
    summary: "replace your keys, and put your records under the new ones",
    commands: [rotateCommand, resealCommand],
  },
  {
    name: "custody",
    summary: "officers who hold the institution's trapdoor together, so that nobody corrects alone",
    commands: [
      showCustody,
      introduceCommand,
      beginCommand,
      continueCommand,
      cancelKey,
      registerCommand,
      requestsCommand,
      approveCommand,
      declineCommand,
    ],
  },
  {
    name: "policy",
    summary: "what amendments may touch: the health authority's word",
    commands: [listPolicies, showPolicy, acceptPolicy, withdrawPolicy],
    otherwise: "list",
  },
  {
    name: "committee",
    summary: "committees of stations that vote",
    commands: [boundsCommand],
  },
  auditCommand,
  decodeCommand,
  simulateCommand,
  bridgeCommand,
  { name: "fhir", summary: "FHIR R4 files", commands: [validateCommand, measurementsCommand] },
  {
    name: "pki",
    summary: "certificates with which oracles know each other",
    commands: [initCommand, issueCommand, renewCommand, revokeCertificate, showCertificates],
  },
];
