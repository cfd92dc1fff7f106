import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { approveUntil } from "../../fixture/index.ts";
import { follow, isSaid } from "./steps.ts";

/** The manager names a doctor for the request with these words. @returns the visit's four digits */
export async function assign(
  page: Page,
  { complaint, doctor }: { readonly complaint: string; readonly doctor: string },
): Promise<string> {
  await follow(page, "Requests");
  const form = page.locator("main section").filter({ hasText: complaint }).locator("form");
  await form.getByLabel("Doctor").selectOption({ label: doctor });
  await form.getByRole("button", { name: "Assign", exact: true }).click();
  const done = page.getByText(new RegExp(`${doctor} sees .*; visit \\d{4}`)).first();
  await approveUntil(page, () => done.isVisible());
  return /visit (\d{4})/.exec((await done.textContent()) ?? "")?.[1] ?? "";
}

/** Chooses a file where the page asks for one. */
export async function chooseFile(page: Page, name: string, content: string | Uint8Array): Promise<void> {
  await page
    .locator("main input[type=file]")
    .setInputFiles({ name, mimeType: "application/fhir+json", buffer: Buffer.from(content) });
}

/** From the list of appointments to the page that takes the file. */
export async function beginWriting(page: Page, complaint: string): Promise<void> {
  await follow(page, "Appointments");
  await page
    .getByRole("listitem")
    .filter({ hasText: complaint })
    .getByRole("link", { name: "Write a record" })
    .first()
    .click();
  await page.getByText("Drop a FHIR R4 file here").waitFor();
}

/** Takes the category that the content suggests. @returns what the page offers as categories */
export async function propose(page: Page): Promise<readonly string[]> {
  const offered = await page.getByLabel("Category").locator("option").allTextContents();
  await page.getByRole("button", { name: "Seal and propose" }).click();
  await approveUntil(page, isSaid(page, "can now read and confirm it."));
  return offered;
}

/** A doctor opens what was shared for a purpose. */
export async function openShared(page: Page, purpose: string): Promise<void> {
  await follow(page, "Shared with me");
  await page.getByRole("link", { name: purpose }).click();
  await page.getByText("In the patient's words").waitFor();
}

/** Reads the first record it covers. */
export async function read(page: Page, reason: string): Promise<void> {
  await page.getByLabel("Why do you read it now?").fill(reason);
  await page.getByRole("button", { name: "Open and read" }).click();
  await approveUntil(page, isSaid(page, "Verified"));
}
