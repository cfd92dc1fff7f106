import type { Page } from "playwright-core";

/** By the main menu; on the page one is already on, nothing happens. @param name as the menu names it */
export async function follow(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true }).click();
}

/** Whether the page says something now. */
export function isSaid(page: Page, words: string | RegExp): () => Promise<boolean> {
  return async () => await page.getByText(words).first().isVisible();
}
