import type { Page } from "playwright-core";
import { approveUntil, reject } from "../../fixture/index.ts";
import { follow, isSaid } from "./steps.ts";

/** Tells the other managers a name; the demo wallet's person has one already. */
export async function introduce(page: Page, name: string): Promise<void> {
  const form = page.locator("form", { has: page.getByLabel("Your name") });
  await form.getByLabel("Your name").fill("");
  await form.getByRole("button", { name: "Sign and save" }).click();
  await form.getByText("Write your name.").waitFor();
  await form.getByLabel("Your name").fill(name);
  await form.getByRole("button", { name: "Sign and save" }).click();
  await approveUntil(page, isSaid(page, "The other managers now see your name."));
  await form.waitFor({ state: "detached" });
}

/** Chooses the officers of a new key and looks at what it means, up to the question whether one means it. */
export async function chooseOfficers(page: Page, names: readonly RegExp[]): Promise<void> {
  await page.getByRole("link", { name: "Make a new key" }).first().click();
  await page.getByRole("heading", { name: "Make a new key", level: 1 }).waitFor();
  await page.getByRole("button", { name: "Begin", exact: true }).click();
  await page.getByText("Choose at least two.").waitFor();
  for (const name of names) await page.getByRole("checkbox", { name }).check();
  await page.getByRole("radio", { name: `2 of ${names.length}` }).check();
  await page.getByRole("heading", { name: "In plain words" }).waitFor();
}

/** Begins it, says no in the wallet, and takes the step on the key's own card after all. */
export async function beginKey(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Begin", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Begin this key?" });
  await dialog.getByRole("button", { name: "Begin and contribute" }).click();
  await reject(page);
  await page.getByText("Begun. The other officers find it on their page.").first().waitFor();
  await page.getByRole("heading", { name: /^A new key: 2 of/ }).waitFor();
  await takeTurn(page, "Contribute", "Contributed");
}

/** This officer's own step; afterwards the page offers it no more, and counts it. @param did as the list of officers says it */
export async function takeTurn(page: Page, name: string, did: "Contributed" | "Confirmed"): Promise<void> {
  const button = page.getByRole("button", { name, exact: true });
  await button.click();
  await approveUntil(page, async () => (await button.count()) === 0);
  const own = page.getByRole("list", { name: "Officers of the new key" }).getByRole("listitem");
  await own.filter({ hasText: "(you)" }).getByText(did, { exact: true }).waitFor();
}

/** The request that waits for this officer. */
export function waitingRequest(page: Page) {
  return page.getByRole("list", { name: "Corrections to be permitted" }).getByRole("listitem").first();
}

/** Looks at the only request and permits it, once everything is checked. @param until what the page says afterwards */
export async function permit(page: Page, until: string): Promise<void> {
  await waitingRequest(page).getByRole("button", { name: "Permit" }).click();
  const dialog = page.getByRole("dialog", { name: "Permit this correction?" });
  await dialog.getByText("Checked in this browser").waitFor();
  await dialog.getByText("Because it was entered by mistake.").waitFor();
  await dialog.getByText("Anna Keller").waitFor();
  await dialog.getByRole("button", { name: "Permit and sign" }).click();
  await approveUntil(page, isSaid(page, until));
}

/** Declines the only request, after the question whether one means it. */
export async function decline(page: Page): Promise<void> {
  const row = waitingRequest(page);
  await row.getByRole("button", { name: "Decline" }).click();
  const dialog = page.getByRole("dialog", { name: "Decline this correction?" });
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await row.getByRole("button", { name: "Decline" }).click();
  await dialog.getByRole("button", { name: "Decline and sign" }).click();
  await approveUntil(page, isSaid(page, "You have declined."));
}

/** To the officers' page, by the menu. */
export async function toOfficers(page: Page): Promise<void> {
  await follow(page, "Officers");
  await page.getByRole("heading", { name: "Who holds the key now" }).waitFor();
}

/** What came of the newest request. */
export async function newestOutcome(page: Page, state: string): Promise<void> {
  const first = page.getByRole("list", { name: "What came of it" }).getByRole("listitem").first();
  await first.getByText(state, { exact: true }).waitFor();
}

/** Comes back to the page, which is read again then; else it is every ten seconds. */
export async function lookAgain(page: Page): Promise<void> {
  await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
}
