import { giveGrant, type GiveGrantOptions, type Person } from "@medlattice/sdk/person";
import {
  appointmentsOf,
  assignAppointment,
  confirmRecord,
  disputeRecord,
  findGrantees,
  homeOracle,
  institutionOf,
  openAccess,
  openRequests,
  ownSealingLeaf,
  readAccess,
  receivedGrants,
  requestAccess,
  requestAppointment,
  reviewRecord,
  shareRedacted,
  writeRecord,
} from "@medlattice/sdk/person";
import type { Cast } from "@medlattice/network/people";
import { categoryScalar, receiveScalar, recordScalar, sealingKey } from "@medlattice/sdk/keys";
import { openInstitutionPart } from "@medlattice/sdk/manifest";
import { scalarToBytes } from "@medlattice/sdk/crypto";
import type { Hex } from "viem";
import { type Canary, secretCanary, textCanary } from "./canaries.ts";

const DAY_SECONDS = 86_400;

/** What is said in confidence on the record's way, and must be read by those it is meant for alone. */
export const words = {
  content: textCanary("content"),
  foreignContent: textCanary("content in other scripts", "身高Größe"),
  complaint: textCanary("complaint", "Schwäche "),
  purpose: textCanary("purpose"),
  title: textCanary("grant title", "体检 "),
  reason: textCanary("reason of opening"),
  dispute: textCanary("reason of dispute"),
  request: textCanary("reason of a request"),
  copyTitle: textCanary("title of a redacted copy"),
  copyWords: textCanary("words with a redacted copy"),
} as const;

export const content = Buffer.from(
  `{"resourceType":"Observation","status":"final","code":{"text":"${words.content.text}"},"valueString":"${words.foreignContent.text}"}\n`,
);

export interface Written {
  readonly recordId: Hex;
  readonly manifestHash: Hex;
  readonly cid: string;
  /** Parts, scalars and the content: nobody but patient, author and grantee may have them. */
  readonly secrets: readonly Canary[];
}

/** Steps 1 to 4 with the words above, and the code of the category in the patient's words. */
export async function write(cast: Cast, chainId: number, category: string): Promise<Written> {
  const { patient, author } = cast;
  const appointment = await visit(cast, chainId, category);
  const writing = {
    appointment,
    category,
    content: new Uint8Array(content),
    mediaType: "application/fhir+json",
  };
  const written = await writeRecord(author, writing);
  const { recordId } = written;
  const at = { chainId, recordId, atLeastBlock: written.blockNumber };
  const reviewed = await reviewRecord(patient, at);
  const secrets = [
    secretCanary("patient's part", reviewed.opened.part),
    secretCanary("institution's part", await institutionPart(patient, chainId, reviewed.record)),
    secretCanary("record scalar", scalarToBytes(recordScalar(patient.master, recordId, 0))),
    secretCanary("category scalar", scalarToBytes(categoryScalar(patient.master, category, 0))),
  ];
  const { blockNumber } = await confirmRecord(patient, reviewed);
  const oracle = await patient.oracle(institutionOf(patient.network, chainId), chainId);
  const { state } = await oracle.records.get(recordId, { atLeastBlock: blockNumber });
  const { cid } = await oracle.records.address(recordId);
  const disputed = await writeRecord(author, writing);
  const doubtful = await reviewRecord(patient, {
    chainId,
    recordId: disputed.recordId,
    atLeastBlock: disputed.blockNumber,
  });
  await disputeRecord(patient, doubtful, words.dispute.text);
  return { recordId, manifestHash: state.manifestHash, cid, secrets };
}

async function institutionPart(
  patient: Person,
  chainId: number,
  record: { readonly registryId: Hex; readonly recordId: Hex; readonly version: number },
): Promise<Uint8Array> {
  const oracle = await patient.oracle(institutionOf(patient.network, chainId), chainId);
  const sealed = await oracle.institution.part(record.recordId, {
    version: record.version,
    recipient: await ownSealingLeaf(patient, chainId),
  });
  const { identity } = await sealingKey(patient.master, patient.keyPlan.receiveEpoch);
  return await openInstitutionPart({ sealed, identity, record: { ...record, chainId } });
}

async function visit({ patient, manager, author }: Cast, chainId: number, category: string) {
  const categories = [category];
  const { appointmentId } = await requestAppointment(patient, {
    chainId,
    complaint: words.complaint.text,
    categories,
  });
  const open = (await openRequests(manager, chainId)).find(
    ({ entry }) => entry.appointmentId === appointmentId,
  );
  if (open === undefined) throw new Error("the request did not arrive");
  const notBefore = Math.floor(Date.now() / 1000);
  const doctor = author.pseudonymOn(chainId).personId;
  const { treatmentId } = await assignAppointment(manager, {
    open,
    doctor,
    notBefore,
    notAfter: notBefore + DAY_SECONDS,
  });
  const found = (await appointmentsOf(author, chainId, "doctor")).find(
    (appointment) => appointment.treatmentId === treatmentId,
  );
  if (found === undefined) throw new Error("the appointment did not arrive");
  return found;
}

export interface Shared {
  readonly grantId: Hex;
  readonly accessId: Hex;
}

/** Steps 5 to 8: a grant for the record, one for its whole category, a read, and a third party that asks for more. */
export async function share(
  cast: Cast,
  chainIds: { readonly record: number; readonly home: number },
  { recordId }: Written,
  category: string,
): Promise<Shared> {
  const { patient, reader, insurer } = cast;
  const [grantee] = await findGrantees(patient, chainIds.home, cast.readerName);
  if (grantee === undefined) throw new Error("the reader is not in the directory");
  const now = Math.floor(Date.now() / 1000);
  const title = words.title.text;
  const terms: Omit<GiveGrantOptions, "scope"> = {
    grantee,
    actions: ["read"],
    notBefore: now,
    notAfter: now + DAY_SECONDS,
    maxUses: 3,
    purpose: words.purpose.text,
    language: "en",
    timeZone: "UTC",
  };
  const chainId = chainIds.record;
  const scope = { kind: "record", chainId, recordId, category, title } as const;
  const { grantId } = (await giveGrant(patient, { ...terms, scope })).grant;
  await giveGrant(patient, { ...terms, scope: { kind: "category", chainId, category, title } });
  const { grants } = await receivedGrants(reader, chainIds.home);
  const received = grants.find(({ grantPackage }) => grantPackage.grantId === grantId);
  if (received === undefined) throw new Error("the package did not arrive");
  const { grantPackage } = received;
  const what = { grantPackage, recordId, version: 0 };
  const access = await openAccess(reader, { ...what, reason: words.reason.text });
  const read = await readAccess(reader, { ...what, ...access });
  if (!Buffer.from(read.content).equals(content)) throw new Error("the grantee read something else");
  await requestAccess(insurer, {
    chainId: chainIds.home,
    patient: patient.pseudonymOn(chainIds.home).personId,
    name: "Insurer",
    reason: words.request.text,
    category,
    actions: ["read"],
    notAfter: now + DAY_SECONDS,
    maxUses: 1,
  });
  // The patient's index at home knows of the access before anybody looks.
  await (
    await homeOracle(patient, chainIds.home)
  ).records.access(access.accessId, { atLeastBlock: access.blockNumber });
  return { grantId, accessId: access.accessId };
}

/** What people carry in their wallets. */
export function walletSecrets(people: Readonly<Record<string, Person>>): readonly Canary[] {
  return Object.entries(people).flatMap(([name, { master }]) => [
    secretCanary(`${name}: master key`, master.exportForWrapping()),
    secretCanary(`${name}: receive scalar`, scalarToBytes(receiveScalar(master, 0))),
  ]);
}

export function idCanary(name: string, id: Hex): Canary {
  return secretCanary(name, id);
}

/** A copy with a part blacked out goes to the reader, past all proxies. */
export async function giveCopy(
  { patient, reader }: Cast,
  chainId: number,
  home: number,
  recordId: Hex,
): Promise<void> {
  await shareRedacted(patient, {
    chainId,
    recordId,
    hide: [],
    grantee: { chainId: home, id: reader.pseudonymOn(home).personId },
    title: words.copyTitle.text,
    words: words.copyWords.text,
  });
}
