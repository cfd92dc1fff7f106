import type { Page } from "playwright-core";
import type { PageToSee } from "./pages.ts";

/** Inside the app, without a reload: keys are in memory only. Waits until the page is full and no longer moves. */
export async function goTo(page: Page, { path, ready }: Pick<PageToSee, "path" | "ready">): Promise<void> {
  await page.evaluate((target) => {
    const next: unknown = Reflect.get(globalThis, "next");
    const router: unknown = Reflect.get(Object(next), "router");
    const push: unknown = Reflect.get(Object(router), "push");
    if (typeof push !== "function") throw new Error("the page has no router");
    Reflect.apply(push, router, [target]);
  }, path);
  await page.waitForURL((url) => `${url.pathname}${url.hash}` === path);
  await settle(page, ready);
}

export async function settle(page: Page, ready: string): Promise<void> {
  await page.locator(ready).first().waitFor();
  await page.waitForFunction(() => document.querySelector("main [aria-busy=true]") === null);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  // Titles are read from the records as they come into sight.
  await page.waitForTimeout(700);
}
