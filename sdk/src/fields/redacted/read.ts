import { fromHex, utf8 } from "../../codec/index.ts";
import { MedLatticeError, VerificationError } from "../../errors/index.ts";
import { createNaming, elementOfHex, fromElement, toElement } from "../elements.ts";
import { ByteScanner } from "../json/ByteScanner.ts";
import { LeafTable } from "../leaves.ts";
import { bodyOf, partHash, saltsOf } from "../parts.ts";
import { loadPoseidon } from "../poseidon/poseidon.ts";
import { type Seeds, seedsUnder } from "../seeds.ts";
import { treeOfElements } from "../tree.ts";
import { createTurns } from "../turns.ts";
import type { FieldDocument, FieldPart, FieldSection } from "../types.ts";
import { requireNames } from "./names.ts";
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
  const sections = read(document, seedsUnder(seedNodes));
  requireNames(sections);
  const order = orderOf(document, sections);
  const leaves = new LeafTable(await loadPoseidon());
  const naming = createNaming();
  const turns = createTurns();
  for (const section of sections) {
    if (section.kind === "hidden") leaves.set(section.position, section.leaf);
    else {
      const { position, className, locator, body } = section;
      leaves.add(position, {
        class: naming.classOf(className),
        locator: naming.locatorOf(locator),
        body: toElement(body),
      });
    }
    if (turns.isDue()) await turns.turn();
  }
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

function read({ sections }: RedactedDocument, seeds: Seeds): FieldSection[] {
  return sections.map((section, position): FieldSection => {
    if ("leaf" in section) return { kind: "hidden", position, leaf: numberOf(section.leaf) };
    const named = { position, className: section.class, locator: section.locator };
    if ("body" in section) {
      const body = numberOf(section.body);
      return { kind: body === 0n ? "removed" : "masked", ...named, body };
    }
    const seed = seeds.seedOf(position);
    const salts = seed === null ? [] : saltsOf(seed, section.parts.length);
    const parts = section.parts.map((part, index) => readPart(part, salts[index]));
    const body = bodyOf(
      parts.map((part) => ("hash" in part ? part.hash : partHash(part.salt, part.path, part.text))),
    );
    return { kind: "shown", ...named, body: fromElement(body), parts, seed };
  });
}

type RedactedPart = Extract<RedactedSection, { parts: unknown }>["parts"][number];

function readPart(part: RedactedPart, derived: Uint8Array | undefined): FieldPart {
  if ("hash" in part) return { hash: fromHex(part.hash, 32) };
  const salt = "salt" in part ? fromHex(part.salt, 16) : derived;
  if (salt === undefined) throw invalid("salt");
  const text = utf8(part.text);
  requireValue(text);
  return { path: part.path, salt, text };
}

/** A text that is no single value would make another document of the one it is put into. */
function requireValue(text: Uint8Array): void {
  const scanner = new ByteScanner(text);
  try {
    scanner.document(0, () => scanner.value());
  } catch (error) {
    if (error instanceof MedLatticeError) throw invalid("text", error);
    throw error;
  }
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

export function invalid(reason: string, cause?: unknown): VerificationError {
  return new VerificationError("REDACTED_INVALID", "The redacted record is not what it must be.", {
    facts: { reason },
    hints: ["It was damaged or made up: ask the patient for another copy."],
    cause,
  });
}
