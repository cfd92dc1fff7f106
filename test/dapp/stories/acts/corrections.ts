import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { approveUntil } from "../../fixture/index.ts";
import { problemsOf, WIDE } from "../../story/problemsOf.ts";
import { chooseFile } from "./staff.ts";
import { follow, isSaid } from "./steps.ts";

/** Opens a record from the list. @param title as the row names it */
export async function openRecord(page: Page, title: string | RegExp): Promise<void> {
  await follow(page, "Records");
  await page.getByRole("link", { name: title }).first().click();
  await page.getByRole("heading", { name: "Is something wrong with it?" }).waitFor();
}

/** Tells the doctor what is wrong with the record that is shown, after saying too little first. */
export async function sayWrong(page: Page, words: string): Promise<void> {
  await page.getByRole("button", { name: "Something is wrong with this record" }).click();
  const dialog = page.getByRole("dialog", { name: "What is wrong with this record?" });
  await dialog.getByRole("button", { name: "Send to the doctor" }).click();
  await dialog.getByText("Choose what comes closest.").waitFor();
  await dialog.getByText("Say in a few words what is wrong.").waitFor();
  await dialog.getByRole("radio", { name: "A value is wrong" }).check();
  await dialog.getByLabel("In your words").fill(words);
  await dialog.getByRole("button", { name: "Send to the doctor" }).click();
  await approveUntil(page, isSaid(page, "Sent to the doctor."));
  await page.getByText("The doctor has not answered yet.").waitFor();
}

/** Asks for the erasure of what is shown; without the tick nothing is sent. */
export async function askForErasure(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Erase this record’s content" }).click();
  const dialog = page.getByRole("dialog", { name: "Erase this record’s content?" });
  await dialog.getByText("What is erased is gone for good").waitFor();
  await dialog.getByRole("button", { name: "Ask for erasure" }).click();
  await dialog.getByText("Confirm that you understand this.").waitFor();
  await dialog.getByRole("checkbox", { name: "I understand that it cannot be undone." }).check();
  await dialog.getByRole("button", { name: "Ask for erasure" }).click();
  await approveUntil(page, isSaid(page, "The doctor has been asked to erase it."));
}

/** From the doctor's list to the page that takes the correction. @param said words of the patient */
export async function beginCorrecting(page: Page, said: string): Promise<void> {
  await follow(page, "Corrections");
  const reported = page.getByRole("list", { name: "Said to be wrong" });
  await reported
    .getByRole("listitem")
    .filter({ hasText: said })
    .getByRole("link", { name: "Correct it" })
    .click();
  await page.getByRole("radio", { name: /^New content/ }).waitFor();
}

/** Hands in a new content. @param reason as the page names it */
export async function handInContent(
  page: Page,
  {
    content,
    reason,
    words,
  }: { readonly content: Uint8Array; readonly reason: string; readonly words: string },
): Promise<void> {
  await page.getByRole("button", { name: "Sign and hand in" }).click();
  await page.getByText("Choose the new file first.").waitFor();
  await page.getByText("Choose the reason.").waitFor();
  await chooseFile(page, "mended.json", content);
  await page.getByText("Contains:").waitFor();
  await page.getByLabel("Why?").selectOption({ label: reason });
  await page.getByLabel("To the patient").fill(words);
  await page.getByRole("button", { name: "Sign and hand in" }).click();
  await approveUntil(page, isSaid(page, "The patient can now look at it and decide."));
}

/** Hands in single values changed, after a file that changes what no rule allows. */
export async function handInAmendment(
  page: Page,
  {
    outside,
    content,
    reason,
    words,
  }: {
    readonly outside: Uint8Array;
    readonly content: Uint8Array;
    readonly reason: string;
    readonly words: string;
  },
): Promise<void> {
  await page.getByRole("radio", { name: /^Change single values/ }).check();
  await chooseFile(page, "renamed.json", outside);
  await page.getByText("This cannot be handed in as a change of single values").waitFor();
  await page.getByText("Replace the content instead").waitFor();
  await page.getByRole("button", { name: "Choose another file" }).click();
  await chooseFile(page, "amended.json", content);
  await page.getByText("Only results change").waitFor();
  await page.locator("main ins").getByText("6.8 %").waitFor();
  await page.setViewportSize(WIDE);
  assert.deepEqual(await problemsOf(page), []);
  await page.getByLabel("Why?").selectOption({ label: reason });
  await page.getByLabel("To the patient").fill(words);
  await page.getByRole("button", { name: "Sign and hand in" }).click();
  await approveUntil(page, isSaid(page, "The patient can now look at it and decide."));
}

export async function handInErasure(page: Page, words: string): Promise<void> {
  await page.getByRole("radio", { name: /^Erase the content/ }).check();
  await page.getByLabel("Why?").selectOption({ label: "The patient wishes it" });
  await page.getByLabel("To the patient").fill(words);
  await page.getByRole("button", { name: "Prepare the erasure" }).click();
  await page
    .getByRole("dialog", { name: "Prepare the erasure of this content?" })
    .getByRole("button", { name: "Prepare the erasure" })
    .click();
  await approveUntil(page, isSaid(page, "The patient can now look at it and decide."));
}

/** How it stands with the newest correction in the doctor's list. */
export async function newestPrepared(page: Page, state: string): Promise<void> {
  await follow(page, "Corrections");
  const first = page.getByRole("list", { name: "Your corrections" }).getByRole("listitem").first();
  await first.getByText(state, { exact: true }).waitFor();
}

/** Opens the correction that waits on the start page. */
export async function openCorrection(page: Page, title: RegExp): Promise<void> {
  await follow(page, "Home");
  await page
    .getByRole("list", { name: "Needs your attention" })
    .getByRole("link", { name: title })
    .first()
    .click();
  await page.getByRole("heading", { name: "Do you agree?" }).waitFor();
}

/** The doctor takes back the correction that waits, after the question whether one means it. */
export async function takeBack(page: Page): Promise<void> {
  await follow(page, "Corrections");
  const prepared = page.getByRole("list", { name: "Your corrections" });
  await prepared.getByRole("button", { name: "Take back" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Take this correction back?" });
  await dialog.getByRole("button", { name: "Take back" }).click();
  await prepared.getByText("Taken back", { exact: true }).first().waitFor();
}
