import { before, describe, it } from "node:test";
import assert from "node:assert/strict";
import fc from "fast-check";
import { withCode } from "../testing/errors.ts";
import { checkAsyncProperty } from "../testing/property.ts";
import type { CircuitInputs } from "./circuit.ts";
import { boundedCorrection } from "./generated/bounded-correction.ts";
import { type Change, aRecord, amendmentInputs, changed, leafOf } from "./testing/amendment.ts";
import { programOf } from "./testing/files.ts";
import { computeWitness } from "./worker/witness.ts";

let program: WebAssembly.Module;
before(async () => {
  program = await programOf(boundedCorrection);
});

const holds = async (inputs: CircuitInputs) => await computeWitness(program, inputs);
const refuses = async (inputs: CircuitInputs) =>
  await assert.rejects(computeWitness(program, inputs), withCode("CIRCUIT_REFUSES"));

const sections = aRecord();
const policy = [101n, 102n];
/** One change of a section that the policy allows. */
const anAmendment = (changes: readonly Change[] = [changed(sections, 4, 9n)]) =>
  amendmentInputs({ sections, changes, policy });
/** The same with another first slot. */
const withFirst = (
  name: "class" | "locator" | "oldBody" | "newBody" | "position" | "policyPosition",
  value: bigint,
) => {
  const valid = anAmendment();
  return { ...valid, [name]: [value, ...valid[name].slice(1)] };
};

describe("bounded-correction", () => {
  it("agrees with the twin on changes of any sections", async () => {
    const element = fc.bigInt({ min: 0n, max: 2n ** 248n - 1n });
    const places = fc.uniqueArray(fc.nat(11), { maxLength: 4 });
    await checkAsyncProperty(
      fc.asyncProperty(places, element, async (positions, body) => {
        const allowed = [101n, 102n, 103n];
        const changes = positions.map((position) => changed(sections, position, body + BigInt(position)));
        const inputs = amendmentInputs({ sections, changes, policy: allowed });
        await holds(inputs);
        await refuses({ ...inputs, newRoot: inputs.newRoot ^ 1n });
      }),
      4,
    );
  });

  it("takes one to four changes, several of one section, and none", async () => {
    await holds(anAmendment([]));
    await holds(anAmendment([0, 1, 3, 4].map((position) => changed(sections, position, 9n))));
    const twice = [changed(sections, 4, 9n), changed(sections.with(4, { ...aSection(4), body: 9n }), 4, 10n)];
    await holds(anAmendment(twice));
  });

  it("takes a slot that changes nothing, and slots that are not used in any place", async () => {
    await holds(anAmendment([changed(sections, 4, aSection(4).body)]));
    const valid = anAmendment();
    const moved = (column: readonly unknown[]) => [...column.slice(1), ...column.slice(0, 1)];
    const columns = Object.entries(valid).map(([name, value]) => [
      name,
      Array.isArray(value) ? moved(value) : value,
    ]);
    await holds(Object.fromEntries(columns) as CircuitInputs);
  });

  it("takes a removed section and one that comes back", async () => {
    await holds(anAmendment([changed(sections, 4, 0n)]));
    const removed = sections.with(4, { ...aSection(4), body: 0n });
    await holds(amendmentInputs({ sections: removed, changes: [changed(removed, 4, 9n)], policy }));
  });

  it("takes a new section at an absent place, and refuses one over another", async () => {
    const after = { class: 101n, locator: 7n, body: 8n };
    await holds(anAmendment([{ position: 12, before: null, after }]));
    await holds(anAmendment([{ position: 4 ** 9 - 1, before: null, after }]));
    await refuses(anAmendment([{ position: 4, before: null, after }]));
  });

  it("takes the largest policy and refuses the empty one", async () => {
    const classes = Array.from({ length: 256 }, (_, i) => BigInt(i + 1));
    await holds(amendmentInputs({ sections, changes: [changed(sections, 4, 9n)], policy: classes }));
    await refuses(amendmentInputs({ sections, changes: [changed(sections, 4, 9n)], policy: [] }));
    await holds(amendmentInputs({ sections, changes: [], policy: [] }));
  });

  it("refuses a class outside the policy, and a place in it that is another class's", async () => {
    await refuses(anAmendment([changed(sections, 2, 9n)]));
    await refuses(withFirst("policyPosition", 0n));
  });

  it("refuses class 0, which stands in every policy that is not full", async () => {
    const odd = sections.with(4, { ...aSection(4), class: 0n });
    const inputs = amendmentInputs({ sections: odd, changes: [changed(odd, 4, 9n)], policy: [0n, 101n] });
    await refuses(inputs);
  });

  it("refuses a change of class or locator", async () => {
    const at = aSection(4);
    for (const after of [
      { ...at, class: 101n, body: 9n },
      { ...at, locator: 1n, body: 9n },
    ]) {
      assert.notDeepEqual({ ...after, body: at.body }, at);
      await refuses(anAmendment([{ position: 4, before: at, after }]));
    }
  });

  it("refuses a section that is moved, and sections in another order", async () => {
    // 4 and 1 are of one class: exchanging their places would need their locators to change.
    const [four, one] = [aSection(4), aSection(1)];
    assert.equal(four.class, one.class);
    await refuses(
      anAmendment([
        { position: 4, before: four, after: one },
        { position: 1, before: one, after: four },
      ]),
    );
    await refuses(withFirst("position", 5n));
    await refuses(withFirst("position", 4n ** 9n + 4n));
  });

  it("refuses another old body, new body, class or locator than the roots have", async () => {
    for (const name of ["oldBody", "newBody", "class", "locator"] as const)
      await refuses(withFirst(name, 1n));
  });

  it("refuses a fifth change, and roots between which a change is not proven", async () => {
    const five = [0, 1, 3, 4, 6].map((position) => changed(sections, position, 9n));
    const four = anAmendment(five.slice(0, 4));
    const after = sections.map((section, i) => five.find(({ position }) => position === i)?.after ?? section);
    const unproven = amendmentInputs({ sections: after, changes: [], policy });
    await refuses({ ...four, newRoot: unproven.newRoot });
    await refuses({ ...anAmendment([]), newRoot: four.newRoot });
    await assert.rejects(holds(anAmendment(five)), withCode("CIRCUIT_INPUT_INVALID"));
  });

  it("refuses a slot that is neither used nor unused, or neither new nor old", async () => {
    const valid = anAmendment();
    for (const name of ["enabled", "isNew"] as const) await refuses({ ...valid, [name]: [2n, 0n, 0n, 0n] });
    await refuses({ ...valid, enabled: [0n, 0n, 0n, 0n] });
  });

  it("refuses each root when it is another, and siblings in another order", async () => {
    const valid = anAmendment();
    for (const name of ["oldRoot", "newRoot", "policyRoot"] as const) {
      await refuses({ ...valid, [name]: valid[name] + 1n });
    }
    const [first = [], ...others] = valid.path;
    const turned = [first.map((level) => level.toReversed()), ...others];
    await refuses({ ...valid, path: turned });
  });

  it("has leaves that say more than an inner node could", () => {
    // A leaf hashes three values and a node four, so no node passes for a leaf.
    assert.notEqual(leafOf({ class: 1n, locator: 2n, body: 3n }), anAmendment([]).oldRoot);
  });
});

function aSection(position: number) {
  const section = sections[position];
  if (section === undefined) throw new RangeError(`no section ${position}`);
  return section;
}
