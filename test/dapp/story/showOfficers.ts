import { beginCustody } from "@medlattice/sdk/person";
import type { Page } from "playwright-core";
import { dealFalsely } from "../../custody/liars.ts";
import { approveUntil, type Dapp, nameOf } from "../fixture/index.ts";
import {
  beginKey,
  chooseOfficers,
  introduce,
  permit,
  takeTurn,
  toOfficers,
  waitingRequest,
} from "../stories/acts/officers.ts";
import {
  askOfficers,
  enrolOfficers,
  goOn,
  newestKey,
  type Officers,
  recordToErase,
  registerKey,
} from "./officers.ts";

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
  await spoil(page, { ines, tariq });
  await shoot(page, "officers-aborted", {});
  await close();
}

/** Tariq begins a key and deals false shares; the one who finds it complains, and he is named. */
async function spoil(page: Page, { ines, tariq }: Officers): Promise<void> {
  const oracle = await tariq.person.oracle(tariq.person.organization, tariq.chainId);
  const active = (await oracle.custody.managers()).filter(({ isActive }) => isActive);
  const officers = active.map(({ personId }) => personId);
  const { ceremony } = await beginCustody(tariq, { threshold: 2, officers });
  await dealFalsely(tariq, ceremony);
  await goOn(ines, ceremony);
  await page.getByRole("button", { name: "Contribute", exact: true }).click();
  const named = page.getByText("Tariq Aziz did not tell the truth, and the key was given up");
  await approveUntil(page, async () => (await named.count()) > 0);
}
