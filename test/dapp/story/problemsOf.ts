import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** WCAG 2.2 AA, as far as a program can tell. */
const STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const NARROWEST = { width: 320, height: 640 };
export const WIDE = { width: 1280, height: 900 };

/** What is wrong with a page as it stands: rules 5 to 7 of docs/dapp.md, in both themes and on the narrowest phone. */
export async function problemsOf(page: Page): Promise<readonly string[]> {
  const problems: string[] = [];
  await wear(page, "dark");
  const dark = await new AxeBuilder({ page }).withRules(["color-contrast"]).analyze();
  // With the contrast of this theme.
  await wear(page, "light");
  const light = await new AxeBuilder({ page }).withTags(STANDARD).analyze();
  for (const { id, nodes } of [...light.violations, ...dark.violations])
    problems.push(`${id} at ${nodes.map(({ html }) => html).join(" ")}`);
  const text = await page.locator("main").innerText();
  if (/0x[0-9a-f]{6}/i.test(text)) problems.push("an id in the text");
  if ((await page.locator("h1").count()) !== 1) problems.push("not exactly one h1");
  await page.setViewportSize(NARROWEST);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  if (overflow > 0) problems.push(`${overflow} pixels wider than ${NARROWEST.width}`);
  await page.setViewportSize(WIDE);
  return problems;
}

/** Puts a theme on and waits for what moves: half way from one to the other, colours are neither's. Spinners never end and are not waited for. */
async function wear(page: Page, theme: "dark" | "light"): Promise<void> {
  await page.evaluate((value) => (document.documentElement.dataset["theme"] = value), theme);
  await page.evaluate(async () => {
    const moving = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(moving.map(({ finished }) => finished));
  });
}
