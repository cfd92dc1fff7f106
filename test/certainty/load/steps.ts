import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { GrantPackage } from "@medlattice/sdk/consent";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { consortiumOf } from "@medlattice/sdk/network";
import {
  confirmRecord,
  findGrantees,
  giveGrant,
  memoryDrafts,
  openAccess,
  readAccess,
  reviewRecord,
  withdrawGrant,
  writeRecord,
} from "@medlattice/sdk/person";
import type { Appointment } from "@medlattice/sdk/record";
import type { Random } from "../random.ts";
import { arrangeVisit } from "./arrangeVisit.ts";
import type { Journal, ToldGrant, ToldRecord } from "./journal.ts";
import { createMail } from "./mail.ts";
import type { Clients } from "./people.ts";
import { persistent, repeat } from "./persist.ts";

const HOSPITAL = 7101;
const CATEGORY = "laboratory";
const DAY_SECONDS = 86_400;
const RECORDS_PER_VISIT = 50;
/** Then the first goes on: a patient may have 20 appointments open. */
const VISITS = 10;
const TWIN_SHARE = 0.15;

type Hex = `0x${string}`;
type ReadResult = Awaited<ReturnType<typeof readAccess>>;

export interface StepOptions {
  readonly clients: Clients;
  readonly random: Random;
  readonly journal: Journal;
}

/** What the sample people do with a record, each step until it is acknowledged, and noted then. */
export interface Steps {
  /** The doctor writes, the patient reads and confirms. */
  write(index: number): Promise<ToldRecord>;
  /** The patient lets a doctor elsewhere read it. */
  share(record: ToldRecord): Promise<ToldGrant>;
  /** That doctor uses the grant once, and what he reads is what was written. */
  read(record: ToldRecord, grant: ToldGrant): Promise<ReadResult>;
  /** The patient withdraws the grant, and the next use is refused. */
  withdraw(record: ToldRecord, grant: ToldGrant): Promise<void>;
}

export function createSteps({ clients, random, journal }: StepOptions): Steps {
  const keep = (person: Clients["patient"]) => persistent(person, journal, () => random.next() < TWIN_SHARE);
  const patient = keep(clients.patient);
  const author = keep({ ...clients.author, drafts: memoryDrafts() });
  const reader = keep(clients.reader);
  const manager = keep(clients.manager);
  const { chainId: home } = consortiumOf(patient.network);
  const mail = createMail(reader);
  const visits = new Map<number, Promise<Appointment>>();
  const visitOf = async (index: number): Promise<Appointment> => {
    const visit = Math.floor(index / RECORDS_PER_VISIT) % VISITS;
    const arranged = visits.get(visit) ?? arrangeVisit({ patient, manager, author }, HOSPITAL, CATEGORY);
    visits.set(visit, arranged);
    return await arranged;
  };
  const using = (grantPackage: GrantPackage, { recordId }: ToldRecord) => ({
    grantPackage,
    recordId,
    version: 0,
  });

  return {
    async write(index) {
      const content = contentOf(index);
      const written = {
        appointment: await visitOf(index),
        category: CATEGORY,
        content,
        mediaType: "application/fhir+json",
      };
      const { recordId, blockNumber } = await repeat(() => writeRecord(author, written), journal);
      const told: ToldRecord = {
        recordId,
        proposedIn: blockNumber,
        confirmedIn: null,
        sha256: sha256(content),
      };
      journal.records.push(told);
      const own = { chainId: HOSPITAL, recordId, atLeastBlock: blockNumber };
      const reviewed = await repeat(() => reviewRecord(patient, own), journal);
      told.confirmedIn = (await confirmRecord(patient, reviewed)).blockNumber;
      return told;
    },
    async share({ recordId }) {
      const [grantee] = await findGrantees(patient, home, clients.readerName);
      assert.ok(grantee, "the reader is in the directory");
      const now = Math.floor(Date.now() / 1000);
      const { grant, blockNumber } = await giveGrant(patient, {
        scope: { kind: "record", chainId: HOSPITAL, recordId, category: CATEGORY, title: "Blood test" },
        grantee,
        actions: ["read"],
        notBefore: now,
        notAfter: now + DAY_SECONDS,
        maxUses: 0,
        purpose: "Treatment: second opinion",
        language: "en",
        timeZone: "UTC",
      });
      const told: ToldGrant = { grantId: grant.grantId, recordId, block: blockNumber, withdrawnIn: null };
      journal.grants.push(told);
      return told;
    },
    async read(record, { grantId }) {
      const what = using(await mail.take(grantId), record);
      const access = await openAccess(reader, { ...what, reason: "Second opinion" });
      const answered = new Set<Hex>();
      const { recordId } = record;
      journal.accesses.push({
        accessId: access.accessId,
        grantId,
        recordId,
        block: access.blockNumber,
        answered,
      });
      const options = { ...what, ...access, onAnswer: (orgId: Hex) => void answered.add(orgId) };
      const result = await repeat(() => readAccess(reader, options), journal);
      assert.equal(sha256(result.content), record.sha256, "what was read is what was written");
      return result;
    },
    async withdraw(record, grant) {
      const { grantId } = grant;
      const what = using(await mail.take(grantId), record);
      grant.withdrawnIn = (await withdrawGrant(patient, { chainId: home, grantId })).blockNumber;
      await assert.rejects(
        openAccess(reader, { ...what, reason: "Another look" }),
        (error) => error instanceof MedLatticeError && error.facts["verdict"] === "GrantWithdrawn",
      );
    },
  };
}

/** Different for each record. */
function contentOf(index: number): Uint8Array {
  const observation = {
    resourceType: "Observation",
    status: "final",
    code: { text: "Haemoglobin" },
    valueQuantity: { value: 120 + index / 10, unit: "g/L" },
    note: [{ text: `Result ${index}, ${crypto.randomUUID()}` }],
  };
  return new TextEncoder().encode(JSON.stringify(observation));
}

function sha256(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
