import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { renderSchema } from "../../../scripts/generate-fhir-schema.ts";
import { renderSample } from "../../../scripts/sample-bundle/render.ts";
import { isPrimitive } from "../rules/primitives.ts";
import { loadSchema } from "./loadSchema.ts";

const committed = readFileSync(new URL("./r4.json", import.meta.url), "utf8");

describe("the generated files", () => {
  it("r4.json is what the definitions give", () => assert.ok(renderSchema() === committed));

  it("r4.json is small enough for a browser", () => assert.ok(gzipSync(committed).length < 100_000));

  it("the sample is what its script gives", () => {
    const sample = readFileSync(new URL("../../../samples/hospital-stay.json", import.meta.url), "utf8");
    assert.ok(renderSample() === sample);
  });
});

describe("Schema", () => {
  it("knows the 146 resources of R4 with their elements, and no others", async () => {
    const schema = await loadSchema();
    assert.equal(schema.resources.size, 146);
    for (const name of ["Resource", "DomainResource", "SubscriptionStatus", "HumanName", "toString"])
      assert.ok(!schema.resources.has(name), name);
    for (const name of schema.resources) assert.ok(schema.type(name)?.byJsonName.has("id"), name);
  });

  it("knows the type of every element", async () => {
    const schema = await loadSchema();
    const seen = new Set<string>();
    const pending = [...schema.resources, "Element", "Bundle.entry"];
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      if (seen.has(name) || isPrimitive(name)) continue;
      seen.add(name);
      const rules = schema.type(name);
      assert.ok(rules, name);
      for (const rule of rules.byJsonName.values()) pending.push(rule.type);
    }
    assert.ok(seen.size > 600);
  });

  it("spells choices out and keeps inherited elements", async () => {
    const schema = await loadSchema();
    const observation = schema.type("Observation");
    assert.equal(observation?.byJsonName.get("valueQuantity")?.step, "value.ofType(Quantity)");
    assert.equal(observation?.byJsonName.has("value"), false);
    assert.equal(observation?.byJsonName.get("modifierExtension")?.type, "Extension");
    assert.equal(schema.type("Questionnaire.item")?.byJsonName.get("item")?.type, "Questionnaire.item");
    assert.equal(schema.type("Dosage")?.byJsonName.get("maxDosePerLifetime")?.type, "SimpleQuantity");
    assert.equal(schema.type("SimpleQuantity")?.byJsonName.get("comparator")?.max, 0);
    assert.equal(schema.type("Extension")?.byJsonName.has("valueMeta"), true);
    assert.ok(schema.isA("Age", "Quantity") && !schema.isA("Quantity", "Age"));
  });
});
