import type { DatabaseSync } from "node:sqlite";
import type { Identities } from "@medlattice/sdk/envelope";
import type { SignatureCheck } from "@medlattice/sdk/eip712";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { ROLE } from "@medlattice/sdk/identity";
import type { KeyDisclosure } from "@medlattice/sdk/keys";
import type { Logger } from "pino";
import type { Hex } from "viem";
import { createAppointmentTable } from "../appointments/appointmentTable.ts";
import { type Appointments, createAppointments } from "../appointments/appointments.ts";
import type { OracleChains } from "../chains/openChains.ts";
import type { OracleConfig } from "../config/oracleConfig.ts";
import { hex } from "../database/columns.ts";
import { type Directory, createDirectory } from "../directory/directory.ts";
import { createListingTable } from "../directory/listingTable.ts";
import { createSpread } from "../directory/spread.ts";
import { createKeyTable } from "../keyManifests/keyTable.ts";
import { type LookupKeys, createKeyLookup } from "../keyManifests/lookupKeys.ts";
import { type PublishedKeyStore, createPublishedKeys } from "../keyManifests/publishedKeys.ts";
import { type KeyringTable, createKeyringTable } from "../keyrings/keyringTable.ts";
import type { ServiceSigner } from "../keys/createSigner.ts";
import { createForward } from "../mailbox/forward.ts";
import { createMailTable } from "../mailbox/mailTable.ts";
import { type Mailbox, createMailbox } from "../mailbox/mailbox.ts";
import type { JobQueue } from "../outbox/jobQueue.ts";
import type { PeerClient } from "../peers/createPeerClient.ts";
import type { Relay } from "../relay/createRelay.ts";
import type { ControllerCheck } from "../session/controllerCheck.ts";
import { type Issuing, createIssuing } from "./createIssuing.ts";
import { createIdentityReader } from "./identityReader.ts";

export interface PeopleInputs {
  readonly config: OracleConfig;
  readonly logger: Logger;
  readonly database: DatabaseSync;
  readonly chains: OracleChains;
  readonly peers: PeerClient | undefined;
  readonly jobs: JobQueue;
  readonly controllers: ControllerCheck;
  readonly checkSignature: SignatureCheck;
  readonly relay: Relay;
  readonly signer: ServiceSigner;
  readonly sealingIdentity: Identities;
  readonly nowSeconds: () => number;
  readonly nowMs: () => number;
}

/** Everything an oracle does for people before and beside records: identities, keys, appointments, messages. */
export interface People {
  readonly issuing: Issuing | undefined;
  readonly keyrings: KeyringTable;
  readonly keys: PublishedKeyStore;
  readonly lookupKeys: LookupKeys;
  readonly directory: Directory;
  readonly appointments: Appointments;
  readonly mailbox: Mailbox;
  /** After the services it needs have started. */
  start(): void;
  sweep(): Promise<void>;
}

const ACTIVE = 1;
/** Managers a request is sealed to; more would make it larger for no use. */
const MANAGERS = 20;

export async function createPeople(inputs: PeopleInputs): Promise<People> {
  const { config, database, jobs, peers, nowSeconds } = inputs;
  const { orgId } = config.organization;
  const reader = createIdentityReader(inputs.chains);
  const issuing = await createIssuing(inputs, reader);
  const keys = createPublishedKeys({ ...inputs, table: createKeyTable(database), reader });
  const listings = createListingTable(database);
  const spread = createSpread({ table: listings, jobs, peers });
  const mail = createMailTable(database);
  const shared = config.chains.flatMap(({ home, chainId }) => (home === "consortium" ? [chainId] : []));
  const sendListings = (to?: Hex): void => spread.publishAll(shared, orgId, to);
  return {
    issuing,
    keyrings: createKeyringTable(database),
    keys,
    lookupKeys: createKeyLookup({ config, keys, reader, peers }),
    directory: createDirectory({
      config,
      table: listings,
      keys,
      reader,
      isNameVerified: issuing?.isNameVerified ?? (async () => false),
      publish: (row) => spread.publish(row),
      publishTo: sendListings,
      nowMs: inputs.nowMs,
    }),
    appointments: createAppointments({
      config,
      table: createAppointmentTable(database),
      reader,
      managers: managersOf(database, keys, orgId),
      patientsOfRecords: patientsOfRecords(database),
      nowSeconds,
    }),
    mailbox: createMailbox({ config, table: mail, reader, forward: createForward(inputs), nowSeconds }),
    start() {
      sendListings();
      spread.askAll();
    },
    async sweep() {
      mail.purge(nowSeconds() - config.limits.mailSeconds);
      await issuing?.sweep();
    },
  };
}

/** Sealing keys of the organisation's managers, of those who published any. */
function managersOf(database: DatabaseSync, keys: PublishedKeyStore, orgId: Hex) {
  const select = database.prepare(
    "SELECT person_id FROM persons WHERE chain_id = ? AND organization = ? AND role = ? AND status = ? ORDER BY enrolled LIMIT ?",
  );
  return async (chainId: number): Promise<KeyDisclosure[]> => {
    const people = select.all(chainId, orgId, ROLE.manager, ACTIVE, MANAGERS);
    const found = await Promise.all(
      people.map(async (row) => {
        try {
          return (await keys.current({ chainId, personId: hex(row["person_id"]) })).sealing;
        } catch (error) {
          if (error instanceof InvalidInputError) return undefined;
          throw error;
        }
      }),
    );
    return found.filter((disclosure) => disclosure !== undefined);
  };
}

function patientsOfRecords(database: DatabaseSync) {
  const select = database.prepare(
    "SELECT DISTINCT patient FROM records WHERE chain_id = ? AND treatment_id = ?",
  );
  return (chainId: number, treatmentId: Hex): Hex[] =>
    select.all(chainId, treatmentId).map((row) => hex(row["patient"]));
}
