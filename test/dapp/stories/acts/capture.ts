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

/** Hands the finished capture in, signing what is asked. */
export async function handIn(page: Page, said: string): Promise<void> {
  await page.getByRole("button", { name: "Sign and hand in" }).click();
  await approveUntil(page, isSaid(page, said));
}
