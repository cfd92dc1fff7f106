import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { readCapture } from "@medlattice/sdk/device/record";
import type { Page } from "playwright-core";
import { type Dapp, nameOf, signInWithDemo } from "../fixture/index.ts";
import { goTo } from "../story/goTo.ts";
import { problemsOf, WIDE } from "../story/problemsOf.ts";

const INSTRUMENTS = ["intellivue", "nonin", "capnostream"] as const;
/** What a crash may cost (issue E). */
const MOST_LOST_MS = 1_000;
/** Pieces of waves are put on the axis to within half a second. */
const PLACED_WITHIN_MS = 500;

/** A demonstration of three instruments: seen, marked, paused, torn off in the middle, gone on with, and saved whole (E.4, F8, P10). */
export async function showInstrumentsLive(dapp: Dapp): Promise<void> {
  const { page, complaints, close } = await dapp.asPerson("doctor-hospital");
  page.on("dialog", (dialog) => void dialog.accept());
  await page.setViewportSize(WIDE);
  await goTo(page, { path: "/capture/", ready: "main h1" });
  await page.getByRole("button", { name: "Begin a demonstration" }).click();
  for (const name of INSTRUMENTS) await addSimulator(page, name);

  await page
    .getByRole("listitem")
    .filter({ hasText: "Heart rate" })
    .first()
    .getByText(/^\d{2}$/)
    .waitFor();
  await page.getByText("End-tidal CO₂").first().waitFor();
  await page.getByText("Not a monitor.").waitFor();
  const [before, after] = [await inked(page), await inkedLater(page)];
  assert.ok(before > 0 && before !== after, "the waves move");

  await page.keyboard.press("2");
  await page.getByRole("list").getByText("Incision", { exact: true }).waitFor();
  assert.deepEqual(await problemsOf(page), []);
  await page.getByRole("button", { name: "Low light" }).click();
  assert.deepEqual(await problemsOf(page), []);
  await page.getByRole("button", { name: "Low light" }).click();
  await speak(page, "简体中文", "zh");
  assert.deepEqual(await problemsOf(page), []);
  await speak(page, "English", "en");

  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByText("Paused: nothing is being captured").waitFor();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByText("Paused: nothing is being captured").waitFor({ state: "detached" });

  await goTo(page, { path: "/visits/", ready: "main aside" });
  await page.getByRole("link", { name: "Back to the instruments" }).click();
  await page.locator("canvas").waitFor();
  await page.waitForTimeout(2_500);

  const tornAt = await page.evaluate(() => Date.now());
  await page.reload();
  await signInWithDemo(page, nameOf("doctor-hospital"));
  await goTo(page, { path: "/capture/", ready: "main li" });
  await page.getByRole("button", { name: "Go on", exact: true }).click();
  await page.getByRole("button", { name: "Add again" }).first().click();
  await chooseSimulator(page);
  await page.locator("dialog[open] button[data-variant=primary]").click();
  await page.locator("canvas").waitFor();
  await page.getByRole("list").getByText("Incision", { exact: true }).waitFor();

  await page.getByRole("button", { name: "Finish" }).click();
  await page.locator("dialog[open]").getByRole("button", { name: "Finish" }).click();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as a file" }).click();
  const bundle = await readFile(await (await saved).path());
  const { problems, notices, series, devices, begin } = await readCapture({ bundle, isEnrolled: () => true });
  assert.deepEqual(problems, []);
  assert.equal(begin.treatment, null);
  assert.deepEqual(new Set(devices.map(({ driver }) => driver)), new Set(INSTRUMENTS));
  const said = notices.map(({ kind, text, facts }) => (kind === "event-marker" ? text : facts["id"]));
  for (const word of ["Incision", "paused", "continued", "resumed"]) assert.ok(said.includes(word), word);
  const kept = series.flatMap(({ waves }) => waves).filter(({ from }) => from < tornAt);
  const last = Math.max(...kept.map(({ to }) => to));
  assert.ok(tornAt - last < MOST_LOST_MS + PLACED_WITHIN_MS, `${tornAt - last} ms were lost`);
  assert.ok(
    series.some(({ waves }) => waves.some(({ from }) => from > tornAt)),
    "it went on",
  );

  await page.getByRole("button", { name: "Let it go" }).click();
  await page.locator("dialog[open]").getByRole("button", { name: "Delete it" }).click();
  await page.getByRole("button", { name: "Begin a demonstration" }).waitFor();
  assert.deepEqual(complaints, []);
  await close();
}

/** As a person does it, in the account menu. */
async function speak(page: Page, name: string, language: string): Promise<void> {
  await page.locator("header button[popovertarget]").click();
  await page.getByRole("radio", { name }).click({ force: true });
  await page.locator(`html[lang^=${language}]`).waitFor();
  await page.keyboard.press("Escape");
}

/** On the card itself: the circle in it is hidden, and a forced click misses it while the dialog moves. */
async function chooseSimulator(page: Page): Promise<void> {
  await page.locator("dialog[open] label:has(input[value=simulator])").click();
  await page.locator("dialog[open] input[value=simulator]:checked").waitFor({ state: "attached" });
}

async function addSimulator(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Add instrument" }).first().click();
  await chooseSimulator(page);
  await page.locator("dialog[open] select").selectOption(name);
  await page.locator("dialog[open] button[data-variant=primary]").click();
  await page.locator("dialog[open]").waitFor({ state: "detached" });
}

/** A sum over the pixels of the waves. */
async function inked(page: Page): Promise<number> {
  return await page.locator("canvas").evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) throw new Error("no canvas");
    const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    let sum = 0;
    for (let index = 0; index < data.length; index += 4)
      sum = (sum * 31 + (data[index] ?? 0)) % 1_000_000_007;
    return sum;
  });
}

async function inkedLater(page: Page): Promise<number> {
  await page.waitForTimeout(700);
  return await inked(page);
}
