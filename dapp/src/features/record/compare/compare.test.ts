import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compare } from "./compare.ts";

const glucose = {
  resourceType: "Observation",
  status: "final",
  code: { text: "Glucose" },
  effectiveDateTime: "2026-11-09",
  valueQuantity: { value: 5.4, unit: "mmol/L" },
};
const iron = { ...glucose, code: { text: "Iron" } };

function bundle(...resources: readonly object[]) {
  return {
    resourceType: "Bundle",
    type: "collection",
    entry: resources.map((resource, index) => ({ fullUrl: `urn:uuid:${index}`, resource })),
  };
}

describe("compare", () => {
  it("finds no difference where only the order of members differs", () => {
    const { status, ...rest } = glucose;
    assert.deepEqual(compare(bundle(glucose), bundle({ ...rest, status })), { sections: [], unchanged: 1 });
  });
  it("tells the line of a value that changed, and which stayed", () => {
    const mended = { ...glucose, valueQuantity: { value: 4.5, unit: "mmol/L" } };
    const { sections, unchanged } = compare(bundle(iron, glucose), bundle(iron, mended));
    assert.equal(unchanged, 1);
    const [section] = sections;
    assert.equal(section?.change, "changed");
    assert.equal(section.isElsewhere, false);
    const changed = section.rows.filter(({ change }) => change !== "same");
    assert.deepEqual(
      changed.map(({ label, before, after }) => ({ label, before, after })),
      [{ label: { name: "Glucose" }, before: { text: "5.4 mmol/L" }, after: { text: "4.5 mmol/L" } }],
    );
  });
  it("tells what was added and what was removed, removed last", () => {
    const { sections } = compare(
      { ...bundle(glucose), entry: [{ fullUrl: "urn:uuid:a", resource: glucose }] },
      { ...bundle(iron), entry: [{ fullUrl: "urn:uuid:b", resource: iron }] },
    );
    assert.deepEqual(
      sections.map(({ change, item }) => [change, item.title]),
      [
        ["added", "Iron"],
        ["removed", "Glucose"],
      ],
    );
  });
  it("does not take resources that were numbered anew for others", () => {
    const { sections, unchanged } = compare(bundle(glucose, iron), bundle(iron));
    assert.equal(unchanged, 1);
    assert.deepEqual(
      sections.map(({ change, item }) => [change, item.title]),
      [["removed", "Glucose"]],
    );
  });
  it("keeps apart two resources that say the same", () => {
    const { sections, unchanged } = compare(bundle(glucose, glucose), bundle(glucose));
    assert.deepEqual([sections.map(({ change }) => change), unchanged], [["removed"], 1]);
  });
  it("says so where a difference stands in no line", () => {
    const [section] = compare(bundle(glucose), bundle({ ...glucose, meta: { versionId: "2" } })).sections;
    assert.equal(section?.isElsewhere, true);
  });
  it("compares a single resource with itself corrected", () => {
    const [section] = compare(glucose, { ...glucose, status: "corrected" }).sections;
    const changed = section?.rows.filter(({ change }) => change === "changed");
    assert.deepEqual(
      changed?.map(({ key }) => key),
      ["status"],
    );
  });
});
