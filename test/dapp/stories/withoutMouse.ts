import assert from "node:assert/strict";
import { type Dapp, isSignedIn, nameOf, type Visit } from "../fixture/index.ts";
import { bloodPressure } from "../story/content.ts";
import { chooseFile } from "./acts/staff.ts";
import { isSaid } from "./acts/steps.ts";
import { type Keyboard, keyboardOf } from "./keyboard.ts";

const PURPOSE = "By keyboard alone";

/** Rule 7 of docs/dapp.md: a doctor writes; the patient confirms, shares and withdraws; nobody touches a mouse. */
export async function goWithoutMouse(dapp: Dapp): Promise<void> {
  const doctor = await enter(dapp, "doctor-hospital");
  await doctor.keyboard.tabTo(/link "Write a record"/);
  await doctor.keyboard.press("Enter", /link "Write a record"/);
  await doctor.page.getByText("Drop a FHIR R4 file here").waitFor();
  assert.equal(await doctor.page.evaluate(() => document.activeElement?.tagName), "H1");
  await doctor.keyboard.tabTo(/button "Drop a FHIR/);
  await chooseFile(doctor.page, "pressure.json", bloodPressure);
  await doctor.page.getByText("Contains:").waitFor();
  const passed = await doctor.keyboard.tabTo(/button "Seal and propose"/);
  assert.deepEqual(rolesIn(passed).slice(-3), ["combobox", "text", "button"]);
  await doctor.keyboard.press("Enter", /button "Seal and propose"/);
  await doctor.keyboard.signUntil(isSaid(doctor.page, "can now read and confirm it."));
  await doctor.close();

  const { page, keyboard, close } = await enter(dapp, "patient");
  await page.getByRole("list", { name: "Needs your attention" }).getByRole("link").first().waitFor();
  await keyboard.tabTo(/link "Blood pressure/);
  await keyboard.press("Enter", /link/);
  await page.getByRole("heading", { name: "Is this record right?" }).waitFor();
  await keyboard.tabTo(/button "Confirm record"/);
  await keyboard.press("Enter", /button "Confirm record"/);
  await keyboard.signUntil(isSaid(page, "You confirmed it"));

  await keyboard.tabTo(/link "Share"/);
  await keyboard.press("Enter", /link "Share"/);
  await page.getByRole("searchbox").waitFor();
  await keyboard.tabTo(/searchbox/);
  await keyboard.type("wu");
  await page.getByRole("radio", { name: /Wu Jian/ }).waitFor();
  await keyboard.tabTo(/radio "Dr. Wu Jian/);
  await keyboard.press("Space", /radio "Dr. Wu Jian/);
  await keyboard.tabTo(/button "Continue"/);
  await keyboard.press("Enter", /button "Continue"/);
  await page.getByRole("radio", { name: "Something else" }).waitFor();
  await keyboard.tabTo(/radio "Treatment"/);
  for (let index = 0; index < 3; index += 1) await page.keyboard.press("ArrowRight");
  await keyboard.tabTo(/textbox "In your words"/);
  await keyboard.type(PURPOSE);
  await keyboard.tabTo(/button "Continue"/);
  await keyboard.press("Enter", /button "Continue"/);
  await page.locator("main blockquote").waitFor();
  await keyboard.tabTo(/button "Sign and share"/);
  await keyboard.press("Enter", /button "Sign and share"/);
  await keyboard.signUntil(isSaid(page, "Shared with Dr. Wu Jian"));

  await keyboard.tabTo(/link "See who has access"/);
  await keyboard.press("Enter", /link "See who has access"/);
  const running = page.getByRole("list", { name: "Can read now" });
  const row = running.getByRole("listitem").filter({ hasText: PURPOSE });
  await row.waitFor();
  await keyboard.tabTo(/button "Withdraw: /);
  await keyboard.press("Enter", /button "Withdraw: /);
  await page.getByRole("dialog", { name: "Withdraw access?" }).waitFor();
  await keyboard.tabTo(/button "Withdraw access"/);
  await keyboard.press("Enter", /button "Withdraw access"/);
  await keyboard.signUntil(async () => (await row.count()) === 0);
  await close();
}

interface Keyed extends Visit {
  readonly keyboard: Keyboard;
}

/** Signs in with the demo wallet, by keyboard. */
async function enter(dapp: Dapp, key: "patient" | "doctor-hospital"): Promise<Keyed> {
  const visit = await dapp.visit();
  const { page } = visit;
  const keyboard = keyboardOf(page);
  await page.goto("/");
  await page.getByRole("button", { name: /Demo wallet/ }).waitFor();
  const [first] = await keyboard.tabTo(/button "Demo wallet/);
  assert.match(first ?? "", /Skip to the content/, "the first stop skips what is the same on every page");
  await keyboard.press("Enter", /button "Demo wallet/);
  const person = new RegExp(`button "${nameOf(key)}`);
  await page.getByRole("button", { name: new RegExp(nameOf(key)) }).waitFor();
  await keyboard.tabTo(person);
  await keyboard.press("Enter", person);
  await page.getByRole("button", { name: "Sign in", exact: true }).waitFor();
  await keyboard.tabTo(/button "Sign in"/);
  await keyboard.press("Enter", /button "Sign in"/);
  await keyboard.signUntil(() => isSignedIn(page));
  return { ...visit, keyboard };
}

function rolesIn(passed: readonly string[]): readonly string[] {
  return passed.map((said) => /^- (\w+)/.exec(said)?.[1] ?? "");
}
