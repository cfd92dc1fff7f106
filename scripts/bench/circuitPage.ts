import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { ensureChromium } from "../lib/chromium.ts";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const ENTRY = path("../../sdk/bench/circuitsBrowserEntry.ts");
const WORKER = path("../../sdk/src/circuits/worker/browser.ts");
const COMPILED = path("../../circuits/compiled/");

/** As strict as a page that proves can be. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'";

export interface CircuitPage {
  /** Calls a function of the page's bundle; its answer is JSON. */
  call(name: string, ...args: readonly unknown[]): Promise<unknown>;
  /** What the page and its workers printed. */
  readonly printed: readonly string[];
  close(): Promise<void>;
}

/** A page of Chromium that proves, with the circuits' files served beside it. @throws UnavailableError `CHROMIUM_MISSING` */
export async function startCircuitPage(): Promise<CircuitPage> {
  const [page, worker] = [await bundle(ENTRY, "iife"), await bundle(WORKER, "esm")];
  const server = createServer((request, response) => {
    void answer(request.url ?? "/", page, worker).then(({ type, body }) => {
      response.setHeader("content-type", type);
      response.setHeader("content-security-policy", POLICY);
      return response.end(body);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const found = await ensureChromium();
  const browser = await chromium.launch({ executablePath: found.executablePath, args: [...found.args] });
  const opened = await browser.newPage();
  const printed: string[] = [];
  opened.on("console", (message) => printed.push(message.text()));
  opened.on("pageerror", (error) => printed.push(error.message));
  opened.setDefaultTimeout(0);
  await opened.goto(`http://127.0.0.1:${address.port}/`);
  return {
    printed,
    call: async (name, ...args) =>
      await opened.evaluate(
        async ([method, values]) => {
          const run: unknown = Reflect.get(Object(Reflect.get(globalThis, "circuits")), method);
          if (typeof run !== "function") throw new Error(`the page has no ${method}`);
          return (await Reflect.apply(run, undefined, [...values])) as unknown;
        },
        [name, args] as const,
      ),
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

async function answer(url: string, page: string, worker: string) {
  if (url === "/page.js") return { type: "text/javascript", body: page };
  if (url === "/worker.js") return { type: "text/javascript", body: worker };
  if (!url.startsWith("/compiled/"))
    return { type: "text/html", body: '<!doctype html><script src="/page.js"></script>' };
  return { type: "application/octet-stream", body: await readFile(`${COMPILED}${basename(url)}`) };
}

async function bundle(entry: string, format: "iife" | "esm"): Promise<string> {
  const built = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format,
    ...(format === "iife" && { globalName: "circuits" }),
    platform: "browser",
    // Branches for Node that a browser never takes.
    external: ["node:*", "fs", "path", "crypto"],
    logLevel: "silent",
  });
  return built.outputFiles[0]?.text ?? "";
}
