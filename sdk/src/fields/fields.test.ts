import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { streamOf, utf8 } from "../codec/index.ts";
import { withCode } from "../testing/errors.ts";
import { checkAsyncProperty } from "../testing/property.ts";
import { fieldRootOf, fieldSeedOf, fieldTree, readFields } from "./index.ts";
import { rootOfPath } from "./tree.ts";
import {
  aBundle,
  bytesOf,
  fieldsOf,
  FHIR,
  plainRoot,
  type PlainSection,
  plainTree,
  SEED,
} from "./testing/fixtures.ts";

const hexOf = (value: bigint): string => `0x${value.toString(16).padStart(64, "0")}`;
const rootOf = (content: unknown, mediaType = FHIR) =>
  fieldRootOf({ content: bytesOf(content), mediaType, fieldSeed: SEED });
const elements = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`e${index}`, index]));

describe("the field root", () => {
  it("of one resource is what the document says, computed with other libraries", async () => {
    const content =
      '{"resourceType":"Observation", "id":"a", "valueQuantity" : {"value": 1.50, "unit":"µmol/L"},\n"note":[{"text":"x"},{"text":"\\u00b5"}],"issued":"2026-11-21T00:00:00Z","component":[]}';
    const sections: PlainSection[] = [
      {
        className: "Observation",
        locator: "Observation/a",
        parts: [
          ["/resourceType", '"Observation"'],
          ["/id", '"a"'],
        ],
      },
      {
        className: "Observation.valueQuantity",
        locator: "Observation/a.valueQuantity",
        parts: [
          ["/value", "1.50"],
          ["/unit", '"µmol/L"'],
        ],
      },
      {
        className: "Observation.note",
        locator: "Observation/a.note",
        parts: [
          ["[0]", '{"text":"x"}'],
          ["[1]", '{"text":"\\u00b5"}'],
        ],
      },
      {
        className: "Observation.issued",
        locator: "Observation/a.issued",
        parts: [["", '"2026-11-21T00:00:00Z"']],
      },
      { className: "Observation.component", locator: "Observation/a.component", parts: [["", "[]"]] },
    ];
    assert.equal(await rootOf(content), plainRoot(sections));
    assert.equal((await fieldsOf(content)).root, plainRoot(sections));
    assert.equal(await rootOf(`\ufeff${content}`), plainRoot(sections));
  });

  it("of a Bundle names entries by fullUrl, by type and id, or by place", async () => {
    const patient = '{"resourceType":"Patient","id":"x","active":true}';
    const content = `{"resourceType":"Bundle","entry":[{"fullUrl":"urn:uuid:1","resource":${patient}},{"resource":${patient}},{"resource":{"resourceType":"Basic"}},{"request":{"method":"GET"}},7,{}],"type":"batch"}`;
    const head = [
      ["/resourceType", '"Patient"'],
      ["/id", '"x"'],
    ] as const;
    const sections: PlainSection[] = [
      {
        className: "Bundle",
        locator: "#",
        parts: [
          ["/resourceType", '"Bundle"'],
          ["/type", '"batch"'],
        ],
      },
      { className: "Patient", locator: "urn:uuid:1", parts: [...head, ["entry/fullUrl", '"urn:uuid:1"']] },
      { className: "Patient.active", locator: "urn:uuid:1.active", parts: [["", "true"]] },
      { className: "Patient", locator: "Patient/x", parts: head },
      { className: "Patient.active", locator: "Patient/x.active", parts: [["", "true"]] },
      { className: "Basic", locator: "#2", parts: [["/resourceType", '"Basic"']] },
      { className: "BundleEntry", locator: "#3", parts: [["entry/request", '{"method":"GET"}']] },
      { className: "BundleEntry", locator: "#4", parts: [["", "7"]] },
      { className: "BundleEntry", locator: "#5", parts: [["", "{}"]] },
    ];
    assert.equal(await rootOf(content), plainRoot(sections));
  });

  it("gives up names that are not the only ones, also through points in elements", async () => {
    const twice = await fieldsOf({
      resourceType: "Bundle",
      entry: [1, 2].map(() => ({
        fullUrl: "urn:uuid:1",
        resource: { resourceType: "Basic", language: "en" },
      })),
    });
    const names = twice.sections.flatMap((section) => (section.kind === "shown" ? [section.locator] : []));
    assert.deepEqual(names, ["#", "#0", "#0.language", "#1", "#1.language"]);
    const points = await fieldsOf({
      resourceType: "Bundle",
      entry: [
        { fullUrl: "a", resource: { resourceType: "Basic", "b.c": 1 } },
        { fullUrl: "a.b", resource: { resourceType: "Basic", c: 1 } },
      ],
    });
    assert.ok(
      points.sections.every((section) => section.kind === "shown" && section.locator.startsWith("#")),
    );
  });

  it("cuts at elements up to 1 024 sections and at resources from 1 025 on", async () => {
    // One section is the resource's head.
    const at = await fieldsOf({ resourceType: "Basic", id: "b", ...elements(1_023) });
    assert.deepEqual([at.level, at.sections.length], ["element", 1_024]);
    const beyond = await fieldsOf({ resourceType: "Basic", id: "b", ...elements(1_024) });
    assert.deepEqual([beyond.level, beyond.sections.length], ["resource", 1]);
    const bundle = (count: number) => ({
      resourceType: "Bundle",
      entry: [{ fullUrl: "urn:uuid:1", resource: { resourceType: "Basic", ...elements(count) } }],
    });
    assert.equal((await fieldsOf(bundle(1_022))).level, "element");
    const large = await fieldsOf(bundle(1_023));
    assert.deepEqual([large.level, large.sections.length], ["resource", 2]);
    const [, section] = large.sections;
    assert.ok(section?.kind === "shown" && section.parts.length === 1_025);
  });

  it("takes one element, an empty Bundle and a Bundle without entries", async () => {
    assert.equal((await fieldsOf('{"resourceType":"Patient"}')).sections.length, 1);
    assert.equal((await fieldsOf('{"resourceType":"Bundle","entry":[]}')).sections.length, 1);
    assert.equal((await fieldsOf('{"resourceType":"Bundle"}')).sections.length, 1);
  });

  it("makes one section of anything that is no FHIR, and the same of its stream", async () => {
    const content = Uint8Array.from({ length: 200_000 }, (_, index) => index % 251);
    const input = { content, mediaType: "image/png", fieldSeed: SEED };
    const document = await readFields(input);
    const text = Buffer.from(content).toString("latin1");
    assert.deepEqual([document.level, document.sections.length, text.length], ["whole", 1, 200_000]);
    const pieces = [content.subarray(0, 1), content.subarray(1, 70_000), content.subarray(70_000)];
    assert.equal(await fieldRootOf({ ...input, content: streamOf(pieces) }), document.root);
    const fhir = bytesOf(aBundle());
    assert.equal(
      await fieldRootOf({
        content: streamOf([fhir.subarray(0, 9), fhir.subarray(9)]),
        mediaType: FHIR,
        fieldSeed: SEED,
      }),
      (await fieldsOf(aBundle())).root,
    );
    for (const other of ["[1]", "7", '{"resourceType":"patient"}', '{"a":1}'])
      assert.equal((await fieldsOf(other)).level, "whole", other);
  });

  const refused: readonly (readonly [string, string, string])[] = [
    ["a name twice", '{"resourceType":"Basic","a":1,"a":2}', "duplicate-name"],
    ["a name twice, once escaped", '{"resourceType":"Basic","a":1,"\\u0061":2}', "duplicate-name"],
    ["a name twice deep inside", '{"resourceType":"Basic","a":[{"b":{"c":1,"c":2}}]}', "duplicate-name"],
    [
      "a name twice among many",
      `{"resourceType":"Basic",${Array.from({ length: 40 }, (_, index) => `"k${index}":0`).join()},"k3":1}`,
      "duplicate-name",
    ],
    ["endless nesting", `{"resourceType":"Basic","a":${"[".repeat(100_000)}`, "depth"],
    ["half a surrogate", '{"resourceType":"Basic","a":"\\ud83d"}', "surrogate"],
    ["a cut file", '{"resourceType":"Basic","a":', "syntax"],
    ["two documents", '{"resourceType":"Basic"}{}', "syntax"],
    ["a leading zero", '{"resourceType":"Basic","a":01}', "syntax"],
    ["a trailing comma", '{"resourceType":"Basic","a":[1,]}', "syntax"],
    ["a control character", '{"resourceType":"Basic","a":"\n"}', "syntax"],
  ];
  for (const [what, text, rule] of refused) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(rootOf(text), withCode("FIELDS_NOT_JSON", { rule }));
    });
  }

  it("refuses bytes that are no UTF-8", async () => {
    const content = Uint8Array.from([...utf8('{"resourceType":"Basic","a":"'), 0xc3, 0x28, ...utf8('"}')]);
    await assert.rejects(
      fieldRootOf({ content, mediaType: FHIR, fieldSeed: SEED }),
      withCode("FIELDS_NOT_JSON", { rule: "utf-8" }),
    );
  });

  it("changes with every character of the content, the seed and the record", async () => {
    const root = await rootOf(aBundle());
    const changed = JSON.stringify(aBundle()).replace("7 Hidden Lane", "8 Hidden Lane");
    assert.notEqual(await rootOf(changed), root);
    assert.notEqual((await fieldsOf(aBundle(), SEED.with(0, 9))).root, root);
    const fileKey = new Uint8Array(16).fill(1);
    const [a, b] = [`0x${"01".repeat(32)}`, `0x${"02".repeat(32)}`] as const;
    assert.notDeepEqual(fieldSeedOf(fileKey, a), fieldSeedOf(fileKey, b));
    assert.notDeepEqual(fieldSeedOf(fileKey, a), fieldSeedOf(new Uint8Array(16).fill(2), a));
  });

  it("agrees with the plain computation on any resource", async () => {
    const name = fc
      .string({ minLength: 1, maxLength: 8 })
      .filter((text) => text !== "resourceType" && text !== "id" && text !== "__proto__");
    const members = fc.dictionary(name, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 8, noNullPrototype: true });
    await checkAsyncProperty(
      fc.asyncProperty(members, async (value) => {
        const sections: PlainSection[] = [
          {
            className: "Basic",
            locator: "Basic/1",
            parts: [
              ["/resourceType", '"Basic"'],
              ["/id", '"1"'],
            ],
          },
          ...Object.entries(value).map(([key, member]) => ({
            className: `Basic.${key}`,
            locator: `Basic/1.${key}`,
            parts: partsOf(member),
          })),
        ];
        assert.equal(await rootOf({ resourceType: "Basic", id: "1", ...value }), plainRoot(sections));
      }),
      40,
    );
  });

  it("of 50 MB is made in steps that let others have their turn", async () => {
    const entry = (index: number) =>
      `{"fullUrl":"urn:uuid:${index}","resource":{"resourceType":"Observation","status":"final","note":[{"text":"${"n".repeat(49_800)}"}]}}`;
    const text = `{"resourceType":"Bundle","entry":[${Array.from({ length: 1_060 }, (_, index) => entry(index)).join()}]}`;
    assert.ok(text.length > 50 * 1_048_576);
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    const root = await rootOf(text);
    clearInterval(timer);
    assert.match(root, /^0x[0-9a-f]{64}$/);
    assert.ok(longest > 0, "the timer ran while the root was made");
  });
});

function partsOf(member: unknown): (readonly [string, string])[] {
  const none = [["", JSON.stringify(member)] as const];
  if (Array.isArray(member))
    return member.length === 0
      ? none
      : member.map((item, index) => [`[${index}]`, JSON.stringify(item)] as const);
  if (typeof member !== "object" || member === null) return none;
  const entries = Object.entries(member);
  return entries.length === 0
    ? none
    : entries.map(([key, item]) => [`/${key}`, JSON.stringify(item)] as const);
}

describe("the field tree", () => {
  const leaves = (count: number) => Array.from({ length: count }, (_, index) => BigInt(index + 1) ** 40n);

  it("is the plain one for any number of leaves", async () => {
    for (const count of [0, 1, 3, 4, 5, 16, 17, 64, 65])
      assert.equal((await fieldTree(leaves(count))).root, hexOf(plainTree(leaves(count), 9)), String(count));
    assert.equal((await fieldTree(leaves(7), 4)).root, hexOf(plainTree(leaves(7), 4)));
  });

  it("proves each leaf, absent ones too, by its path", async () => {
    const tree = await fieldTree(leaves(21));
    for (const position of [0, 1, 4, 15, 16, 20, 21, 22, 4_096, 262_143]) {
      const leaf = tree.leafAt(position);
      assert.equal(leaf, leaves(21)[position] ?? 0n);
      assert.equal(await rootOfPath({ leaf, position, path: tree.pathOf(position) }), tree.root);
      assert.notEqual(
        await rootOfPath({ leaf: leaf + 1n, position, path: tree.pathOf(position) }),
        tree.root,
      );
    }
    assert.throws(() => tree.pathOf(262_144), withCode("FIELD_POSITION_INVALID"));
  });

  it("with a leaf changed or added is the tree made anew, and the old one stays", async () => {
    const before = await fieldTree(leaves(17));
    const root = before.root;
    for (const position of [0, 16, 17, 18, 63, 300]) {
      const all = Array.from({ length: Math.max(17, position + 1) }, (_, index) => leaves(17)[index] ?? 0n);
      const changed = before.with(position, 99n);
      assert.equal(changed.root, (await fieldTree(all.with(position, 99n))).root, String(position));
      assert.equal(changed.size, all.length);
    }
    assert.equal(before.root, root);
  });

  it("refuses more leaves than it has room for", async () => {
    await assert.rejects(fieldTree(leaves(257), 4), withCode("FIELDS_TOO_MANY", { leaves: 257 }));
  });
});
