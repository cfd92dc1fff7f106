import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Browser, chromium, type Page } from "playwright-core";
import { ensureChromium } from "../../scripts/lib/chromium.ts";
import { startTestChain, type TestChain } from "../oracle/fixture/chain.ts";
import { hospitalPlan, startOracles, type TestOracles } from "../oracle/fixture/oracle.ts";

const HOSPITAL = "hospital.example";

describe("the page about an oracle's routes, in Chromium", () => {
  let chain: TestChain;
  let oracles: TestOracles;
  let browser: Browser;
  let page: Page;
  /** What the browser complains of: scripts, styles and requests that the policy forbids, and whatever fails. */
  const complaints: string[] = [];

  before(async () => {
    chain = await startTestChain(7101, "private", [{ dnsName: HOSPITAL, kind: 1 }]);
    oracles = await startOracles(hospitalPlan(HOSPITAL, chain));
    const found = await ensureChromium();
    browser = await chromium.launch({ executablePath: found.executablePath, args: [...found.args] });
    page = await browser.newPage({ viewport: { width: 1200, height: 1600 } });
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("requestfailed", (request) => complaints.push(`${request.url()} failed`));
    page.on("response", (response) => {
      if (response.status() >= 400) complaints.push(`${response.url()} ${response.status()}`);
    });
  });

  after(async () => {
    await browser.close();
    await oracles.close();
    await chain.close();
  });

  it("shows every route under the content security policy, without a complaint", async () => {
    const { url } = oracles.get(HOSPITAL).oracle;
    const response = await page.goto(`${url}/docs`, { waitUntil: "networkidle" });
    const policy = response?.headers()["content-security-policy"] ?? "";
    assert.match(policy, /default-src 'self'/);
    // Nothing but the oracle itself, and no script that stands in the page.
    assert.doesNotMatch(policy, /https:|swagger\.io|script-src|style-src 'unsafe/);
    await page.getByRole("heading", { name: /MedLattice oracle of/ }).waitFor();
    await page.locator(".opblock").first().waitFor();
    const shown = await page.locator(".opblock").count();
    const document: unknown = await (await fetch(`${url}/docs/json`)).json();
    assert.ok(typeof document === "object" && document !== null && "paths" in document);
    const routes = Object.values(document.paths ?? {}).flatMap((methods: object) => Object.keys(methods));
    assert.ok(routes.length > 40);
    assert.equal(shown, routes.length);
    assert.deepEqual(complaints, []);
  });

  it("opens a route with what it takes and answers", async () => {
    const route = page.locator(".opblock", { hasText: "/v1/records/{recordId}/evidence" }).first();
    await route.locator(".opblock-summary-control").first().click();
    await route.getByText("recordId", { exact: false }).first().waitFor();
    await route.locator("table.responses-table").waitFor();
    assert.deepEqual(complaints, []);
  });
});
