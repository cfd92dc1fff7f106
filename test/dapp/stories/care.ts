import assert from "node:assert/strict";
import type { PersonKey } from "@medlattice/network/people";
import type { Page } from "playwright-core";
import { type Dapp, type Visit } from "../fixture/index.ts";
import { letter, laboratory } from "../story/content.ts";
import {
  askForAppointment,
  confirmShown,
  disputeShown,
  draftSharing,
  openWaiting,
  signSharing,
  withdraw,
} from "./acts/patient.ts";
import { assign, beginWriting, chooseFile, openShared, propose, read } from "./acts/staff.ts";
import { follow } from "./acts/steps.ts";
import { type Watch, watch } from "./watch.ts";

const COMPLAINT = "My sugar is too high in the mornings";
const PURPOSE = "A second opinion on my sugar";
const REASON = "Before we speak on the phone";
const DISPUTE = "I was discharged on the 18th";
/** Of the laboratory report and the letter. */
const CONTENT = ["Haemoglobin A1c", "adjustment of her treatment"];
const SECRETS = [COMPLAINT, PURPOSE, REASON, DISPUTE, ...CONTENT];

/** Not even JSON: the comma at the end of line 3. */
const BROKEN = '{\n  "resourceType": "Observation",\n  "status": "final",,\n  "code": { "text": "x" }\n}';
/** JSON, but not of FHIR R4. */
const UNFIT = '{\n  "resourceType": "Observation",\n  "status": 7,\n  "code": { "text": "x" }\n}';

/** Four people, each with a browser and the demo wallet, and nothing but the pages (F3 to F6; M8, M11; docs/dapp.md). */
export async function tellOfCare(dapp: Dapp): Promise<void> {
  const visits: Visit[] = [];
  const watches: Watch[] = [];
  const enter = async (key: PersonKey): Promise<Page> => {
    const visit = await dapp.asPerson(key);
    visits.push(visit);
    watches.push(watch(visit, dapp.url));
    return visit.page;
  };

  const patient = await enter("patient");
  await askForAppointment(patient, { complaint: COMPLAINT, kinds: ["Laboratory", "Documents"] });
  const manager = await enter("manager");
  const code = await assign(manager, { complaint: COMPLAINT, doctor: "Anna Keller" });

  const doctor = await enter("doctor-hospital");
  await beginWriting(doctor, COMPLAINT);
  await doctor.getByText(`For visit ${code}: ${COMPLAINT}`).waitFor();
  await chooseFile(doctor, "broken.json", BROKEN);
  await doctor.getByText("broken.json: This file cannot be taken as it is").waitFor();
  await doctor.getByText("Line 3, column 21").waitFor();
  await chooseFile(doctor, "unfit.json", UNFIT);
  await doctor.getByText("unfit.json: This file cannot be taken as it is").waitFor();
  await doctor.getByText("Observation.status").waitFor();
  await doctor.getByText("Line 3, column 3").waitFor();
  await doctor.getByText(`For visit ${code}: ${COMPLAINT}`).waitFor();
  await chooseFile(doctor, "laboratory.json", laboratory);
  await doctor.getByText("Contains:").waitFor();
  assert.deepEqual((await propose(doctor)).toSorted(), [
    "Documents",
    "Laboratory (suggested by the content)",
  ]);

  await openWaiting(patient, /Laboratory/);
  await patient.getByText("Haemoglobin A1c").first().waitFor();
  await patient.getByText("Verified").first().waitFor();
  await confirmShown(patient);

  const share = { search: "wu", name: /Wu Jian/, kind: "Laboratory", purpose: PURPOSE };
  const preview = await draftSharing(patient, share);
  const [summary, purpose] = preview;
  assert.match(summary ?? "", /^Dr\. Wu Jian, Cloud Clinic may read .*laboratory/i);
  assert.equal(purpose, `For: ${PURPOSE}`);
  assert.deepEqual(await signSharing(patient), [summary, PURPOSE]);

  const other = await enter("doctor-platform");
  await openShared(other, PURPOSE);
  await other.getByText(summary ?? "").waitFor();
  await other.getByRole("button", { name: "Open and read" }).click();
  await other.getByText("Say why, in a few words.").waitFor();
  await read(other, REASON);
  await other.getByText("Haemoglobin A1c").first().waitFor();

  await follow(patient, "Activity");
  const reading = patient.getByRole("listitem").filter({ hasText: PURPOSE });
  await reading.getByText("Wu Jian").first().waitFor();
  await reading.getByText(REASON).waitFor();

  await withdraw(patient, PURPOSE);
  await other.getByRole("button", { name: "Read another" }).click();
  await other.getByText("Withdrawn by the patient").first().waitFor();
  await other.getByText("This cannot be read now").waitFor();
  assert.equal(await other.getByRole("button", { name: "Open and read" }).count(), 0);
  assert.equal(await other.getByText("Haemoglobin A1c").count(), 0);

  await beginWriting(doctor, COMPLAINT);
  await chooseFile(doctor, "letter.json", letter);
  await propose(doctor);
  await openWaiting(patient, /Discharge|Documents/);
  await disputeShown(patient, DISPUTE);
  const later = await enter("doctor-hospital");
  await follow(later, "Write");
  const written = later.getByRole("list", { name: "Written by you" });
  await written.getByText("Disputed by the patient").first().waitFor();

  for (const each of watches) each.assertQuiet(SECRETS);
  for (const [index, { page }] of visits.entries()) {
    await page.getByRole("button", { name: "Account and settings" }).click();
    await page.getByRole("button", { name: index % 2 === 0 ? "Lock now" : "Sign out" }).click();
    await page.getByText(/The page is locked|You are signed out/).waitFor();
    await watches[index]?.assertForgotten(SECRETS);
  }
  await Promise.all(visits.map(({ close }) => close()));
}
