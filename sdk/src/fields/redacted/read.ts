import { concatBytes, fromHex } from "../../codec/index.ts";
import { elementOfHex, fromElement, toElement } from "../elements.ts";
import { LeafTable } from "../leaves.ts";
import { bodiesOf } from "../parts.ts";
import { loadPoseidon } from "../poseidon/poseidon.ts";
import { type Seeds, seedsUnder } from "../seeds.ts";
import type { HashBatch } from "../sha256/HashBatch.ts";
import { loadHashBatch } from "../sha256/loadHashBatch.ts";
import { GROUP, saltSections, shownSections } from "../shown.ts";
import { treeOfElements } from "../tree.ts";
import { createTurns } from "../turns.ts";
import type { FieldDocument, FieldSection } from "../types.ts";
import { invalid } from "./invalid.ts";
import { requireNames } from "./names.ts";
import { readShown } from "./readShown.ts";
import { type RedactedDocument, type RedactedSection, redactedSchema } from "./schema.ts";

export { isRedacted } from "./schema.ts";

/** As much as a record of the largest size makes. */
export const MAX_REDACTED_BYTES = 268_435_456;

/**
 * Reads a redacted record and rebuilds its root. It proves nothing by itself: `root` must be the field root that the record's
 * commitment opens to (`verifyRedacted` in `@medlattice/sdk/person` does both).
 *
 * @throws VerificationError REDACTED_INVALID (facts.reason)
 */
export async function readRedacted(bytes: Uint8Array): Promise<FieldDocument> {
  const document = parse(bytes);
  const seedNodes = document.cover.map(({ depth, index, seed }) => ({
    depth,
    index,
    seed: fromHex(seed, 32),
  }));
  const seeds = seedsUnder(seedNodes);
  const batch = await loadHashBatch();
  const leaves = new LeafTable(await loadPoseidon(), batch);
  const turns = createTurns();
  const sections: FieldSection[] = [];
  for (let from = 0; from < document.sections.length; from += GROUP) {
    const group = readGroup(batch, document.sections.slice(from, from + GROUP), { from, seeds });
    sections.push(...group);
    for (const section of group) if (section.kind === "hidden") leaves.set(section.position, section.leaf);
    const named = group.filter((section) => section.kind !== "hidden");
    leaves.add(named, concatBytes(...named.map(({ body }) => toElement(body))));
    if (turns.isDue()) await turns.turn();
  }
  requireNames(sections);
  const order = orderOf(document, sections);
  const tree = await treeOfElements(leaves.elements());
  const { mediaType, level } = document;
  return { mediaType, level, sections, order, seedNodes, tree, root: tree.root };
}

function parse(bytes: Uint8Array): RedactedDocument {
  if (bytes.length > MAX_REDACTED_BYTES) throw invalid("size");
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw invalid("form");
  }
  const parsed = redactedSchema.safeParse(value);
  if (!parsed.success) throw invalid("form");
  return parsed.data;
}

function readGroup(
  batch: HashBatch,
  group: readonly RedactedSection[],
  { from, seeds }: { readonly from: number; readonly seeds: Seeds },
): FieldSection[] {
  const salted = saltSections(batch, seeds, readShown(group, from));
  for (const { seed, parts } of salted)
    if (seed === null && parts.some((part) => "path" in part && part.salt === undefined))
      throw invalid("salt");
  const shown = shownSections(salted, bodiesOf(batch, salted)).values();
  return group.map((section, index) => {
    const position = from + index;
    if ("leaf" in section) return { kind: "hidden", position, leaf: numberOf(section.leaf) };
    const named = { position, className: section.class, locator: section.locator };
    if ("parts" in section) return shown.next().value ?? { kind: "hidden", position, leaf: 0n };
    const body = numberOf(section.body);
    return { kind: body === 0n ? "removed" : "masked", ...named, body };
  });
}

function orderOf({ order }: RedactedDocument, sections: readonly FieldSection[]): readonly number[] {
  const present = sections.filter(({ kind }) => kind !== "removed").map(({ position }) => position);
  if (order === undefined) return present;
  const isPermutation = order.length === present.length && new Set(order).size === order.length;
  if (
    !isPermutation ||
    !order.every((position) => sections[position]?.kind !== "removed" && position < sections.length)
  )
    throw invalid("order");
  return order;
}

function numberOf(hex: `0x${string}`): bigint {
  const element = elementOfHex(hex);
  if (element === null) throw invalid("element");
  return fromElement(element);
}
