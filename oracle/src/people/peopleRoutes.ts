import { appointmentRoutes } from "../appointments/appointmentRoutes.ts";
import type { OracleConfig } from "../config/oracleConfig.ts";
import { directoryRoutes, peerDirectoryRoutes } from "../directory/directoryRoutes.ts";
import { deskRoutes } from "../enrolment/deskRoutes.ts";
import { nullifierRoutes, peerNullifierRoutes } from "../enrolment/nullifierRoutes.ts";
import { pickupRoutes } from "../enrolment/pickupRoutes.ts";
import { redemptionRoutes, voucherRoutes } from "../enrolment/voucherRoutes.ts";
import type { App } from "../http/createApp.ts";
import { keyManifestRoutes, peerKeyRoutes } from "../keyManifests/keyManifestRoutes.ts";
import { keyringRoutes } from "../keyrings/keyringRoutes.ts";
import { mailRoutes, peerMailRoutes } from "../mailbox/mailRoutes.ts";
import type { People } from "./createPeople.ts";

export interface PeopleRoutesOptions {
  readonly config: OracleConfig;
  readonly people: People;
  readonly nowSeconds: () => number;
}

/** The routes for people, as far as this oracle's roles go. */
export function peopleRoutes(app: App, { config, people, nowSeconds }: PeopleRoutesOptions): void {
  const { issuing } = people;
  if (issuing !== undefined) {
    deskRoutes(app, issuing);
    pickupRoutes(app, issuing.pickup, config.limits);
    if (issuing.evaluation !== undefined) nullifierRoutes(app, issuing.evaluation);
    if (issuing.redemption !== undefined) redemptionRoutes(app, issuing.redemption);
  }
  if (issuing !== undefined && config.roles.includes("institution")) {
    voucherRoutes(app, issuing.desk, issuing.vouchers);
  }
  if (config.roles.includes("institution")) appointmentRoutes(app, people.appointments);
  keyringRoutes(app, people.keyrings, nowSeconds);
  keyManifestRoutes(app, people.keys, people.lookupKeys);
  directoryRoutes(app, people.directory);
  mailRoutes(app, people.mailbox);
}

/** The oracle-to-oracle side of the same. */
export function peerPeopleRoutes(app: App, { config, people }: PeopleRoutesOptions): void {
  const evaluation = people.issuing?.evaluation;
  if (evaluation !== undefined) peerNullifierRoutes(app, evaluation);
  peerKeyRoutes(app, config, people.keys);
  peerDirectoryRoutes(app, people.directory);
  peerMailRoutes(app, people.mailbox);
}
