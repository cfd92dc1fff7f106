import { Buffer } from "node:buffer";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { institutionOf } from "@medlattice/sdk/person";
import { UnavailableError } from "@medlattice/sdk/errors";
import type { Page } from "playwright-core";
import type { Dapp } from "../fixture/index.ts";
import { goTo } from "../story/goTo.ts";
import { problemsOf, WIDE } from "../story/problemsOf.ts";
import type { Story } from "../story/tellStory.ts";

const PATIENCE_MS = 30_000;
const PAUSE_MS = 500;

/**
 * A patient downloads the proof of a record; a stranger checks it on the page with the network cut off, changes one byte and sees the link
 * that breaks, and asks the public chain once there is a connection again (DESIGN rule 20; systems.md P1).
 */
export async function tellOfProof(dapp: Dapp, { chainId, capturedId }: Story): Promise<void> {
  await untilAnchored(dapp, chainId, capturedId);
  const patient = await dapp.asPerson("patient");
  await goTo(patient.page, { path: `/records/view/#${chainId}/${capturedId}`, ready: "main dl" });
  const [download] = await Promise.all([
    patient.page.waitForEvent("download"),
    patient.page.getByRole("button", { name: "Download proof" }).click(),
  ]);
  await patient.page.getByText("Checked and saved").waitFor();
  assert.match(download.suggestedFilename(), /^medlattice-proof-[0-9a-f]{8}\.json$/);
  const text = await readFile(await download.path(), "utf8");

  const stranger = await dapp.visit();
  const { page, context } = stranger;
  await page.setViewportSize(WIDE);
  await page.goto("/");
  await page.getByRole("link", { name: "Check a proof of a record" }).click();
  await page.getByText("it works without a connection").waitFor();
  await context.setOffline(true);
  await choose(page, text);
  await page.getByText("Registered as version 0", { exact: true }).waitFor();
  await page.getByText("Not asked yet").waitFor();
  assert.deepEqual(await problemsOf(page), []);

  await choose(page, withAnother(text, '"root":"0x'));
  await page.getByText("This proof breaks at “The patient’s records”").waitFor();
  await page.getByText("Breaks here").waitFor();
  assert.deepEqual(await problemsOf(page), []);
  await choose(page, text.slice(0, -1));
  await page.getByText("This file is not a proof, or not all of one.").waitFor();

  await context.setOffline(false);
  await choose(page, text);
  await page.getByRole("button", { name: "Ask the public register as well" }).click();
  await page.getByText("where anybody can look it up").waitFor();
  await page.getByText("They are the doctor’s and the patient’s.").waitFor();
  for (const { complaints, strayRequests, close } of [patient, stranger]) {
    assert.deepEqual([...complaints, ...strayRequests], []);
    await close();
  }
}

async function choose(page: Page, text: string): Promise<void> {
  await page
    .locator("main input[type=file]")
    .setInputFiles({ name: "proof.json", mimeType: "application/json", buffer: Buffer.from(text) });
}

/** The file with another digit behind the first place where this stands. */
function withAnother(text: string, before: string): string {
  const place = text.indexOf(before) + before.length;
  assert.ok(place >= before.length, `the file has ${before}`);
  return `${text.slice(0, place)}${text[place] === "1" ? "2" : "1"}${text.slice(place + 1)}`;
}

/** The network has anchored the record: some seconds after it was confirmed, usually long ago. */
async function untilAnchored({ cast: { patient } }: Dapp, chainId: number, recordId: Story["capturedId"]) {
  const oracle = await patient.oracle(institutionOf(patient.network, chainId), chainId);
  for (const end = Date.now() + PATIENCE_MS; ;) {
    try {
      return void (await oracle.anchors.proofOf(recordId));
    } catch (error) {
      const isEarly = error instanceof UnavailableError && error.code === "PROOF_NOT_ANCHORED";
      if (!isEarly || Date.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
