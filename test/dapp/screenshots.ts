// node test/dapp/screenshots.ts [folder] [name…]: every page in both languages, light and dark, on a desk and on a phone.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { type Dapp, openDapp } from "./fixture/index.ts";
import { goTo, settle } from "./story/goTo.ts";
import { type PageToSee, pagesOf } from "./story/pages.ts";
import { tellStory } from "./story/tellStory.ts";

const SIZES = {
  desk: { width: 1280, height: 900 },
  phone: { width: 360, height: 740 },
} as const;
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
    for (const language of LANGUAGES) {
      await choose(page, language);
      await page.waitForTimeout(300);
      for (const [size, viewport] of Object.entries(SIZES)) {
        await page.setViewportSize(viewport);
        for (const theme of THEMES) {
          await page.evaluate((value) => (document.documentElement.dataset["theme"] = value), theme);
          await page.waitForTimeout(150);
          const path = join(folder, `${each.name}.${language}.${theme}.${size}.png`);
          await page.screenshot({ path, fullPage: size === "desk" });
        }
      }
      await page.setViewportSize(SIZES.desk);
    }
    process.stdout.write(`${each.name}\n`);
  }
  for (const complaint of new Set(complaints)) process.stdout.write(`  complaint: ${complaint}\n`);
  await close();
}

/** As a person does it, in the account menu. */
async function choose(page: Page, language: (typeof LANGUAGES)[number]): Promise<void> {
  const menu = page.locator("header button[popovertarget]");
  await menu.click();
  await page.getByRole("radio", { name: language === "en" ? "English" : "简体中文" }).click({ force: true });
  await page.locator(`html[lang^=${language}]`).waitFor();
  await page.keyboard.press("Escape");
}
