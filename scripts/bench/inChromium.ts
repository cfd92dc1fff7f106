import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import type { RecordTimes } from "../../sdk/bench/recordRows.ts";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { z } from "zod";
import { ensureChromium } from "../lib/chromium.ts";

const ENTRY = fileURLToPath(new URL("../../sdk/bench/browserEntry.ts", import.meta.url));
const ms = z.number();
const timesSchema = z.object({
  steps: z.object({ seal: ms, reencrypt: ms, open: ms, verify: ms }),
  rsa: z.object({ encrypt: ms, decrypt: ms }),
});

/** The record's cryptography, measured in a page of Chromium. @throws UnavailableError `CHROMIUM_MISSING` */
export async function measureInChromium(rounds?: number): Promise<RecordTimes> {
  const script = await bundle();
  const server = createServer((request, response) => {
    const isScript = request.url === "/bench.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : '<!doctype html><script src="/bench.js"></script>');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const found = await ensureChromium();
  const browser = await chromium.launch({ executablePath: found.executablePath, args: [...found.args] });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    await page.goto(`http://127.0.0.1:${address.port}/`);
    const times = await page.evaluate(async (count) => {
      const bench: unknown = Reflect.get(globalThis, "bench");
      const run: unknown = Reflect.get(Object(bench), "run");
      if (typeof run !== "function") throw new Error("the page has no bench");
      return (await Reflect.apply(run, undefined, [count])) as unknown;
    }, rounds);
    return timesSchema.parse(times);
  } finally {
    await browser.close();
    server.close();
  }
}

async function bundle(): Promise<string> {
  const built = await build({
    entryPoints: [ENTRY],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "bench",
    platform: "browser",
    // mcl-wasm carries a branch for Node that a browser never takes.
    external: ["node:*", "fs", "path", "crypto"],
    logLevel: "silent",
  });
  return built.outputFiles[0]?.text ?? "";
}
