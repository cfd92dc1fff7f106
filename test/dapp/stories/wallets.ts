import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { type Dapp, type ExtensionVisit, visitWithExtension } from "../fixture/index.ts";
import { writeForPatient } from "../story/tellStory.ts";
import { draftSharing } from "./acts/patient.ts";

/** The patient's accounts: one for the keys, one on each of two chains. */
const ACCOUNTS = 3;
const PATIENCE_MS = 60_000;
const SAID_NO = "You said no in your wallet. Nothing was changed.";

async function phraseOf({ stack }: Dapp): Promise<string> {
  return (await readFile(stack.state.at("people", "patient", "wallet"), "utf8")).trim();
}

/** A wallet with a window of its own: confirming and sharing, each declined once half way and done at the second try. */
export async function confirmAndShareWithExtension(dapp: Dapp): Promise<void> {
  await writeForPatient(dapp.cast);
  const visit = await visitWithExtension(dapp, await phraseOf(dapp), ACCOUNTS);
  try {
    await confirmAndShare(visit);
    assert.deepEqual(visit.complaints, []);
    assert.deepEqual(visit.strayRequests, []);
  } finally {
    await visit.close();
  }
}

async function confirmAndShare(visit: ExtensionVisit): Promise<void> {
  const { page, answer } = visit;
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto("/");
  await page.getByRole("button", { name: /Extension wallet/ }).click();
  await answer(true);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  for (let index = 0; index < 3; index += 1) await answer(true);
  await page.getByRole("navigation", { name: "Main" }).waitFor();

  await page
    .getByRole("list", { name: "Needs your attention" })
    .getByRole("link", { name: /^Blood pressure/ })
    .first()
    .click();
  const confirm = page.getByRole("button", { name: "Confirm record" });
  await confirm.click();
  // It does not know the institution's chain yet, and is told.
  assert.equal(await answer(true), "Add a network");
  assert.equal(await answer(true), "Sign Manifest");
  assert.equal(await answer(false), "Sign Confirmation");
  await page.getByText(SAID_NO).waitFor();
  await page.getByText("You have not confirmed it yet.").waitFor();
  await confirm.click();
  assert.equal(await answer(true), "Sign Manifest");
  assert.equal(await answer(true), "Sign Confirmation");
  await page.getByText("You confirmed it").waitFor();

  const purpose = "Asked with an extension";
  const words = await draftSharing(page, { search: "wu", name: /Wu Jian/, kind: "Vital signs", purpose });
  const share = page.getByRole("button", { name: "Sign and share" });
  await share.click();
  assert.equal(await answer(true), "Add a network");
  assert.equal(await answer(false), "Sign Grant");
  await page.getByText(SAID_NO).waitFor();
  assert.deepEqual(await page.locator("main blockquote p").allTextContents(), words);
  await share.click();
  assert.deepEqual(await answers(visit, page.getByText("Shared with Dr. Wu Jian")), [
    "Sign Grant",
    "Sign PersonLink",
    "Sign Deals",
  ]);
}

/** Agrees to what the wallet asks until the page shows something. @returns what it asked */
async function answers(
  { answer }: ExtensionVisit,
  end: ReturnType<Page["getByText"]>,
): Promise<readonly string[]> {
  const asked: string[] = [];
  for (;;) {
    const ended = end.waitFor().then(() => null);
    const next = await Promise.race([ended, answer(true).catch(() => null)]);
    if (next === null) return asked;
    asked.push(next);
  }
}
