import { Buffer } from "node:buffer";
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { approveUntil, type Dapp, type Visit } from "../fixture/index.ts";
import { laboratory } from "../story/content.ts";
import { goTo } from "../story/goTo.ts";
import type { Story } from "../story/tellStory.ts";
import { problemsOf, WIDE } from "../story/problemsOf.ts";
import { chooseFile } from "./acts/staff.ts";

const LANGUAGES = { en: "English", zh: "简体中文" } as const;
const SUBMIT = "main form button[type=submit]";

type Look = (name: string) => Promise<void>;

/** Goes through the steps once in each language. @throws AssertionError with everything that was found */
async function inEachLanguage(
  { page, complaints, close }: Visit,
  steps: (look: Look) => Promise<void>,
): Promise<void> {
  const found: string[] = [];
  await page.setViewportSize(WIDE);
  for (const [language, name] of Object.entries(LANGUAGES)) {
    await choose(page, language, name);
    await steps(async (step) => {
      for (const problem of await problemsOf(page)) found.push(`${step}, ${language}: ${problem}`);
    });
  }
  assert.deepEqual(found, []);
  assert.deepEqual(complaints, []);
  await close();
}

/** As a person does it, in the account menu. */
async function choose(page: Page, language: string, name: string): Promise<void> {
  await page.locator("header button[popovertarget]").click();
  await page.getByRole("radio", { name }).click({ force: true });
  await page.locator(`html[lang^=${language}]`).waitFor();
  await page.keyboard.press("Escape");
}

/** Writing, and reading what was shared. */
export async function lookAtDoctors(dapp: Dapp): Promise<void> {
  const author = await dapp.asPerson("doctor-hospital");
  await inEachLanguage(author, async (look) => {
    const { page } = author;
    await goTo(page, { path: "/visits/", ready: "main li" });
    await look("appointments");
    await page.locator("main li button").first().click();
    await page.locator("dialog[open]").waitFor();
    await look("closing an appointment");
    await page.keyboard.press("Escape");
    await goTo(page, { path: "/write/", ready: "main li" });
    await look("choosing an appointment");
    await page.locator("main li a").first().click();
    await page.locator("main input[type=file]").waitFor();
    await look("choosing a file");
    await page.getByRole("tab").last().click();
    await page.locator("main form button[type=submit]").click();
    await page.locator("main form [aria-invalid=true]").first().waitFor();
    const csv = Buffer.from("time,measure,value,unit\n2026-01-05,systolic,250,mm[Hg]\n");
    await page
      .locator("main input[type=file]")
      .setInputFiles({ name: "pressure.csv", mimeType: "text/csv", buffer: csv });
    await page.locator("main table").waitFor();
    await look("measurements, with something missing and something rare");
    await page.getByRole("tab").first().click();
    await chooseFile(page, "broken.json", "{");
    await page.locator("main [role=alert], main [aria-live]").filter({ hasText: "broken.json" }).waitFor();
    await look("a broken file");
    await chooseFile(page, "laboratory.json", laboratory);
    await page.locator("main select").waitFor();
    await page.locator("main details > summary").filter({ visible: true }).last().click();
    await page.locator("main table").first().waitFor();
    await look("checking a file");
  });

  const reader = await dapp.asPerson("doctor-platform");
  await inEachLanguage(reader, async (look) => {
    const { page } = reader;
    await goTo(page, { path: "/shared/", ready: "main li" });
    await look("what is shared");
    await page.getByRole("link", { name: "Second opinion", exact: true }).click();
    await page.locator(SUBMIT).click();
    await page.locator("main form [aria-invalid=true]").waitFor();
    await look("a reading without a reason");
    await page.locator("main form input").last().fill("A look");
    await page.locator(SUBMIT).click();
    await approveUntil(page, async () => (await page.locator("main table").count()) > 0);
    await look("a record that was read");
  });
}

/** Requests and desk, with what is missing. */
export async function lookAtManager(dapp: Dapp): Promise<void> {
  const manager = await dapp.asPerson("manager");
  await inEachLanguage(manager, async (look) => {
    const { page } = manager;
    await goTo(page, { path: "/requests/", ready: "main form" });
    await page.locator("main form select").first().selectOption("");
    await page.locator(SUBMIT).first().click();
    await look("requests, with no doctor chosen");
    await page.getByRole("tab").last().click();
    await page.locator("main li").first().waitFor();
    await look("assigned requests");
    await goTo(page, { path: "/desk/", ready: "main li" });
    await page.locator(SUBMIT).click();
    await page.locator("main form [aria-invalid=true]").first().waitFor();
    await look("the desk, with everything missing");
  });
}

/** The bridge from the institution's books to public registers, with everything opened (docs/bridge.md). */
export async function lookAtBridge(dapp: Dapp): Promise<void> {
  const manager = await dapp.asPerson("manager");
  await inEachLanguage(manager, async (look) => {
    const { page } = manager;
    await goTo(page, { path: "/pipeline/", ready: "main ol li" });
    await page.locator("main section").nth(3).waitFor();
    // Those with ids stay closed: what they hold is for support.
    await page.evaluate(() => {
      for (const details of document.querySelectorAll<HTMLDetailsElement>("main details")) {
        details.open = !/0x[0-9a-f]{6}/.test(details.textContent ?? "");
      }
    });
    await look("the bridge");
  });
  await lookWithoutParts(dapp);
}

/** An oracle that has no committee and no anchors leaves the other parts as they are, and says so in words. */
async function lookWithoutParts(dapp: Dapp): Promise<void> {
  const { page, context, complaints, close } = await dapp.asPerson("manager");
  await page.setViewportSize(WIDE);
  const problem = { type: "urn:medlattice:problem:ROUTE_NOT_FOUND", title: "Not found", status: 404 };
  const rest = { code: "ROUTE_NOT_FOUND", detail: "There is no such route.", hints: [], facts: {} };
  await context.route(/\/v1\/(committee|anchors)/, (route) =>
    route.fulfill({
      status: 404,
      headers: { "access-control-allow-origin": "*" },
      contentType: "application/problem+json",
      body: JSON.stringify({ ...problem, ...rest, retryable: false, instance: "urn:medlattice:request:0" }),
    }),
  );
  await goTo(page, { path: "/pipeline/", ready: "main ol li" });
  await page.locator("main details", { hasText: "ROUTE_NOT_FOUND" }).nth(1).waitFor();
  assert.equal(await page.getByText("The oracle of your institution does not do this.").count(), 2);
  assert.equal(await page.getByText("Nobody tells at the moment.").count(), 2);
  await page
    .getByText("Every one stands in a batch.")
    .or(page.getByText(/wait.? for a batch/))
    .waitFor();
  assert.deepEqual(await problemsOf(page), []);
  assert.ok(complaints.every((complaint) => complaint.includes("404")));
  await close();
}

/** Corrections on both sides, with what is missing, and hiding parts. */
export async function lookAtCorrections(
  dapp: Dapp,
  { chainId, laboratoryId, correctionHash }: Story,
): Promise<void> {
  const patient = await dapp.asPerson("patient");
  await inEachLanguage(patient, async (look) => {
    const { page } = patient;
    const record = { path: `/records/view/#${chainId}/${laboratoryId}`, ready: "main table" };
    for (const [name, index] of [
      ["what is wrong", 0],
      ["asking for erasure", 1],
    ] as const) {
      await goTo(page, record);
      await page.locator("main section:has(button[data-variant=danger-quiet]) button").nth(index).click();
      await page.locator("dialog[open] [data-variant]").last().click();
      await page.locator("dialog[open] [role=alert], dialog[open] [aria-invalid=true]").first().waitFor();
      await look(`${name}, with something missing`);
      await page.keyboard.press("Escape");
    }
    await goTo(page, { path: `/records/correction/#${chainId}/${correctionHash}`, ready: "main ins" });
    for (const summary of await page.locator("main details > summary").all()) await summary.click();
    await look("both versions of a correction");
    await page.locator("[aria-labelledby=decide-correction] button").first().click();
    await page.locator("dialog[open] textarea").waitFor();
    await look("declining a correction");
    await page.keyboard.press("Escape");
    await goTo(page, { path: `/access/share/#${chainId}/${laboratoryId}`, ready: "main [type=search]" });
    await page.getByRole("searchbox").fill("wu");
    await page.getByRole("radio", { name: /Wu Jian/ }).check();
    await page.locator("main button[data-variant=primary]").click();
    await page.locator("main input[value=parts]").check();
    await page.locator("main input[value=address-and-contacts]").check();
    await page.locator("main details > summary").first().click();
    await page.locator("main details dd").first().waitFor();
    await look("choosing what to hide");
    await page.locator("main button[data-variant=primary]").click();
    await page.locator("main textarea").waitFor();
    await look("the last look before giving a copy");
  });

  const author = await dapp.asPerson("doctor-hospital");
  await inEachLanguage(author, async (look) => {
    const { page } = author;
    await goTo(page, { path: "/corrections/", ready: "main li" });
    await look("corrections");
    await goTo(page, { path: `/corrections/write/#${laboratoryId}`, ready: "main input[type=file]" });
    await page.locator(SUBMIT).click();
    await page.locator("main form [aria-invalid=true]").first().waitFor();
    await look("a correction with everything missing");
    await page.locator("main input[value=erase]").check();
    await look("an erasure");
  });
}
