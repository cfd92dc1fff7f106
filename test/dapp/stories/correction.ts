import assert from "node:assert/strict";
import { approveUntil, type Dapp } from "../fixture/index.ts";
import { laboratoryAmended, laboratoryMended, laboratoryRenamed } from "../story/content.ts";
import { goTo } from "../story/goTo.ts";
import { problemsOf, WIDE } from "../story/problemsOf.ts";
import type { Story } from "../story/tellStory.ts";
import {
  askForErasure,
  beginCorrecting,
  handInAmendment,
  handInContent,
  handInErasure,
  newestPrepared,
  openCorrection,
  openRecord,
  sayWrong,
  takeBack,
} from "./acts/corrections.ts";
import { signSharing } from "./acts/patient.ts";
import { openShared, read } from "./acts/staff.ts";
import { follow, isSaid } from "./acts/steps.ts";
import { watch } from "./watch.ts";

const SAID = "My sugar was 6.9 in November, I have the slip";
const EXPLAINED = "You are right: the value was typed in wrongly.";
const REFUSED = "The cholesterol was mine after all, leave it in";
const REMOVE = "My address has no business in it";
const MENDED = "The slip says 6.8.";
const TO_READER = "Only the values matter";
const SECRETS = [SAID, EXPLAINED, REFUSED];

/** A laboratory report is wrong: said, corrected, declined once, agreed to, and those who had read it see it (S4; docs/corrections.md). */
export async function tellOfCorrection(dapp: Dapp, { chainId, laboratoryId }: Story): Promise<void> {
  const patientVisit = await dapp.asPerson("patient");
  const doctorVisit = await dapp.asPerson("doctor-hospital");
  const watches = [patientVisit, doctorVisit].map((visit) => watch(visit, dapp.url));
  const { page: patient } = patientVisit;
  const { page: doctor } = doctorVisit;

  // By its address: other stories leave reports of the same name.
  await goTo(patient, { path: `/records/view/#${chainId}/${laboratoryId}`, ready: "main table" });
  await sayWrong(patient, SAID);
  await beginCorrecting(doctor, SAID);
  await handInContent(doctor, { content: laboratoryMended, reason: "A value is wrong", words: EXPLAINED });

  await openCorrection(patient, /^Look at a correction: Laboratory/);
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
  await doctor.getByText(REFUSED).waitFor();

  await beginCorrecting(doctor, SAID);
  await handInContent(doctor, { content: laboratoryMended, reason: "A value is wrong", words: EXPLAINED });
  await openCorrection(patient, /^Look at a correction: Laboratory/);
  await patient.getByRole("button", { name: "Agree to the correction" }).click();
  await approveUntil(patient, isSaid(patient, "The record is corrected."));
  await patient.getByRole("button", { name: "Tell them" }).click();
  await approveUntil(patient, isSaid(patient, "One has been told."));
  await newestPrepared(doctor, "Done");

  await patient.getByRole("link", { name: "Back to the record" }).last().click();
  await patient.getByText(/because a value was wrong. You see version 2/).waitFor();
  await patient.getByText("6.9 %").first().waitFor();
  assert.equal(await patient.getByText("LDL cholesterol").count(), 0);

  const readerVisit = await dapp.asPerson("doctor-platform");
  const { page: reader } = readerVisit;
  await follow(reader, "Shared with me");
  const changes = reader.getByRole("list", { name: "Changed since you read it" });
  await changes.getByText("You read version 1; the record now stands at version 2.").waitFor();
  await changes.getByText("Reason: a value was wrong.").waitFor();
  await changes.getByRole("link", { name: /^Corrected since you read it/ }).click();
  await reader.getByText("Corrected since you read it", { exact: true }).waitFor();
  await read(reader, "After the correction");
  await reader.getByText("This is version 2. It was corrected, because a value was wrong.").waitFor();
  await reader.getByText("6.9 %").first().waitFor();

  for (const each of watches) each.assertQuiet(SECRETS);
  assert.deepEqual(readerVisit.complaints, []);
  await Promise.all([patientVisit, doctorVisit, readerVisit].map(({ close }) => close()));
}

/** A prescription goes for good, and leaves word of that. */
export async function tellOfErasure(dapp: Dapp): Promise<void> {
  const { page: patient, complaints, close } = await dapp.asPerson("patient");
  const doctorVisit = await dapp.asPerson("doctor-hospital");
  const { page: doctor } = doctorVisit;
  await takeBack(doctor);
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

/** A blood count is given away without the person's name and address, and read as genuine (rule 12). */
export async function tellOfHiding(dapp: Dapp): Promise<void> {
  const patientVisit = await dapp.asPerson("patient");
  const { page: patient } = patientVisit;
  await openRecord(patient, /^Laboratory/);
  await patient.getByRole("link", { name: "Share", exact: true }).click();
  await patient.getByRole("searchbox").fill("wu");
  await patient.getByRole("radio", { name: /Wu Jian/ }).check();
  await patient.getByRole("button", { name: "Continue" }).click();
  await patient.getByRole("radio", { name: /^This record, with parts hidden/ }).check();
  await patient.getByText("A copy cannot be taken back").waitFor();
  await patient.getByRole("checkbox", { name: /^My address and contacts/ }).waitFor();
  await patient.getByRole("button", { name: "Continue" }).click();
  await patient.getByText("Choose what to hide.").waitFor();
  await patient.getByRole("checkbox", { name: /^My address and contacts/ }).check();
  await patient.getByRole("checkbox", { name: /^My name and identity numbers/ }).check();
  await patient.getByText("Personal details: Address").waitFor();
  await patient.getByText("Look at it as they will").click();
  await patient.getByText("Hidden by the patient").first().waitFor();
  assert.equal(await patient.locator("main").getByText("14 River Walk").count(), 0);
  await patient.getByRole("button", { name: "Continue" }).click();
  await patient.getByText("This cannot be taken back").waitFor();
  await patient.getByLabel("A word to the reader").fill(TO_READER);
  await patient.getByRole("button", { name: "Sign and give the copy" }).click();
  await approveUntil(patient, isSaid(patient, "The copy is on its way to Dr. Wu Jian"));
  await follow(patient, "Access");
  await patient
    .getByRole("list", { name: "Copies you have given away" })
    .getByText("Cannot be taken back")
    .waitFor();

  const readerVisit = await dapp.asPerson("doctor-platform");
  const { page: reader } = readerVisit;
  await follow(reader, "Shared with me");
  await reader.getByRole("list", { name: "Copies with parts hidden" }).getByRole("link").first().click();
  // The reader's organisation has no node of the hospital's chain.
  await reader.getByText("Verified", { exact: true }).waitFor();
  await reader.getByText(/^Riverside Hospital has signed this statement/).waitFor();
  await reader.getByText(TO_READER).waitFor();
  await reader.getByText("Haemoglobin A1c").first().waitFor();
  assert.equal(await reader.getByText("Hidden by the patient").count(), 2);
  assert.equal(
    await reader
      .locator("main")
      .getByText(/River Walk|Yǎqín/)
      .count(),
    0,
  );
  for (const { complaints } of [patientVisit, readerVisit]) assert.deepEqual(complaints, []);
  await Promise.all([patientVisit, readerVisit].map(({ close }) => close()));
}

/** The doctor reads the report under a grant, changes one value of it (kind 2), and takes the address out of it, for good (kind 3). */
export async function tellOfBounds(dapp: Dapp, { chainId, laboratoryId }: Story): Promise<void> {
  const patientVisit = await dapp.asPerson("patient");
  const doctorVisit = await dapp.asPerson("doctor-hospital");
  const { page: patient } = patientVisit;
  const { page: doctor } = doctorVisit;
  await goTo(patient, { path: `/records/view/#${chainId}/${laboratoryId}`, ready: "main table" });
  await sayWrong(patient, REMOVE);
  await patient.getByRole("link", { name: "Share", exact: true }).click();
  await patient.getByRole("searchbox").fill("anna");
  await patient.getByRole("radio", { name: /Anna Keller/ }).check();
  await patient.getByRole("button", { name: "Continue" }).click();
  await patient.getByRole("radio", { name: "Something else" }).check();
  await patient.getByLabel("In your words").fill(REMOVE);
  await patient.getByRole("button", { name: "Continue" }).click();
  await signSharing(patient);

  await openShared(doctor, REMOVE);
  await read(doctor, "To mend it");
  await beginCorrecting(doctor, REMOVE);
  await handInAmendment(doctor, {
    outside: laboratoryRenamed,
    content: laboratoryAmended,
    reason: "A value is wrong",
    words: MENDED,
  });
  await openCorrection(patient, /^Look at a correction: Laboratory/);
  await patient.getByText("Only results could change (checked)").waitFor();
  await patient.getByText("One section differs").waitFor();
  assert.deepEqual(await patient.locator("main del, main ins").allTextContents(), ["6.9 %", "6.8 %"]);
  await patient.setViewportSize(WIDE);
  assert.deepEqual(await problemsOf(patient), []);
  await patient.getByRole("button", { name: "Agree to the correction" }).click();
  await approveUntil(patient, isSaid(patient, "The record is corrected."));
  await patient.getByRole("link", { name: "Back to the record" }).last().click();
  await patient.getByText(/^Only what a rule of the health authority allows/).waitFor();
  await patient.getByText("6.8 %").first().waitFor();

  await openShared(doctor, REMOVE);
  await read(doctor, "To take it out");
  await beginCorrecting(doctor, REMOVE);
  await doctor.getByRole("radio", { name: /^Remove parts for good/ }).check();
  await doctor.getByRole("checkbox", { name: /^The patient’s address/ }).check();
  await doctor.getByText("Personal details: Address").waitFor();
  await doctor.getByLabel("Why?").selectOption({ label: "The patient wishes it" });
  await doctor.getByLabel("To the patient").fill("As you wished.");
  await doctor.getByRole("button", { name: "Sign and hand in" }).click();
  await approveUntil(doctor, isSaid(doctor, "The patient can now look at it and decide."));

  await openCorrection(patient, /^Look at a correction: Laboratory/);
  await patient.getByText("Parts removed for good").waitFor();
  await patient.getByText("One section differs").waitFor();
  await patient.locator("main del").getByText("14 River Walk").first().waitFor();
  await patient.getByRole("button", { name: "Agree to the correction" }).click();
  await approveUntil(patient, isSaid(patient, "The record is corrected."));
  await patient.getByRole("link", { name: "Back to the record" }).last().click();
  await patient.getByText(/^Parts were removed for good/).waitFor();
  await patient.getByText("Removed for good", { exact: true }).first().waitFor();
  assert.equal(await patient.locator("main").getByText("14 River Walk").count(), 0);
  for (const { complaints } of [patientVisit, doctorVisit]) assert.deepEqual(complaints, []);
  await Promise.all([patientVisit, doctorVisit].map(({ close }) => close()));
}
