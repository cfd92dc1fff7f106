import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { choosePolicy } from "./choose.ts";
import { policyUri, presetPolicies } from "./known.ts";

const VALUE = "Observation.valueQuantity";
const TIME = "Observation.effectiveDateTime";

describe("choosePolicy", () => {
  const named = (key: string, classes: readonly string[]) => ({ key, policy: { classes } });
  const wide = named("wide", [VALUE, TIME, "Observation.note"]);
  const narrow = named("narrow", [VALUE, "Observation.status"]);

  it("takes the smallest policy that allows all of it", () => {
    assert.equal(choosePolicy([VALUE, VALUE], [wide, narrow]).policy, narrow);
    assert.equal(choosePolicy([VALUE, TIME], [narrow, wide]).policy, wide);
  });

  it("names what no policy allows", () => {
    const choice = choosePolicy([VALUE, "Patient.birthDate", "Patient.birthDate"], [wide, narrow]);
    assert.deepEqual(choice, { policy: null, outside: ["Patient.birthDate"] });
  });

  it("names nothing where several policies together would do", () => {
    const times = named("times", [TIME]);
    assert.deepEqual(choosePolicy([VALUE, TIME], [narrow, times]), { policy: null, outside: [] });
    assert.deepEqual(choosePolicy([VALUE], []), { policy: null, outside: [VALUE] });
  });
});

describe("presetPolicies", () => {
  it("are the four to begin with, and the empty one allows nothing", async () => {
    const presets = await presetPolicies();
    assert.deepEqual(
      presets.map(({ key }) => key),
      ["nothing", "results", "times", "notes"],
    );
    assert.equal(new Set(presets.map(({ policy }) => policy.root)).size, 4);
    const [nothing] = presets;
    assert.deepEqual(nothing?.policy.classes, []);
    assert.equal(choosePolicy([VALUE], presets).policy?.key, "results");
    assert.equal(choosePolicy([TIME], presets).policy?.key, "times");
    assert.equal(choosePolicy(["Condition.note"], presets).policy?.key, "notes");
  });

  it("have a name by the hash of their document (RFC 6920)", async () => {
    for (const { stored } of await presetPolicies()) {
      const hash = createHash("sha256").update(stored.bytes).digest("base64url");
      assert.equal(await policyUri(stored.bytes), `ni:///sha-256;${hash}`);
    }
  });
});
