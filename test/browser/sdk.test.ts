import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { after, before, describe, it } from "node:test";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import { ensureChromium } from "../../scripts/lib/chromium.ts";
import * as here from "./sdkTwin.ts";

type Twin = typeof here;

const OWNER_SCALAR = "1234567890123456789012345678901234567890";
const READER_SCALAR = "9876543210987654321098765432109876543210";
const CONTENT = "Köln · 血压 120/80 · \u{1F9EA}";

describe("the SDK in Node and in Chromium", () => {
  let server: Server;
  let browser: Browser;
  let page: Page;
  const messages: string[] = [];

  before(async () => {
    const bundle = await build({
      entryPoints: [new URL("./sdkTwin.ts", import.meta.url).pathname],
      bundle: true,
      write: false,
      format: "iife",
      globalName: "twin",
      platform: "browser",
      // mcl-wasm carries a branch for Node that a browser never takes.
      external: ["node:*", "fs", "path", "crypto"],
      logLevel: "silent",
    });
    const script = bundle.outputFiles[0]?.text ?? "";
    server = createServer((request, response) => {
      const isScript = request.url === "/twin.js";
      response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
      response.end(isScript ? script : '<!doctype html><script src="/twin.js"></script>');
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const address = server.address();
    assert.ok(address !== null && typeof address === "object");
    const found = await ensureChromium();
    browser = await chromium.launch({
      executablePath: found.executablePath,
      args: [...found.args],
      headless: true,
    });
    page = await browser.newPage();
    page.on("pageerror", (error) => messages.push(error.message));
    page.on("console", (message) => messages.push(message.text()));
    await page.goto(`http://127.0.0.1:${address.port}/`);
  });

  after(async () => {
    await browser?.close();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });

  async function inPage<Name extends keyof Twin>(
    name: Name,
    ...args: Parameters<Twin[Name]>
  ): Promise<unknown> {
    return await page.evaluate(
      async ([method, values]) => {
        const twin: unknown = Reflect.get(globalThis, "twin");
        const fn: unknown = Reflect.get(Object(twin), method);
        if (typeof fn !== "function") throw new Error(`the page has no ${method}`);
        return await Reflect.apply(fn, undefined, values);
      },
      [name, args] as const,
    );
  }

  it("opens in Node what was sealed, encapsulated and committed to in Chromium", async () => {
    const made = await inPage("make", CONTENT, OWNER_SCALAR);
    assert.equal(await here.read(made as here.Made, READER_SCALAR), CONTENT);
  });

  it("opens in Chromium what was made in Node", async () => {
    const made = await here.make(CONTENT, OWNER_SCALAR);
    assert.equal(await inPage("read", made, READER_SCALAR), CONTENT);
  });

  it("refuses in Chromium a capsule of another record, with the same code as in Node", async () => {
    const made = await here.make(CONTENT, OWNER_SCALAR);
    const flipped = { ...made, capsule: { ...made.capsule, sender: `0x${"34".repeat(32)}` as const } };
    const code = await page.evaluate(async (value) => {
      const twin: unknown = Reflect.get(globalThis, "twin");
      const read: unknown = Reflect.get(Object(twin), "read");
      try {
        if (typeof read === "function") await Reflect.apply(read, undefined, [value, "5"]);
        return "none";
      } catch (error) {
        return String(Reflect.get(Object(error), "code"));
      }
    }, flipped);
    const inNode = await here.read(flipped, "5").then(
      () => "none",
      (error: unknown) => String(Reflect.get(Object(error), "code")),
    );
    assert.notEqual(inNode, "none");
    assert.equal(code, inNode);
  });

  it("cuts and hashes fields in Chromium as in Node, and reads there what was hidden here", async () => {
    const made = await here.makeFields(150);
    assert.deepEqual(await inPage("makeFields", 150), made);
    assert.equal(await inPage("readCopy", made.copy), made.root);
  });

  it("wraps a master key under a passphrase in Chromium", async () => {
    assert.equal(await inPage("wrapAndUnwrap", "correct horse battery staple"), true);
  });

  it("runs without a word on the console", () => {
    assert.deepEqual(messages, []);
  });
});
