import type { Page } from "playwright-core";
import { type Dapp, nameOf } from "../fixture/index.ts";
import {
  beginKey,
  chooseOfficers,
  introduce,
  permit,
  takeTurn,
  toOfficers,
  waitingRequest,
} from "../stories/acts/officers.ts";
import { askOfficers, enrolOfficers, goOn, newestKey, recordToErase, registerKey } from "./officers.ts";

/** Takes a picture of the page as it stands. */
export type Shoot = (page: Page, name: string, options: { readonly isModal?: boolean }) => Promise<void>;

/** The officers' page in each of its states, from one key in one place to what came of a correction. */
export async function showOfficers(dapp: Dapp, shoot: Shoot): Promise<void> {
  const { ines, tariq } = await enrolOfficers(dapp);
  const { page, close } = await dapp.asPerson("manager", {
    context: { viewport: { width: 1280, height: 900 }, timezoneId: "Europe/Berlin" },
  });
  await toOfficers(page);
  await introduce(page, nameOf("manager"));
  await chooseOfficers(page, [/^Omar Haddad/, /^Ines Roth/, /^Tariq Aziz/]);
  await shoot(page, "officers-choose", {});
  await beginKey(page);
  const ceremony = await newestKey(ines);
  await shoot(page, "officers-collecting", {});
  for (const officer of [ines, tariq]) await goOn(officer, ceremony);
  await page.getByText("It is your turn").waitFor();
  await shoot(page, "officers-confirming", {});
  await takeTurn(page, "Check and confirm", "Confirmed");
  // Two rounds: one commits, the other commits and signs, the first signs.
  for (const officer of [ines, tariq, ines]) await goOn(officer, ceremony);
  await page.getByText("The key is made.").waitFor();
  await page.getByText("For the administrator").click();
  await shoot(page, "officers-ready", {});
  await registerKey(dapp, ceremony);
  await page.getByText("Your share is in this browser, and nowhere else").waitFor();
  await askOfficers(dapp, await recordToErase(dapp));
  await waitingRequest(page).waitFor();
  await shoot(page, "officers-request", {});
  await waitingRequest(page).getByRole("button", { name: "Permit" }).click();
  await page.getByText("Checked in this browser").waitFor();
  await shoot(page, "officers-permit", { isModal: true });
  await page.keyboard.press("Escape");
  await permit(page, "You have agreed. Others have yet to.");
  await shoot(page, "officers-waiting", {});
  await close();
}
