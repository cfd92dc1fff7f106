import type { CommandDefinition } from "../lib/command.ts";
import { validateCommand } from "./fhir/validate.ts";
import { networkCommand } from "./network.ts";
import { initCommand } from "./pki/init.ts";
import { issueCommand } from "./pki/issue.ts";
import { renewCommand } from "./pki/renew.ts";
import { revokeCommand as revokeCertificateCommand } from "./pki/revoke.ts";
import { showCommand as showCertificatesCommand } from "./pki/show.ts";
import { createCommand } from "./profile/create.ts";
import { listCommand as listProfilesCommand } from "./profile/list.ts";
import { showCommand as showProfileCommand } from "./profile/show.ts";
import { acceptCommand } from "./enrol/accept.ts";
import { consortiumCommand } from "./enrol/consortium.ts";
import { identifyCommand } from "./enrol/identify.ts";
import { listCommand as listEnrolmentsCommand } from "./enrol/list.ts";
import { requestCommand as requestEnrolmentCommand } from "./enrol/request.ts";
import { statusCommand } from "./enrol/status.ts";

export interface Group {
  readonly name: string;
  readonly summary: string;
  readonly commands: readonly CommandDefinition[];
}

/** Commands by what they are about, in the order in which somebody meets them. */
export const GROUPS: readonly Group[] = [
  {
    name: "profile",
    summary: "who you are: wallets and keys on this machine",
    commands: [createCommand, showProfileCommand, listProfilesCommand],
  },
  {
    name: "enrol",
    summary: "become known to an institution, at its desk, and to the network",
    commands: [
      requestEnrolmentCommand,
      identifyCommand,
      acceptCommand,
      consortiumCommand,
      statusCommand,
      listEnrolmentsCommand,
    ],
  },
  { name: "fhir", summary: "FHIR R4 files", commands: [validateCommand] },
  {
    name: "pki",
    summary: "certificates with which oracles know each other",
    commands: [initCommand, issueCommand, renewCommand, revokeCertificateCommand, showCertificatesCommand],
  },
];

/** Commands without a group. */
export const COMMANDS: readonly CommandDefinition[] = [networkCommand];
