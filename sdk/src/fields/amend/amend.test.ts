import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { poseidon3 } from "poseidon-lite/poseidon3";
import { checkAsyncProperty } from "../../testing/property.ts";
import { withCode } from "../../testing/errors.ts";
import {
  amendmentWitness,
  classField,
  correctFields,
  type FieldDocument,
  fieldPolicy,
  openLayout,
  POLICIES,
  policyDocument,
  readFields,
  readPolicy,
  readRedacted,
  redact,
  sealLayout,
} from "../index.ts";
import { rootOfPath } from "../tree.ts";
import { aBundle, bytesOf, fieldsOf, FHIR, plainTree, SEED } from "../testing/fixtures.ts";

const NAMES = "abcdefghijkl".split("");
const NEXT_SEED = SEED.with(3, 77);
const previous = await fieldsOf(aBundle());
const classes = [
  ...new Set(previous.sections.flatMap((each) => (each.kind === "shown" ? [each.className] : []))),
];
const all = await fieldPolicy([...classes, "Patient.gender", "Basic", "Basic.language"]);

function correct(content: unknown, from: FieldDocument = previous, fieldSeed = NEXT_SEED) {
  return correctFields({ previous: from, content: bytesOf(content), mediaType: FHIR, fieldSeed });
}

type Entry = ReturnType<typeof aBundle>["entry"][number];
const withEntries = (change: (entries: Entry[]) => readonly unknown[]) => {
  const bundle = aBundle();
  return { ...bundle, entry: change(bundle.entry) };
};
const withPatient = (change: object) =>
  withEntries(([first, ...rest]) => [{ ...first, resource: { ...first?.resource, ...change } }, ...rest]);

/** What the circuit checks, by other means: each slot from the root that the one before has left. */
async function replay(
  from: FieldDocument,
  to: FieldDocument,
  steps: ReturnType<typeof amendmentWitness>,
  policyRoot: string,
) {
  let root = from.root;
  for (const step of steps) {
    assert.equal(step.oldRoot, root);
    assert.equal(step.slots.length, 4);
    for (const slot of step.slots) {
      if (!slot.enabled) continue;
      const { position, path } = slot;
      const leafOf = (body: bigint) => poseidon3([slot.class, slot.locator, body]);
      const old = slot.isNew ? 0n : leafOf(slot.oldBody);
      assert.equal(await rootOfPath({ leaf: old, position, path }), root);
      root = await rootOfPath({ leaf: leafOf(slot.newBody), position, path });
      const allowed = { leaf: slot.class, position: slot.policyPosition, path: slot.policyPath };
      assert.equal(await rootOfPath(allowed), policyRoot);
    }
    assert.equal(step.newRoot, root);
  }
  assert.equal(root, to.root);
}

describe("an amended content", () => {
  it("keeps every other leaf, place and name", async () => {
    const { document, changed, layout } = await correct(withPatient({ birthDate: "1990-02-04" }));
    assert.equal(changed.length, 1);
    const [position = -1] = changed;
    const section = document.sections[position];
    assert.ok(section?.kind === "shown" && section.className === "Patient.birthDate");
    assert.deepEqual(layout.runs, [[0, previous.sections.length]]);
    assert.notEqual(document.root, previous.root);
    // The salt is a fresh one: the same text under the old seed would have another hash.
    const before = previous.sections[position];
    assert.ok(before?.kind === "shown");
    assert.notDeepEqual(section.seed, before.seed);
  });

  it("with nothing changed is the same tree", async () => {
    const { document, changed } = await correct(
      `  ${JSON.stringify(aBundle(), null, 2)}`.replace(/\n\s*/g, " "),
    );
    assert.deepEqual(changed.length > 0, true, "blanks within parts are text too");
    const same = await correct(aBundle());
    assert.deepEqual([same.changed, same.document.root], [[], previous.root]);
    assert.deepEqual(amendmentWitness(previous, same.document, all), []);
    assert.notEqual(document.root, previous.root);
  });

  it("leaves the place of what was removed, and puts what is new at the end", async () => {
    const size = previous.sections.length;
    const { birthDate: _birthDate, ...patient } = {
      ...aBundle().entry[0]?.resource,
      gender: "other",
    } as Record<string, unknown>;
    const content = withEntries(([first, , ...rest]) => [
      { ...first, resource: patient },
      { fullUrl: "urn:uuid:new", resource: { resourceType: "Basic", language: "en" } },
      ...rest,
    ]);
    const { document, layout, changed } = await correct(content);
    // Gender, and head and language of the new resource.
    assert.equal(document.sections.length, size + 3);
    const removed = layout.removed.map(({ locator }) => locator);
    assert.deepEqual(removed, [
      "urn:uuid:p1.birthDate",
      "urn:uuid:c1",
      "urn:uuid:c1.subject",
      "urn:uuid:c1.code",
    ]);
    for (const { position } of layout.removed) assert.equal(document.sections[position]?.kind, "removed");
    assert.equal(changed.length, 7);
    await replay(previous, document, amendmentWitness(previous, document, all), all.root);
  });

  it("finds resources without a name again by their text, then by their order", async () => {
    const basic = (language: string) => ({ resource: { resourceType: "Basic", language } });
    const before = await fieldsOf({ resourceType: "Bundle", entry: ["en", "de", "fr"].map(basic) });
    const { document, changed, layout } = await correct(
      { resourceType: "Bundle", entry: ["fr", "en"].map(basic) },
      before,
    );
    assert.equal(changed.length, 2, "head and language of the one that is gone");
    assert.deepEqual(
      layout.removed.map(({ locator }) => locator),
      ["#1", "#1.language"],
    );
    await replay(before, document, amendmentWitness(before, document, all), all.root);
    const edited = await correct({ resourceType: "Bundle", entry: ["en", "it", "fr"].map(basic) }, before);
    assert.equal(edited.changed.length, 1);
  });

  it("is read from its manifest as its author made it, version after version", async () => {
    const fileKey = new Uint8Array(16).fill(4);
    const recordId = `0x${"0e".repeat(32)}` as const;
    const contents = [
      withPatient({ birthDate: "1990-02-04", gender: "other" }),
      withEntries(([first, second, ...rest]) => [...rest, second, first]),
      withEntries((entries) => entries.slice(1)),
      aBundle(),
    ];
    let present = previous;
    for (const [index, content] of contents.entries()) {
      const at = { fileKey, recordId, version: index + 1 };
      const fieldSeed = SEED.with(0, 100 + index);
      const { document, layout } = await correct(content, present, fieldSeed);
      const opened = openLayout(sealLayout(layout, at), at);
      const read = await readFields({
        content: bytesOf(content),
        mediaType: FHIR,
        fieldSeed,
        layout: opened,
      });
      assert.equal(read.root, document.root, String(index));
      await replay(present, document, amendmentWitness(present, document, all), all.root);
      const shown = await readRedacted(redact(read, { positions: [2], parts: [] }));
      assert.equal(shown.root, document.root);
      present = document;
    }
  });

  it("agrees with its witness for any changes, in steps of four", async () => {
    const values = fc.dictionary(fc.constantFrom(...NAMES), fc.integer(), {
      maxKeys: 12,
      noNullPrototype: true,
    });
    const policy = await fieldPolicy(NAMES.map((name) => `Basic.${name}`));
    await checkAsyncProperty(
      fc.asyncProperty(values, values, async (a, b) => {
        const before = await fieldsOf({ resourceType: "Basic", ...a });
        const { document, changed } = await correct({ resourceType: "Basic", ...b }, before);
        const steps = amendmentWitness(before, document, policy);
        assert.equal(steps.length, Math.ceil(changed.length / 4));
        await replay(before, document, steps, policy.root);
        const leaves = document.sections.map(({ position }) => document.tree.leafAt(position));
        assert.equal(BigInt(document.root), plainTree(leaves, 9));
      }),
      30,
    );
  });

  it("outside the policy has no witness", async () => {
    const { document } = await correct(withPatient({ birthDate: "1990-02-04" }));
    for (const [name, names] of [
      ["nothing", []],
      ["another class", ["Patient.gender"]],
    ] as const) {
      const policy = await fieldPolicy(names);
      assert.throws(
        () => amendmentWitness(previous, document, policy),
        withCode("AMENDMENT_OUTSIDE_POLICY", { className: "Patient.birthDate" }),
        name,
      );
    }
  });

  it("of fields that were moved or exchanged has no witness", async () => {
    const other = await fieldsOf(withEntries((entries) => entries.toReversed()));
    assert.throws(() => amendmentWitness(previous, other, all), withCode("AMENDMENT_NOT_BOUNDED"));
  });

  it("cannot be made of what was erased in part", async () => {
    const erased = await readRedacted(redact(previous, { positions: [1], parts: [] }));
    await assert.rejects(correct(aBundle(), erased), withCode("FIELDS_REDACTED"));
  });
});

describe("a layout", () => {
  const at = { fileKey: new Uint8Array(16), recordId: `0x${"0a".repeat(32)}` as const, version: 1 };

  it("opens for its version and record only", async () => {
    const { layout } = await correct(withPatient({ gender: "other" }));
    const sealed = sealLayout(layout, at);
    assert.deepEqual(openLayout(sealed, at), layout);
    assert.throws(() => openLayout(sealed, { ...at, version: 2 }), withCode("AEAD_INVALID"));
    assert.throws(
      () => openLayout(sealed, { ...at, recordId: `0x${"0b".repeat(32)}` }),
      withCode("AEAD_INVALID"),
    );
    assert.throws(
      () => openLayout(sealed, { ...at, fileKey: new Uint8Array(16).fill(1) }),
      withCode("AEAD_INVALID"),
    );
  });

  it("gives each place once", async () => {
    const { layout } = await correct(aBundle());
    const wrong = [
      { ...layout, runs: [[0, 3] as const, [2, 5] as const] },
      { ...layout, runs: [[1, 3] as const] },
      { ...layout, removed: [{ position: 0, className: "Bundle", locator: "x" }] },
    ];
    for (const each of wrong) assert.throws(() => sealLayout(each, at), withCode("FIELDS_LAYOUT_INVALID"));
    const shorter = { ...layout, runs: [[0, 3] as const] };
    await assert.rejects(
      readFields({ content: bytesOf(aBundle()), mediaType: FHIR, fieldSeed: SEED, layout: shorter }),
      withCode("FIELDS_LAYOUT_MISMATCH"),
    );
  });
});

describe("a policy", () => {
  it("is the plain tree over its classes in ascending order", async () => {
    const names = ["Observation.valueQuantity", "Patient.name", "Observation"];
    const fields = names.map(classField).toSorted((a, b) => (a < b ? -1 : 1));
    const policy = await fieldPolicy(names);
    assert.equal(BigInt(policy.root), plainTree(fields, 4));
    assert.equal((await fieldPolicy(names.toReversed())).root, policy.root);
    assert.equal(policy.pathOf("Patient.birthDate"), null);
  });

  it("has at most 256 different classes", async () => {
    const names = (count: number) => Array.from({ length: count }, (_, index) => `T${index}`);
    assert.equal((await fieldPolicy(names(256))).classes.length, 256);
    await assert.rejects(fieldPolicy(names(257)), withCode("POLICY_INVALID", { reason: "size" }));
    await assert.rejects(fieldPolicy(["A", "A"]), withCode("POLICY_INVALID", { reason: "twice" }));
    await assert.rejects(fieldPolicy([""]), withCode("POLICY_INVALID", { reason: "name" }));
  });

  it("comes ready made, with a document that is read again", async () => {
    for (const preset of Object.values(POLICIES)) {
      const stored = await policyDocument(preset);
      const { policy, document } = await readPolicy(stored.bytes);
      assert.equal(document.name, preset.name);
      assert.deepEqual(policy.classes.toSorted(), [...preset.classes].toSorted());
      const other = bytesOf({ ...stored.value, root: `0x${"00".repeat(32)}` });
      await assert.rejects(readPolicy(other), withCode("POLICY_ROOT_MISMATCH"));
    }
  });
});
