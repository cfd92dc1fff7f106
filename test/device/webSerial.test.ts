import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import { findSimulator, simulatedTransport } from "@medlattice/sdk/device/simulate";
import { type Served, servePty } from "@medlattice/sdk/node/device";
import { webSerialMachine, whyNot } from "./webSerialMachine.ts";
import type * as twinOf from "./webSerialTwin.ts";

type Twin = typeof twinOf;

const PATIENCE_MS = 15_000;
const skip = (await whyNot()) ?? false;

/** The browser's own Web Serial, its own port list and its own permission, from the page to an instrument (issue E). */
describe("a real serial port in Chromium", { skip }, () => {
  let server: Server;
  let folder: string;
  let served: Served;
  let browser: Browser;
  let url: string;

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
    url = `http://127.0.0.1:${address.port}`;
    folder = await mkdtemp(join(tmpdir(), "medlattice-web-serial-"));
    // It speaks only when it was asked, and only while it is kept alive.
    served = await servePty(simulatedTransport(findSimulator("capnostream")));
    const { executablePath, env } = await webSerialMachine(folder, url, served.address);
    browser = await chromium.launch({
      executablePath,
      args: ["--no-sandbox"],
      env: { ...process.env, ...env },
    });
  });
  after(async () => {
    await browser?.close();
    await served?.close();
    server?.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  async function call<Name extends keyof Twin>(
    page: Page,
    name: Name,
    ...args: Parameters<Twin[Name]>
  ): Promise<Awaited<ReturnType<Twin[Name]>>> {
    const answer: unknown = await page.evaluate(
      async ([method, given]) =>
        await Reflect.apply(Reflect.get(Reflect.get(globalThis, "twin"), method), null, given),
      [name, args] as const,
    );
    return answer as Awaited<ReturnType<Twin[Name]>>;
  }

  async function whenReading(page: Page): Promise<twinOf.WebSerialReport> {
    for (const end = Date.now() + PATIENCE_MS; ;) {
      const report = await call(page, "report");
      if (report.values >= 10 && report.samples >= 20) return report;
      if (Date.now() > end) assert.fail(JSON.stringify(report));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  it("brings an instrument's values to the page, again without a click after a reload, and says when it is gone", async () => {
    const page = await browser.newPage();
    await page.goto(url);
    assert.equal(await call(page, "ports"), 1);
    await call(page, "listen", "capnostream");
    const first = await whenReading(page);
    assert.deepEqual([first.state, first.bad], ["receiving", 0]);
    await page.reload();
    await call(page, "listen", "capnostream");
    assert.equal((await whenReading(page)).state, "receiving");
    await served.close();
    for (const end = Date.now() + PATIENCE_MS; (await call(page, "report")).state !== "lost";) {
      if (Date.now() > end) assert.fail(JSON.stringify(await call(page, "report")));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await call(page, "stop");
  });

  it("shows no port to a page that the policy does not name", async () => {
    const page = await browser.newPage();
    await page.goto(url.replace("127.0.0.1", "localhost"));
    assert.equal(await call(page, "ports"), 0);
  });
});

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [new URL("./webSerialTwin.ts", import.meta.url).pathname],
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
