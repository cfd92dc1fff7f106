import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { buildContracts } from "./build.ts";
import { CONTRACTS_FOLDER } from "./contract-list.ts";
import { driftedAbis } from "./generate-abis.ts";
import { storageLayouts } from "./storage-layout.ts";

describe("what is generated from the contracts", () => {
  before(async () => {
    await buildContracts();
  });

  it("generateAbis > gives the files the SDK has", () => {
    assert.deepEqual(driftedAbis(), [], "run `npm run abis -w contracts`");
  });

  it("storageLayouts > gives the committed layout", () => {
    const committed: unknown = JSON.parse(
      readFileSync(join(CONTRACTS_FOLDER, "storage-layout.json"), "utf8"),
    );
    assert.deepEqual(storageLayouts(), committed);
  });

  it("buildContracts > does nothing when nothing has changed", async () => {
    const started = performance.now();
    const { compiled } = await buildContracts();
    assert.equal(compiled, false);
    assert.ok(performance.now() - started < 1000, "a look at the sources takes a fraction of a second");
  });
});
