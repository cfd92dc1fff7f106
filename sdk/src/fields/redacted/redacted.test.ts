import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { poseidon3 } from "poseidon-lite/poseidon3";
import { utf8 } from "../../codec/index.ts";
import { withCode } from "../../testing/errors.ts";
import { checkAsyncProperty } from "../../testing/property.ts";
import { type FieldDocument, type FieldSection, readRedacted, redact } from "../index.ts";
import { bodiesOf, partHash, saltsOf } from "../parts.ts";
import { loadHashBatch } from "../sha256/loadHashBatch.ts";
import { aBundle, bytesOf, fieldsOf, SEED } from "../testing/fixtures.ts";
import { classField, elementOfHex, fromElement, locatorField } from "../elements.ts";
import { type RedactedDocument, redactedSchema } from "./schema.ts";

const document = await fieldsOf(aBundle());
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const parsed = (bytes: Uint8Array): RedactedDocument => redactedSchema.parse(JSON.parse(text(bytes)));
const positionOf = (locator: string, of: FieldDocument = document): number => {
  const found = of.sections.find((section) => section.kind !== "hidden" && section.locator === locator);
  assert.ok(found !== undefined, locator);
  return found.position;
};
const hiding = (...locators: string[]) => ({
  positions: locators.map((each) => positionOf(each)),
  parts: [],
});
const sectionAt = (locator: string): Extract<FieldSection, { kind: "shown" }> => {
  const section = document.sections[positionOf(locator)];
  assert.ok(section?.kind === "shown");
  return section;
};

/** The copy with one thing changed, read again. */
async function readChanged(change: (copy: RedactedDocument) => unknown): Promise<string> {
  const copy = parsed(redact(document, hiding("urn:uuid:p1.address")));
  return (await readRedacted(bytesOf(change(copy)))).root;
}

describe("a redacted record", () => {
  it("rebuilds the root, whatever is hidden", async () => {
    const count = document.sections.length;
    const parts = document.sections.flatMap((section) =>
      section.kind === "shown"
        ? section.parts.flatMap((part) =>
            "hash" in part ? [] : [{ position: section.position, path: part.path }],
          )
        : [],
    );
    await checkAsyncProperty(
      fc.asyncProperty(
        fc.subarray([...Array(count).keys()]),
        fc.subarray(parts),
        async (positions, hiddenParts) => {
          const copy = await readRedacted(redact(document, { positions, parts: hiddenParts }));
          assert.equal(copy.root, document.root);
          // And once more from the copy.
          const again = await readRedacted(redact(copy, { positions: [0], parts: [] }));
          assert.equal(again.root, document.root);
        },
      ),
      60,
    );
  });

  it("holds nothing of what is hidden: no text, length, name of a resource that is gone, seed or salt", () => {
    const gone = ["urn:uuid:c1", "urn:uuid:c1.code", "urn:uuid:c1.subject"];
    const copy = text(redact(document, hiding("urn:uuid:p1.address", "urn:uuid:p1.name", ...gone)));
    for (const canary of [
      "Hidden Lane",
      "Springfield",
      "Canary",
      "Robin",
      "F32.1",
      "depressive",
      "urn:uuid:c1.",
    ])
      assert.equal(copy.includes(canary), false, canary);
    for (const locator of ["urn:uuid:p1.address", "urn:uuid:c1.code"]) {
      const { seed, parts } = sectionAt(locator);
      assert.ok(seed !== null);
      assert.equal(copy.includes(Buffer.from(seed).toString("hex")), false, "seed");
      for (const part of parts)
        if ("salt" in part)
          assert.equal(copy.includes(Buffer.from(part.salt).toString("hex")), false, "salt");
    }
  });

  it("of texts of any length takes the same room where they are hidden", async () => {
    const sizes = await Promise.all(
      ["x", "x".repeat(5_000)].map(async (city) => {
        const fields = await fieldsOf({
          resourceType: "Patient",
          id: "p",
          address: [{ city }],
          active: true,
        });
        return redact(fields, { positions: [positionOf("Patient/p.address", fields)], parts: [] }).length;
      }),
    );
    assert.equal(sizes[0], sizes[1]);
  });

  it("does not let a guess of what is hidden be tested without its salt", async () => {
    const { className, locator, parts, body, seed } = sectionAt("urn:uuid:c1.code");
    const copy = parsed(redact(document, hiding("urn:uuid:c1", "urn:uuid:c1.code", "urn:uuid:c1.subject")));
    const hidden = copy.sections[positionOf("urn:uuid:c1.code")];
    assert.ok(hidden !== undefined && "leaf" in hidden);
    const leaf = fromElement(elementOfHex(hidden.leaf) ?? new Uint8Array(32));
    const batch = await loadHashBatch();
    const saltsFrom = (from: Uint8Array | null) =>
      saltsOf(batch, [{ seed: from ?? SEED, count: parts.length }])[0] ?? SEED;
    const leafOf = (salts: Uint8Array) => {
      const hashes = parts.map((part, index) => ({
        hash:
          "hash" in part
            ? part.hash
            : partHash(salts.subarray(16 * index, 16 * index + 16), part.path, part.text),
      }));
      const own = bodiesOf(batch, [{ bytes: SEED, parts: hashes, salts }]);
      return poseidon3([classField(className), locatorField(locator), fromElement(own)]);
    };
    // The right text with the right salts is the leaf; with none, or with those of a neighbour, it is not.
    assert.equal(leafOf(saltsFrom(seed)), leaf);
    assert.equal(poseidon3([classField(className), locatorField(locator), body]), leaf);
    assert.notEqual(leafOf(new Uint8Array(16 * parts.length)), leaf);
    assert.notEqual(leafOf(saltsFrom(sectionAt("urn:uuid:c2.code").seed)), leaf);
  });

  it("has another root with a text, class, locator, salt, hash or seed changed", async () => {
    const at = (locator: string) => positionOf(locator);
    const change = (locator: string, changed: (section: RedactedDocument["sections"][number]) => unknown) =>
      readChanged((copy) => ({
        ...copy,
        sections: copy.sections.map((section, position) =>
          position === at(locator) ? changed(section) : section,
        ),
      }));
    assert.equal(await readChanged((copy) => copy), document.root);
    const status = "urn:uuid:o1.status";
    assert.notEqual(
      await change(status, (section) => ({ ...section, parts: [{ path: "", text: '"amended"' }] })),
      document.root,
    );
    assert.notEqual(
      await change(status, (section) => ({
        ...section,
        class: "Observation.tatus",
        locator: "urn:uuid:o1.tatus",
      })),
      document.root,
    );
    assert.notEqual(await change(status, () => ({ leaf: `0x${"00".repeat(31)}01` })), document.root);
    const body = { body: `0x${"00".repeat(31)}07` };
    assert.notEqual(
      await change("urn:uuid:p1.address", (section) => ({ ...section, ...body })),
      document.root,
    );
    assert.notEqual(
      await readChanged((copy) => ({
        ...copy,
        cover: copy.cover.map((node) => ({ ...node, seed: `0x${"00".repeat(32)}` })),
      })),
      document.root,
    );
  });

  it("has another root with a leaf dropped, added or moved", async () => {
    const change = (sections: (all: RedactedDocument["sections"]) => RedactedDocument["sections"]) =>
      readChanged((copy) => ({
        ...copy,
        cover: [{ depth: 0, index: 0, seed: `0x${Buffer.from(SEED).toString("hex")}` }],
        sections: sections(copy.sections),
      }));
    assert.equal(await change((all) => all), document.root);
    assert.notEqual(await change((all) => all.slice(0, -1)), document.root);
    assert.notEqual(await change((all) => [...all, { leaf: `0x${"00".repeat(31)}01` }]), document.root);
    assert.notEqual(await change((all) => all.toReversed()), document.root);
    const hidden = await readRedacted(
      redact(document, { positions: [...Array(document.sections.length).keys()], parts: [] }),
    );
    assert.equal(hidden.root, document.root);
  });

  it("cannot show two hidden parts as one, or a part elsewhere", async () => {
    const [telecom, copy] = [
      positionOf("urn:uuid:p1.telecom"),
      parsed(
        redact(document, {
          positions: [],
          parts: [{ position: positionOf("urn:uuid:p1.telecom"), path: "[1]" }],
        }),
      ),
    ];
    const change = async (parts: (all: readonly object[]) => readonly object[]) =>
      (
        await readRedacted(
          bytesOf({
            ...copy,
            sections: copy.sections.map((section, position) =>
              position === telecom && "parts" in section
                ? { ...section, parts: parts(section.parts) }
                : section,
            ),
          }),
        )
      ).root;
    assert.equal(await change((all) => all), document.root);
    assert.notEqual(await change((all) => all.slice(0, 1)), document.root);
    assert.notEqual(await change((all) => all.toReversed()), document.root);
    assert.notEqual(await change((all) => [...all, ...all.slice(1)]), document.root);
  });

  const refusals: readonly (readonly [string, string, (copy: RedactedDocument) => unknown])[] = [
    ["another form", "form", (copy) => ({ ...copy, extra: 1 })],
    ["a text that is two values", "text", (copy) => withFirst(copy, { parts: [{ path: "", text: "1,2" }] })],
    ["a locator that does not fit its class", "locator", (copy) => withFirst(copy, { class: "Bundle.type" })],
    [
      "two sections of one name",
      "locator",
      (copy) => ({
        ...copy,
        sections: [...copy.sections, { class: "Bundle", locator: "#", body: `0x${"00".repeat(32)}` }],
      }),
    ],
    [
      "a hash that is no field element",
      "element",
      (copy) => ({ ...copy, sections: [{ leaf: `0x${"ff".repeat(32)}` }] }),
    ],
    [
      "a part twice",
      "path",
      (copy) => withFirst(copy, { parts: [1, 2].map(() => ({ path: "/a", text: "1" })) }),
    ],
    ["a part that is nowhere", "path", (copy) => withFirst(copy, { parts: [{ path: "a", text: "1" }] })],
    ["no salt", "salt", (copy) => ({ ...copy, cover: [] })],
    ["an order that leaves one out", "order", (copy) => ({ ...copy, order: [0] })],
  ];
  for (const [what, reason, change] of refusals) {
    it(`is refused with ${what}`, async () => {
      await assert.rejects(readChanged(change), withCode("REDACTED_INVALID", { reason }));
    });
  }

  it("is refused when it is no JSON", async () => {
    await assert.rejects(readRedacted(utf8("{")), withCode("REDACTED_INVALID", { reason: "form" }));
  });

  it("is made of known fields of FHIR only", async () => {
    assert.throws(
      () => redact(document, { positions: [4_000], parts: [] }),
      withCode("REDACTION_UNKNOWN_FIELD"),
    );
    assert.throws(
      () => redact(document, { positions: [], parts: [{ position: 0, path: "/x" }] }),
      withCode("REDACTION_UNKNOWN_FIELD"),
    );
    const image = await fieldsOf("x", SEED, "image/png");
    assert.throws(() => redact(image, { positions: [0], parts: [] }), withCode("REDACTION_NOT_FHIR"));
  });
});

function withFirst(copy: RedactedDocument, change: object): unknown {
  return {
    ...copy,
    sections: copy.sections.map((section, index) => (index === 0 ? { ...section, ...change } : section)),
  };
}
