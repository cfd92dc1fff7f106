// node test/dapp/screenshots.ts [folder] [name…]: every page in both languages, light and dark, on a desk and on a phone.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page, ViewportSize } from "playwright-core";
import { type Dapp, openDapp } from "./fixture/index.ts";
import { goTo, settle } from "./story/goTo.ts";
import { showInstruments } from "./story/showInstruments.ts";
import { showOfficers } from "./story/showOfficers.ts";
import { type PageToSee, pagesOf } from "./story/pages.ts";
import { tellStory } from "./story/tellStory.ts";

const SIZES = {
  desk: { width: 1280, height: 900 },
  phone: { width: 360, height: 740 },
} as const;
/** Pages that many things stand on, on the narrowest phone too. */
const NARROWER = { desk: SIZES.desk, narrow: { width: 320, height: 640 } } as const;
const THEMES = ["light", "dark"] as const;
const LANGUAGES = ["en", "zh"] as const;

const [folder = "test-results/dapp", ...only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const dapp = await openDapp();
try {
  const pages = pagesOf(await tellStory(dapp.cast)).filter(
    ({ name }) => only.length === 0 || only.includes(name),
  );
  for (const [person, members] of Map.groupBy(pages, (page) => page.person)) {
    await photograph(dapp, person, members);
  }
  if (only.length === 0 || only.some((name) => name.startsWith("instruments"))) {
    await showInstruments(dapp, (page, name, options) => shoot(page, name, { ...options, sizes: NARROWER }));
  }
  if (only.length === 0 || only.some((name) => name.startsWith("officers"))) {
    await showOfficers(dapp, (page, name, options) => shoot(page, name, { ...options, sizes: NARROWER }));
  }
} finally {
  await dapp.close();
}

async function photograph(
  { asPerson, visit }: Dapp,
  person: PageToSee["person"],
  pages: readonly PageToSee[],
): Promise<void> {
  const context = { viewport: SIZES.desk, locale: "en-GB", timezoneId: "Europe/Berlin" };
  const { page, complaints, close } =
    person === null ? await visit(context) : await asPerson(person, { context });
  for (const each of pages) {
    if (person === null) {
      await page.goto(each.path);
      await settle(page, each.ready);
    } else {
      await goTo(page, each);
    }
    await shoot(page, each.name, {});
  }
  for (const complaint of new Set(complaints)) process.stdout.write(`  complaint: ${complaint}\n`);
  await close();
}

/** One page as it stands. @param options.isModal no menu can be reached, so it stays in its language */
async function shoot(
  page: Page,
  name: string,
  {
    isModal = false,
    sizes = SIZES,
  }: { readonly isModal?: boolean; readonly sizes?: Readonly<Record<string, ViewportSize>> },
): Promise<void> {
  for (const language of isModal ? (["en"] as const) : LANGUAGES) {
    if (!isModal) await choose(page, language);
    await page.waitForTimeout(300);
    for (const [size, viewport] of Object.entries(sizes)) {
      await page.setViewportSize(viewport);
      for (const theme of THEMES) {
        await page.evaluate((value) => (document.documentElement.dataset["theme"] = value), theme);
        await page.waitForTimeout(150);
        const path = join(folder, `${name}.${language}.${theme}.${size}.png`);
        await page.screenshot({ path, fullPage: size !== "phone" && !isModal });
      }
    }
    await page.setViewportSize(SIZES.desk);
  }
  if (!isModal) await choose(page, "en");
  process.stdout.write(`${name}\n`);
}

/** As a person does it, in the account menu. */
async function choose(page: Page, language: (typeof LANGUAGES)[number]): Promise<void> {
  const menu = page.locator("header button[popovertarget]");
  await menu.click();
  await page.getByRole("radio", { name: language === "en" ? "English" : "简体中文" }).click({ force: true });
  await page.locator(`html[lang^=${language}]`).waitFor();
  await page.keyboard.press("Escape");
}
