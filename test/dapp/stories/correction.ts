import assert from "node:assert/strict";
import { approveUntil, type Dapp } from "../fixture/index.ts";
import { laboratoryMended } from "../story/content.ts";
import {
  askForErasure,
  beginCorrecting,
  handInContent,
  handInErasure,
  newestPrepared,
  openCorrection,
  openRecord,
  sayWrong,
} from "./acts/corrections.ts";
import { follow, isSaid } from "./acts/steps.ts";
import { watch } from "./watch.ts";

const SAID = "My sugar was 6.9 in November, I have the slip";
const EXPLAINED = "You are right: the value was typed in wrongly.";
const REFUSED = "The cholesterol was mine after all, leave it in";
const SECRETS = [SAID, EXPLAINED, REFUSED];

/** A laboratory report is wrong: said, corrected, declined once, agreed to, and those who had read it see it (S4; docs/corrections.md). */
export async function tellOfCorrection(dapp: Dapp): Promise<void> {
  const patientVisit = await dapp.asPerson("patient");
  const doctorVisit = await dapp.asPerson("doctor-hospital");
  const watches = [patientVisit, doctorVisit].map((visit) => watch(visit, dapp.url));
  const { page: patient } = patientVisit;
  const { page: doctor } = doctorVisit;

  await openRecord(patient, /^Laboratory/);
  await sayWrong(patient, SAID);
  await beginCorrecting(doctor, SAID);
  await handInContent(doctor, { content: laboratoryMended, reason: "A value is wrong", words: EXPLAINED });

  await openCorrection(patient, /^Look at a correction/);
  await patient.getByText(EXPLAINED).waitFor();
  await patient.getByText("4 sections differ").waitFor();
  const changed = patient.locator("main section", {
    has: patient.getByRole("heading", { name: "Haemoglobin A1c" }),
  });
  await changed.last().getByText("Changed", { exact: true }).first().waitFor();
  assert.deepEqual(await changed.last().locator("del, ins").allTextContents(), ["5.9 %", "6.9 %"]);
  assert.equal(await patient.getByText("Removed", { exact: true }).count(), 3);

  await patient.getByRole("button", { name: "I do not agree" }).click();
  const refusal = patient.getByRole("dialog", { name: "Say no to this correction" });
  await refusal.getByLabel("Why not?").fill(REFUSED);
  await refusal.getByRole("button", { name: "Say no" }).click();
  await approveUntil(patient, isSaid(patient, "You said no. The record stays as it is."));
  await newestPrepared(doctor, "Declined");

  await beginCorrecting(doctor, SAID);
  await handInContent(doctor, { content: laboratoryMended, reason: "A value is wrong", words: EXPLAINED });
  await openCorrection(patient, /^Look at a correction/);
  await patient.getByRole("button", { name: "Agree to the correction" }).click();
  await approveUntil(patient, isSaid(patient, "The record is corrected."));
  await patient.getByRole("button", { name: "Tell them" }).click();
  await approveUntil(patient, isSaid(patient, "One has been told."));
  await newestPrepared(doctor, "Done");

  await patient.getByRole("link", { name: "Back to the record" }).last().click();
  await patient.getByText(/because a value was wrong. You see version 2/).waitFor();
  await patient.getByText("6.9 %").first().waitFor();
  assert.equal(await patient.getByText("LDL cholesterol").count(), 0);

  for (const each of watches) each.assertQuiet(SECRETS);
  await Promise.all([patientVisit, doctorVisit].map(({ close }) => close()));
}

/** A prescription goes for good, and leaves word of that. */
export async function tellOfErasure(dapp: Dapp): Promise<void> {
  const { page: patient, complaints, close } = await dapp.asPerson("patient");
  const doctorVisit = await dapp.asPerson("doctor-hospital");
  const { page: doctor } = doctorVisit;
  await openRecord(patient, /^Metformin/);
  await askForErasure(patient);
  await beginCorrecting(doctor, "Please erase the content of this record.");
  await handInErasure(doctor, "As you wished.");

  await openCorrection(patient, /^Look at an erasure/);
  await patient.getByText("This erases the content for good").waitFor();
  await patient.getByText("Metformin").first().waitFor();
  await patient.getByRole("button", { name: "Agree to the erasure" }).click();
  const sure = patient.getByRole("dialog", { name: "Erase it for good?" });
  await sure.getByRole("button", { name: "Cancel" }).click();
  await patient.getByRole("button", { name: "Agree to the erasure" }).click();
  await sure.getByRole("button", { name: "Erase for good" }).click();
  await approveUntil(patient, isSaid(patient, "The content is erased."));
  await patient.getByRole("link", { name: "Back to the record" }).last().click();
  await patient.getByRole("heading", { name: "The content was erased" }).waitFor();
  await patient.getByText("because you wished it").waitFor();
  await patient.getByText("has signed for it").first().waitFor();
  assert.equal(await patient.getByText("Metformin").count(), 0);
  await follow(patient, "Records");
  await patient.locator("main li").getByText("Erased", { exact: true }).first().waitFor();
  assert.deepEqual(complaints, []);
  await close();
  await doctorVisit.close();
}
