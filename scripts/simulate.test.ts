import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { run } from "./lib/run.ts";

const small = ["--stations", "12,20", "--expected", "30", "--epochs", "1"];

describe("npm run simulate -- committee", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "medlattice-simulate-"));
  });
  after(async () => await rm(folder, { recursive: true }));

  const simulate = async (args: readonly string[]) =>
    await run("node", ["scripts/simulate.ts", ...args, "--out", folder], { quiet: true });

  it("writes a page and the data, and says where", async () => {
    const { code, output } = await simulate(["committee", "--seed", "7", ...small]);
    assert.equal(code, 0, output);
    assert.ok(output.includes(join(folder, "committee-7.html")));
    const page = await readFile(join(folder, "committee-7.html"), "utf8");
    assert.match(page, /^<!doctype html>/);
    const data: unknown = JSON.parse(await readFile(join(folder, "committee-7.json"), "utf8"));
    const cases: unknown = Reflect.get(Object(data), "cases");
    assert.ok(Array.isArray(cases) && cases.length === 2);
  });

  for (const [what, args] of [
    ["nothing to simulate", small],
    ["something else", ["market", ...small]],
    ["a seed in words", ["committee", "--seed", "seven"]],
    ["more seats than a committee has", ["committee", "--expected", "1001"]],
    ["nobody silent at all", ["committee", "--silent", "0"]],
  ] as const) {
    it(`refuses ${what} with 2`, async () => {
      assert.equal((await simulate(args)).code, 2);
    });
  }
});
