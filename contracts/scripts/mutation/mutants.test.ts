import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { CONTRACTS_FOLDER } from "../contract-list.ts";
import { applyMutant } from "./mutant.ts";
import { mutants } from "./mutants.ts";

describe("mutants", () => {
  it("fit the sources, each in its place", () => {
    const folder = mkdtempSync(join(tmpdir(), "medlattice-mutants-"));
    try {
      cpSync(join(CONTRACTS_FOLDER, "src"), join(folder, "src"), { recursive: true });
      for (const mutant of mutants) applyMutant(folder, mutant)();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("have ids of their own", () => {
    assert.equal(new Set(mutants.map(({ id }) => id)).size, mutants.length);
  });

  it("break properties that PROPERTIES.md lists", () => {
    const listed = readFileSync(join(CONTRACTS_FOLDER, "PROPERTIES.md"), "utf8");
    for (const { property } of mutants) assert.ok(listed.includes(`| ${property} |`), property);
  });
});
