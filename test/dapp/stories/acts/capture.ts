import type { Page } from "playwright-core";
import { approveUntil } from "../../fixture/index.ts";
import { follow, isSaid } from "./steps.ts";

/** From the list of appointments to the page that asks who the patient is; sets the browser up for it. */
export async function openCapture(page: Page, complaint: string): Promise<void> {
  await follow(page, "Appointments");
  await page
    .getByRole("listitem")
    .filter({ hasText: complaint })
    .getByRole("link", { name: "Read instruments" })
    .click();
  await page.getByRole("button", { name: "Set up with one signature" }).click();
  await approveUntil(page, isSaid(page, "Who is at the instruments?"));
}

/** Says the four digits, as the patient does. */
export async function identifyByCode(page: Page, code: string): Promise<void> {
  await page.getByRole("radio", { name: /^Visit code/ }).check();
  await page.getByLabel("Four digits, as the patient says them").fill(code);
  await page.getByRole("button", { name: "Begin capturing" }).click();
}

/** Chooses the next port with a click, and says what is at the other end. @param instrument as the page lists it */
export async function addByCable(
  page: Page,
  { instrument, name }: { readonly instrument: string; readonly name: string },
): Promise<void> {
  await page.getByRole("button", { name: "Add instrument" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Add an instrument" });
  await dialog.getByRole("radio", { name: /^Serial port/ }).check();
  await dialog.getByRole("button", { name: /^Choose (a|another) port$/ }).click();
  await dialog.getByLabel("Instrument", { exact: true }).selectOption({ label: instrument });
  await dialog.getByLabel(/^Name on the screen/).fill(name);
  await dialog.getByRole("button", { name: "Connect", exact: true }).click();
  await instrumentRow(page, name).getByText("Connected", { exact: true }).waitFor();
}

/** How an instrument stands. */
export function instrumentRow(page: Page, name: string) {
  return page
    .locator("section[aria-labelledby=live-instruments]")
    .getByRole("listitem")
    .filter({ hasText: name });
}

export async function finishCapture(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Finish", exact: true }).click();
  await page
    .getByRole("dialog", { name: "Finish the capture?" })
    .getByRole("button", { name: "Finish" })
    .click();
  await page.getByText("What will be in the record").waitFor();
}

/** Hands the finished capture in, signing what is asked. */
export async function handIn(page: Page, said: string): Promise<void> {
  await page.getByRole("button", { name: "Sign and hand in" }).click();
  await approveUntil(page, isSaid(page, said));
}
