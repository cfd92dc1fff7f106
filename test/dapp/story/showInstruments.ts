import type { Page } from "playwright-core";
import type { Dapp } from "../fixture/index.ts";
import { goTo } from "./goTo.ts";
import type { Shoot } from "./showOfficers.ts";

/** Long enough for each wave to have crossed a phone, and for a capnogram to be seen. */
const WATCH_MS = 8_000;

/** The live page with the instruments of the default network: in each theme, in low light, paused, and adding another. */
export async function showInstruments(dapp: Dapp, shoot: Shoot): Promise<void> {
  const { page, close } = await dapp.asPerson("doctor-hospital");
  await goTo(page, { path: "/capture/", ready: "main h1" });
  await shoot(page, "instruments-begin", {});
  await page.getByRole("button", { name: "Begin a demonstration" }).click();
  await page.getByRole("button", { name: "Add instrument" }).first().click();
  await connectAll(page);
  await shoot(page, "instruments-add", { isModal: true });
  await page.keyboard.press("Escape");
  await page.locator("canvas").waitFor();
  await page.waitForTimeout(WATCH_MS);
  await page.keyboard.press("2");
  await shoot(page, "instruments-live", {});
  await page.getByRole("button", { name: "Low light" }).click();
  await shoot(page, "instruments-low-light", {});
  await page.getByRole("button", { name: "Pause" }).click();
  await shoot(page, "instruments-paused", {});
  await close();
}

/** Every instrument of this network, one after the other. */
export async function connectAll(page: Page): Promise<void> {
  const buttons = page.locator("dialog[open] li button");
  await buttons.first().waitFor();
  const count = await buttons.count();
  for (let index = 0; index < count; index++) {
    await page.locator("dialog[open] li button:not([aria-disabled])").first().click();
    await page.locator("dialog[open] li button[aria-disabled]:not([aria-busy])").nth(index).waitFor();
  }
}
