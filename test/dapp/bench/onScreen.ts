import type { CDPSession, Page } from "playwright-core";
import { type Dapp } from "../fixture/index.ts";
import { goTo } from "../story/goTo.ts";
import { connectAll } from "../story/showInstruments.ts";

const WARM_UP_MS = 10_000;

export interface OnScreen {
  /** Byte to pixel, milliseconds. */
  readonly latency: { readonly p50: number; readonly p95: number; readonly frames: number };
  readonly framesPerSecond: number;
  /** Processor time of a second, in cores: page and workers; the process that puts pictures together. */
  readonly cores: { readonly page: number; readonly pictures: number };
  /** Of the page's heap over the time that was measured, after collecting garbage, megabytes. */
  readonly growth: number;
  readonly seconds: number;
}

/** The six instruments of the default network on the live page: what a doctor has before her. */
export async function measureOnScreen(dapp: Dapp, seconds: number): Promise<OnScreen> {
  const { page, close } = await dapp.asPerson("doctor-hospital", {
    context: { viewport: { width: 1440, height: 900 } },
  });
  await goTo(page, { path: "/capture/", ready: "main h1" });
  await page.getByRole("button", { name: "Begin a demonstration" }).click();
  await page.getByRole("button", { name: "Add instrument" }).first().click();
  await connectAll(page);
  await page.keyboard.press("Escape");
  await page.locator("canvas").waitFor();
  await page.waitForTimeout(WARM_UP_MS);
  const browser = await dapp.browser.newBrowserCDPSession();
  const own = await page.context().newCDPSession(page);
  const heap = await heapOf(own);
  const before = await processorTime(browser);
  const { latencies, frames, lasted } = await watchFrames(page, seconds * 1000);
  const after = await processorTime(browser);
  const growth = (await heapOf(own)) - heap;
  await close();
  const sorted = latencies.toSorted((one, other) => one - other);
  const at = (part: number): number => sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
  return {
    latency: { p50: at(0.5), p95: at(0.95), frames: sorted.length },
    framesPerSecond: (frames * 1000) / lasted,
    cores: {
      page: (after.page - before.page) / (lasted / 1000),
      pictures: (after.pictures - before.pictures) / (lasted / 1000),
    },
    growth,
    seconds: lasted / 1000,
  };
}

/** A frame counts as seen when the next one begins: it has been handed over by then. */
async function watchFrames(
  page: Page,
  forMs: number,
): Promise<{ readonly latencies: readonly number[]; readonly frames: number; readonly lasted: number }> {
  return await page.evaluate(async (milliseconds) => {
    const latencies: number[] = [];
    let frames = 0;
    const began = performance.now();
    const drawn = (event: Event): void => {
      const heardAt = event instanceof CustomEvent ? Number(event.detail) : Number.NaN;
      requestAnimationFrame(() => latencies.push(performance.timeOrigin + performance.now() - heardAt));
    };
    document.querySelector("canvas")?.addEventListener("drawn", drawn);
    await new Promise<void>((resolve) => {
      const frame = (): void => {
        frames += 1;
        if (performance.now() - began >= milliseconds) resolve();
        else requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    return { latencies, frames, lasted: performance.now() - began };
  }, forMs);
}

async function processorTime(
  browser: CDPSession,
): Promise<{ readonly page: number; readonly pictures: number }> {
  const { processInfo } = await browser.send("SystemInfo.getProcessInfo");
  const of = (type: string): number =>
    processInfo.filter((each) => each.type === type).reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  return { page: of("renderer"), pictures: of("GPU") };
}

async function heapOf(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize / 1e6;
}
