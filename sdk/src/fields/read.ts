import { type Cut, cutContent } from "./cut/cut.ts";
import { createNaming, fromElement } from "./elements.ts";
import { requireLayout } from "./layout.ts";
import { LeafTable } from "./leaves.ts";
import { bodyOf, partHash, saltsOf } from "./parts.ts";
import { placed, type PlacedSection } from "./place.ts";
import { loadPoseidon } from "./poseidon/poseidon.ts";
import { isRedacted, readRedacted } from "./redacted/read.ts";
import { SEED_BYTES, seedsUnder } from "./seeds.ts";
import { treeOfElements } from "./tree.ts";
import { createTurns } from "./turns.ts";
import type { FieldDocument, FieldLayout, FieldLevel, FieldSection, FieldTree, SeedNode } from "./types.ts";

/** A content with what its leaves are made from. */
export interface FieldInput {
  readonly content: Uint8Array;
  readonly mediaType: string;
  /** `fieldSeedOf` the version's file key. */
  readonly fieldSeed: Uint8Array;
  /** Of an amended version, from its manifest (`openLayout`). */
  readonly layout?: FieldLayout;
  /** As an earlier version has settled it; a layout says so itself. */
  readonly level?: FieldLevel;
  readonly signal?: AbortSignal;
}

/**
 * Cuts a content into sections and makes their tree. The first version has no layout; an amended one has its own in the manifest. A
 * redacted record (`REDACTED_MEDIA_TYPE`) says everything itself and needs neither seed nor layout.
 *
 * @throws InvalidInputError FIELDS_NOT_JSON (facts.rule) | FIELDS_LAYOUT_MISMATCH | FIELDS_TOO_MANY
 * @throws VerificationError REDACTED_INVALID
 * @example const { root, sections } = await readFields({ content, mediaType, fieldSeed: fieldSeedOf(fileKey, recordId) });
 */
export async function readFields(input: FieldInput): Promise<FieldDocument> {
  if (isRedacted(input.mediaType)) return await readRedacted(input.content);
  const sections: FieldSection[] = [];
  const order: number[] = [];
  const { tree, cut, seedNodes } = await makeTree(input, (section) => {
    sections[section.position] = section;
    order.push(section.position);
  });
  for (const { position, className, locator } of input.layout?.removed ?? [])
    sections[position] = { kind: "removed", position, className, locator, body: 0n };
  const { mediaType } = input;
  return { mediaType, level: cut.level, sections, order, seedNodes, tree, root: tree.root };
}

type Shown = Extract<FieldSection, { kind: "shown" }>;

/** The tree alone keeps less in memory: sections are shown to `see` and then forgotten. */
export async function makeTree(
  { content, mediaType, fieldSeed, layout, level, signal }: FieldInput,
  see?: (section: Shown) => void,
): Promise<{ readonly tree: FieldTree; readonly cut: Cut; readonly seedNodes: readonly SeedNode[] }> {
  if (layout !== undefined) requireLayout(layout);
  const seedNodes = [{ depth: 0, index: 0, seed: fieldSeed }, ...(layout?.cover ?? [])];
  const seeds = seedsUnder(seedNodes);
  const cut = cutContent(content, mediaType, layout?.level ?? level);
  const leaves = new LeafTable(await loadPoseidon());
  const naming = createNaming();
  const turns = createTurns(signal);
  const none = new Uint8Array(32);
  for (const section of placed(cut, layout)) {
    const { position, className, locator } = section;
    const seed = seeds.seedOf(position) ?? new Uint8Array(SEED_BYTES);
    const body =
      see === undefined ? bodyOf(hashesOf(section, content, seed)) : show(section, content, seed, see);
    leaves.add(position, { class: naming.classOf(className), locator: naming.locatorOf(locator), body });
    if (turns.isDue()) await turns.turn();
  }
  for (const { position, className, locator } of layout?.removed ?? [])
    leaves.add(position, {
      class: naming.classOf(className),
      locator: naming.locatorOf(locator),
      body: none,
    });
  const tree = await treeOfElements(leaves.elements());
  return { tree, cut, seedNodes };
}

function hashesOf({ parts }: PlacedSection, content: Uint8Array, seed: Uint8Array): Uint8Array[] {
  const salts = saltsOf(seed, parts.length);
  return parts.map(({ path, start, end }, index) =>
    partHash(salts[index] ?? seed, path, content.subarray(start, end)),
  );
}

function show(section: PlacedSection, content: Uint8Array, seed: Uint8Array, see: (section: Shown) => void) {
  const { position, className, locator } = section;
  const salts = saltsOf(seed, section.parts.length);
  const parts = section.parts.map(({ path, start, end }, index) => ({
    path,
    salt: salts[index] ?? seed,
    text: content.subarray(start, end),
  }));
  const body = bodyOf(parts.map(({ path, salt, text }) => partHash(salt, path, text)));
  see({ kind: "shown", position, className, locator, body: fromElement(body), parts, seed });
  return body;
}
