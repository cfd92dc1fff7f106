import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { type Dapp, injectWallet, isSignedIn } from "../fixture/index.ts";
import { writeForPatient } from "../story/tellStory.ts";

const HOSPITAL_CHAIN = "0x1bbd";

async function connect(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByRole("button", { name: /Test wallet/ }).click();
}

async function phraseOf({ stack }: Dapp): Promise<string> {
  return (await readFile(stack.state.at("people", "patient", "wallet"), "utf8")).trim();
}

async function signIn(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("navigation", { name: "Main" }).waitFor();
}

/** A wallet nobody has enrolled with: the page offers to, and signs nobody in. */
export async function meetUnknownAccounts(dapp: Dapp): Promise<void> {
  const { page, close } = await dapp.visit();
  const wallet = await injectWallet(page);
  await connect(page);
  await page.getByRole("button", { name: "Enrol", exact: true }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Sign in", exact: true }).count(), 0);
  assert.deepEqual(wallet.asked, []);
  await close();
}

/** The wallet locks itself while a record is being confirmed, goes on once unlocked, and learns the chain on the way. */
export async function confirmWithLockedWallet(dapp: Dapp): Promise<void> {
  await writeForPatient(dapp.cast);
  const { page, complaints, close } = await dapp.visit();
  const wallet = await injectWallet(page, { phrase: await phraseOf(dapp) });
  await connect(page);
  await signIn(page);
  await page
    .getByRole("list", { name: "Needs your attention" })
    .getByRole("link", { name: /^Blood pressure/ })
    .first()
    .click();
  const confirm = page.getByRole("button", { name: "Confirm record" });
  await confirm.waitFor();
  const asked = wallet.asked.length;
  wallet.lock();
  await confirm.click();
  await page.getByText("Your wallet is locked, or no longer shares its accounts with this page.").waitFor();
  await page.getByText("You have not confirmed it yet.").waitFor();
  assert.equal(wallet.asked.length, asked);
  assert.ok(!wallet.chains.has(HOSPITAL_CHAIN));
  wallet.unlock();
  await confirm.click();
  await page.getByText("You confirmed it").waitFor();
  assert.deepEqual(wallet.asked.slice(asked), ["Manifest", "Confirmation"]);
  assert.ok(wallet.chains.has(HOSPITAL_CHAIN), "the wallet was told of the chain");
  assert.deepEqual(complaints, []);
  await close();
}

/** Another account in the wallet is another person: the page locks, and shows nothing of the first any more. */
export async function changeAccountWhileSignedIn(dapp: Dapp): Promise<void> {
  const { page, complaints, close } = await dapp.visit();
  const wallet = await injectWallet(page, { phrase: await phraseOf(dapp) });
  await connect(page);
  await signIn(page);
  await page.getByRole("heading", { name: "Lately read" }).waitFor();
  await wallet.share([0]);
  await page.getByText("The page is locked.").waitFor();
  assert.equal(await isSignedIn(page), false);
  await page.getByText("Lately read").waitFor({ state: "detached" });
  assert.deepEqual(complaints, []);
  await close();
}
