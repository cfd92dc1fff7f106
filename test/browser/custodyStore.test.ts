import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import { ensureChromium } from "../../scripts/lib/chromium.ts";
import type * as twinOf from "./custodyTwin.ts";

type Twin = typeof twinOf;

const OWN = `0x${"11".repeat(32)}` as const;
const OTHER = `0x${"22".repeat(32)}` as const;

/** Where the dapp keeps an officer's share and nonces: nonces are used once, whatever tabs, reloads and kills come between. */
describe("an officer's secrets in a browser", () => {
  let server: Server;
  let folder: string;
  let url: string;
  let running: { readonly process: ChildProcess; readonly browser: Browser };
  let page: Page;

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
    folder = await mkdtemp(join(tmpdir(), "medlattice-officer-"));
    running = await startBrowser(folder);
  });

  after(async () => {
    await end(running, "SIGTERM");
    server.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  beforeEach(async () => {
    page = await open();
  });

  async function open(): Promise<Page> {
    const [context] = running.browser.contexts();
    assert.ok(context);
    const fresh = await context.newPage();
    await fresh.goto(url);
    return fresh;
  }

  async function call<Name extends keyof Twin>(
    where: Page,
    name: Name,
    ...args: Parameters<Twin[Name]>
  ): Promise<unknown> {
    return await where.evaluate(
      async ([method, values]) => {
        const twin: unknown = Reflect.get(globalThis, "twin");
        const verb: unknown = Reflect.get(Object(twin), method);
        if (typeof verb !== "function") throw new Error(`the page has no ${method}`);
        return await Reflect.apply(verb, undefined, values);
      },
      [name, args] as const,
    );
  }

  it("come back after a reload, to their own officer alone", async () => {
    await call(page, "write", OWN, "share-1", "mine");
    await page.reload();
    assert.equal(await call(page, "read", OWN, "share-1"), "mine");
    assert.equal(await call(page, "read", OTHER, "share-1"), null);
    assert.equal(await call(page, "read", OWN, "share-2"), null);
    await call(page, "write", OTHER, "share-1", "another's");
    assert.equal(await call(page, "read", OWN, "share-1"), "mine");
  });

  it("lie where nothing tells what they are of", async () => {
    const ceremony = "ab".repeat(20);
    await call(page, "write", OWN, `share-${ceremony}`, "sealed");
    const all = String(await call(page, "everything"));
    assert.ok(all.length > 0);
    assert.doesNotMatch(all, new RegExp(`${ceremony}|share|nonce`));
  });

  it("are taken once, though two tabs take all of them at the same time", async () => {
    const second = await open();
    const names = Array.from({ length: 24 }, (_, index) => `nonce-${index}`);
    for (const name of names) await call(page, "write", OWN, name, `of ${name}`);
    const taken = (await Promise.all([page, second].map((tab) => call(tab, "takeAll", OWN, names)))).flat();
    const expected = names.map((name) => [name, `of ${name}`]);
    assert.deepEqual(new Map(taken as [string, string][]), new Map(expected as [string, string][]));
    assert.equal(taken.length, names.length);
    assert.deepEqual(await call(second, "takeAll", OWN, names), []);
  });

  it("stay, and stay gone, when the browser is killed right after", async () => {
    await call(page, "write", OWN, "share-9", "kept");
    await call(page, "write", OWN, "nonce-9", "once");
    assert.deepEqual(await call(page, "takeAll", OWN, ["nonce-9"]), [["nonce-9", "once"]]);
    await end(running, "SIGKILL");
    running = await startBrowser(folder);
    page = await open();
    assert.equal(await call(page, "read", OWN, "nonce-9"), null);
    assert.equal(await call(page, "read", OWN, "share-9"), "kept");
  });

  it("are used by one tab at a time, which is told and does not wait for ever", async () => {
    const second = await open();
    await call(page, "begin", OWN);
    assert.equal(await call(second, "stepIfIdle", OWN), null);
    assert.equal(await call(second, "tryStep", OWN, 50), "CUSTODY_OTHER_TAB");
    assert.equal(await call(second, "tryStep", OTHER, 50), "done");
    const waiting = call(second, "tryStep", OWN, 20_000);
    await call(page, "finish");
    assert.equal(await waiting, "done");
    assert.equal(await call(second, "stepIfIdle", OWN), "done");
    await call(page, "begin", OWN);
    await page.close();
    assert.equal(await call(second, "tryStep", OWN, 20_000), "done");
  });
});

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [new URL("./custodyTwin.ts", import.meta.url).pathname],
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
