import type { Page } from "playwright-core";
import { approve, approveUntil, demoDialog } from "../../fixture/index.ts";
import { follow, isSaid } from "./steps.ts";

/** Asks for an appointment through the pages. @param kinds as the page names them */
export async function askForAppointment(
  page: Page,
  { complaint, kinds }: { readonly complaint: string; readonly kinds: readonly string[] },
): Promise<void> {
  await follow(page, "Appointments");
  await page.getByRole("link", { name: "Request an appointment" }).first().click();
  await page.getByLabel("What troubles you?").fill(complaint);
  await page.getByRole("checkbox", { name: /^General/ }).uncheck();
  for (const kind of kinds) await page.getByRole("checkbox", { name: new RegExp(`^${kind}`) }).check();
  await page.getByRole("button", { name: "Send request" }).click();
  await approveUntil(page, isSaid(page, complaint));
}

/** Opens what waits on the start page. @param title as the row names it */
export async function openWaiting(page: Page, title: string | RegExp): Promise<void> {
  await follow(page, "Home");
  await page
    .getByRole("list", { name: "Needs your attention" })
    .getByRole("link", { name: title })
    .first()
    .click();
  await page.getByRole("heading", { name: "Is this record right?" }).waitFor();
}

export async function confirmShown(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Confirm record" }).click();
  await approveUntil(page, isSaid(page, "You confirmed it"));
}

export async function disputeShown(page: Page, reason: string): Promise<void> {
  await page.getByRole("button", { name: "I disagree" }).click();
  const dialog = page.getByRole("dialog", { name: "Disagree with this record" });
  await dialog.getByLabel("What is wrong?").fill(reason);
  await dialog.getByRole("button", { name: "Disagree", exact: true }).click();
  await approveUntil(page, isSaid(page, "You disagree with it."));
}

export interface ToShare {
  /** As the directory finds them. */
  readonly search: string;
  readonly name: RegExp;
  /** As the page names the kind of records. */
  readonly kind: string;
  readonly purpose: string;
}

/** The first two steps of sharing, up to the words that will be signed. @returns those words: what, and what for */
export async function draftSharing(
  page: Page,
  { search, name, kind, purpose }: ToShare,
): Promise<readonly string[]> {
  await follow(page, "Access");
  await page.getByRole("link", { name: "Share records" }).first().click();
  await page.getByRole("searchbox").fill(search);
  await page.getByRole("radio", { name }).check();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("checkbox", { name: new RegExp(`^${kind}`) }).check();
  await page.getByRole("radio", { name: "Something else" }).check();
  await page.getByLabel("In your words").fill(purpose);
  await page.getByRole("button", { name: "Continue" }).click();
  const preview = page.locator("main blockquote");
  await preview.waitFor();
  return await preview.locator("p").allTextContents();
}

/** The third step. @returns the words that the wallet shows for the grant */
export async function signSharing(page: Page): Promise<readonly string[]> {
  await page.getByRole("button", { name: "Sign and share" }).click();
  await demoDialog(page).getByText("It asks you to give access").waitFor();
  const words = await demoDialog(page).getByRole("blockquote").allTextContents();
  await approve(page);
  await approveUntil(page, isSaid(page, "Shared with"));
  return words;
}

/** Takes back what was shared for a purpose, after the question whether one means it. */
export async function withdraw(page: Page, purpose: string): Promise<void> {
  await follow(page, "Access");
  const row = page
    .getByRole("list", { name: "Can read now" })
    .getByRole("listitem")
    .filter({ hasText: purpose });
  await row.getByRole("button", { name: /^Withdraw/ }).click();
  const dialog = page.getByRole("dialog", { name: "Withdraw access?" });
  await dialog.getByText("What was read before cannot be taken back.").waitFor();
  await dialog.getByRole("button", { name: "Withdraw access" }).click();
  await approveUntil(page, isSaid(page, "Access withdrawn."));
}
