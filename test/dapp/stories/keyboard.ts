import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { demoDialog } from "../fixture/index.ts";

const MOST_TABS = 60;
const LOOK_MS = 50;
const PATIENCE_MS = 60_000;
/** A control as a screen reader says it: role and name. */
const NAMED = /^- '?\w+ "[^"]+"|^- \w+: \S/;

/** The page as somebody without a mouse has it. */
export interface Keyboard {
  /** Presses Tab until the focus is on what is wanted. @returns what was passed on the way, that one included, as a screen reader says it */
  tabTo(wanted: RegExp): Promise<readonly string[]>;
  /** @param wanted what has the focus now */
  press(key: string, wanted: RegExp): Promise<void>;
  type(text: string): Promise<void>;
  /** Signs what the demo wallet asks, with Enter on its button, until something is so and the focus is in the page again. */
  signUntil(isDone: () => Promise<boolean>): Promise<void>;
}

export function keyboardOf(page: Page): Keyboard {
  async function focused(): Promise<string | null> {
    const current = page.locator(":focus");
    return (await current.count()) === 0 ? null : ((await current.ariaSnapshot()).split("\n")[0] ?? null);
  }
  return {
    async tabTo(wanted) {
      const passed: string[] = [];
      for (let index = 0; index < MOST_TABS; index += 1) {
        await page.keyboard.press("Tab");
        const here = await focused();
        // After the last control comes the browser's own window.
        if (here === null) continue;
        assert.match(here, NAMED, `a control without a name: ${here}`);
        passed.push(here);
        if (wanted.test(here)) {
          assert.ok(await page.locator(":focus").isVisible(), `${here} has the focus and is not to be seen`);
          return passed;
        }
      }
      throw new Error(`Tab does not come to ${wanted.source}; it came to ${passed.join(", ")}`);
    },
    async press(key, wanted) {
      assert.match((await focused()) ?? "", wanted);
      await page.keyboard.press(key);
    },
    type: (text) => page.keyboard.type(text),
    async signUntil(isDone) {
      const until = Date.now() + PATIENCE_MS;
      const sign = demoDialog(page).getByRole("button", { name: "Sign", exact: true });
      while (!(await isDone()) || (await focused()) === null) {
        if (Date.now() > until) {
          throw new Error((await isDone()) ? "the focus is lost" : "the page did not get there");
        }
        if (!(await sign.isVisible())) {
          await page.waitForTimeout(LOOK_MS);
          continue;
        }
        if (!(await sign.evaluate((button) => button === document.activeElement))) {
          await page.keyboard.press("Tab");
        } else {
          await page.keyboard.press("Enter");
          await page.waitForTimeout(LOOK_MS);
        }
      }
    },
  };
}
