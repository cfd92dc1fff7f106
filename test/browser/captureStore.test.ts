import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import { ensureChromium } from "../../scripts/lib/chromium.ts";
import type * as twinOf from "./captureTwin.ts";

type Twin = typeof twinOf;

/** Where the capture page journals what instruments say (issue E): a browser that is killed loses at most the last second. */
describe("a capture in a browser", () => {
  let server: Server;
  let folder: string;
  let url: string;
  let running: { readonly process: ChildProcess; readonly browser: Browser };

  before(async () => {
    const script = await bundle();
    server = createServer((request, response) => {
      const isScript = request.url === "/twin.js";
      response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
      response.end(isScript ? script : '<!doctype html><script src="/twin.js"></script>');
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    assert.ok(address !== null && typeof address === "object");
    url = `http://127.0.0.1:${address.port}/`;
    folder = await mkdtemp(join(tmpdir(), "medlattice-capture-"));
    running = await startBrowser(folder);
  });

  after(async () => {
    await end(running, "SIGTERM");
    server.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  async function open(): Promise<Page> {
    const [context] = running.browser.contexts();
    assert.ok(context);
    const page = await context.newPage();
    await page.goto(url);
    return page;
  }

  async function call<Name extends keyof Twin>(
    where: Page,
    name: Name,
    ...args: Parameters<Twin[Name]>
  ): Promise<Awaited<ReturnType<Twin[Name]>>> {
    const answer: unknown = await where.evaluate(
      async ([method, values]) => {
        const twin: unknown = Reflect.get(globalThis, "twin");
        const verb: unknown = Reflect.get(Object(twin), method);
        if (typeof verb !== "function") throw new Error(`the page has no ${method}`);
        return await Reflect.apply(verb, undefined, values);
      },
      [name, args] as const,
    );
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the page answers as the twin is typed
    return answer as Awaited<ReturnType<Twin[Name]>>;
  }

  it("goes on in the same chain after the browser was killed, and after a reload, with all but the last second", async () => {
    let page = await open();
    await call(page, "begin");
    assert.equal(await call(page, "isKeyExtractable"), false);
    await call(page, "keepSending");
    // Over the end of the first chunk, so that there are a link and drafts behind it.
    await new Promise((resolve) => setTimeout(resolve, 12_400));
    const sent = await call(page, "sentValues");
    await end(running, "SIGKILL");
    running = await startBrowser(folder);
    page = await open();
    assert.equal(await call(page, "resume"), "resumed");
    assert.equal(await call(page, "mark", "After the kill"), "kept");
    await page.reload();
    assert.equal(await call(page, "resume"), "resumed");
    assert.equal(await call(page, "finish"), "finished");
    assert.equal(await call(page, "resume"), "none");
    const { problems, values, notices } = await call(page, "read");
    assert.deepEqual(problems, []);
    // Ten values a second, and as many again for the moments around it on a busy machine.
    assert.ok(values.length >= sent - 20, `${values.length} of ${sent}`);
    assert.deepEqual(
      values,
      Array.from({ length: values.length }, (_, index) => index),
    );
    assert.deepEqual(notices, ["resumed", "event-marker", "resumed"]);
    await page.close();
  });

  it("is one window's: the other is told, and the chain stays whole", async () => {
    const [first, second] = [await open(), await open()];
    await first.evaluate(() => indexedDB.deleteDatabase("capture-test"));
    await call(first, "begin");
    assert.equal(await call(second, "resume"), "resumed");
    assert.equal(await call(second, "finish"), "finished");
    assert.equal(await call(first, "finish"), "CAPTURE_OTHER_WINDOW");
    assert.deepEqual((await call(second, "read")).problems, []);
  });
});

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [new URL("./captureTwin.ts", import.meta.url).pathname],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "twin",
    platform: "browser",
    external: ["node:*", "fs", "path", "crypto"],
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

/** A browser of our own, so that it can be killed: Playwright ends those it starts gently. */
async function startBrowser(
  folder: string,
): Promise<{ readonly process: ChildProcess; readonly browser: Browser }> {
  const { executablePath, args } = await ensureChromium();
  const profile = `--user-data-dir=${folder}`;
  const flags = [...args, "--headless", "--remote-debugging-port=0", "--no-first-run", profile];
  const child = spawn(executablePath, [...flags, "about:blank"], { stdio: ["ignore", "ignore", "pipe"] });
  const endpoint = await new Promise<string>((resolve, reject) => {
    let said = "";
    child.once("exit", () => reject(new Error(`the browser ended: ${said}`)));
    child.stderr.setEncoding("utf8");
    child.stderr.on("data", (text: string) => {
      said += text;
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  return { process: child, browser: await chromium.connectOverCDP(endpoint) };
}

async function end(
  { process: child }: { readonly process: ChildProcess },
  signal: NodeJS.Signals,
): Promise<void> {
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}
