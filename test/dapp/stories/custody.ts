import assert from "node:assert/strict";
import {
  declineCustodyRequest,
  custodyRequests,
  pendingCorrections,
  permitCorrection,
  reviewCorrection,
} from "@medlattice/sdk/person";
import type { Page } from "playwright-core";
import type { Hex } from "viem";
import { eventually } from "../../oracle/fixture/errors.ts";
import { type Dapp, signInWithDemo, nameOf } from "../fixture/index.ts";
import {
  askOfficers,
  enrolOfficers,
  goOn,
  newestKey,
  recordToErase,
  registerKey,
} from "../story/officers.ts";
import { problemsOf, WIDE } from "../story/problemsOf.ts";
import {
  beginKey,
  chooseOfficers,
  decline,
  introduce,
  newestOutcome,
  permit,
  lookAgain,
  takeTurn,
  toOfficers,
  waitingRequest,
} from "./acts/officers.ts";
import { watch } from "./watch.ts";

/**
 * Three officers make a key, two in browsers and one with a program of his own; then they permit corrections, two of three (B.8; docs/corrections.md,
 * threshold custody). From then on no correction of this hospital goes past them.
 */
export async function tellOfOfficers(dapp: Dapp): Promise<void> {
  const { tariq } = await enrolOfficers(dapp);
  const [omarVisit, inesVisit] = [await dapp.asPerson("manager"), await dapp.visit()];
  const watched = watch(omarVisit, dapp.url);
  const { page: omar } = omarVisit;
  const { page: ines } = inesVisit;
  const found: string[] = [];
  const look = async (step: string, page: Page): Promise<void> => {
    for (const problem of await problemsOf(page)) found.push(`${step}: ${problem}`);
  };
  await omar.setViewportSize(WIDE);

  await toOfficers(omar);
  await omar.getByText("One key in one place").waitFor();
  await introduce(omar, nameOf("manager"));
  await chooseOfficers(omar, [/^Omar Haddad \(you\)/, /^Ines Roth/, /^Tariq Aziz/]);
  await omar.getByText("Each correction of a record will need 2 of these 3").waitFor();
  await beginKey(omar);
  const ceremony = await newestKey(tariq);
  assert.equal(await goOn(tariq, ceremony), "collecting");

  await signIn(ines, "Ines Roth");
  await toOfficers(ines);
  // The last to contribute has every share by then, and confirms at once.
  await takeTurn(ines, "Contribute", "Confirmed");
  await omar.getByText("It is your turn").waitFor();
  await look("a key in the making", omar);
  await takeTurn(omar, "Check and confirm", "Confirmed");
  // Nobody has to press anything for the proofs: the browsers may have made them by now.
  const standing = await goOn(tariq, ceremony);
  assert.ok(standing === "proving" || standing === "ready", standing);
  await omar.getByText("The key is made.").waitFor();
  await registerKey(dapp, ceremony);
  await lookAgain(omar);
  await omar.getByText("2 of 3 officers", { exact: true }).first().waitFor();
  await omar.getByText("Your share is in this browser, and nowhere else").waitFor();
  await omar.getByText("One officer may lose theirs and the others go on.").waitFor();

  const recordId = await recordToErase(dapp);
  await askOfficers(dapp, recordId, "other");
  await lookAgain(ines);
  await waitingRequest(ines).getByText("The patient has still to agree.").waitFor();
  await decline(ines);
  const [open] = await custodyRequests(tariq, { status: "open" });
  assert.ok(open);
  await declineCustodyRequest(tariq, open.entry.requestId);
  await newestOutcome(omar, "Not permitted");

  const correctionHash = await askOfficers(dapp, recordId);
  await lookAgain(omar);
  await lookAgain(ines);
  await waitingRequest(omar).getByRole("button", { name: "Permit" }).click();
  await omar.getByText("Checked in this browser").waitFor();
  await look("a correction to be permitted", omar);
  await omar.keyboard.press("Escape");
  await permit(omar, "You have agreed. Others have yet to.");
  await watched.assertForgotten([]);
  // Share and nonces outlive the page; the keys that open them do not.
  await omar.reload();
  await permit(ines, "You have agreed. Others have yet to.");
  await ines.close();
  await signIn(omar, nameOf("manager"));
  await toOfficers(omar);
  await newestOutcome(omar, "Permitted; the patient decides");

  const { patient } = dapp.cast;
  const { chainId } = tariq;
  const isAsked = ({ correctionHash: hash }: { readonly correctionHash: Hex }) => hash === correctionHash;
  await eventually(async () => (await pendingCorrections(patient, chainId)).some(isAsked));
  await permitCorrection(patient, await reviewCorrection(patient, { chainId, correctionHash }));
  await lookAgain(omar);
  await newestOutcome(omar, "Permitted; the record has changed");
  await look("what came of it", omar);
  assert.deepEqual(found, []);
  watched.assertQuiet([]);
  for (const { complaints, strayRequests } of [omarVisit, inesVisit]) {
    assert.deepEqual([...complaints, ...strayRequests], []);
  }
  await Promise.all([omarVisit, inesVisit].map(({ close }) => close()));
}

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto("/");
  await signInWithDemo(page, name);
}
