import { type Cut, cutContent } from "./cut/cut.ts";
import { requireLayout } from "./layout.ts";
import { LeafTable } from "./leaves.ts";
import { bodiesOf } from "./parts.ts";
import { placed } from "./place.ts";
import { ELEMENT_BYTES, loadPoseidon } from "./poseidon/poseidon.ts";
import { isRedacted, readRedacted } from "./redacted/read.ts";
import { seedsUnder } from "./seeds.ts";
import { loadHashBatch } from "./sha256/loadHashBatch.ts";
import { GROUP, type ReadSection, saltSections, shownSections } from "./shown.ts";
import { treeOfElements } from "./tree.ts";
import { createTurns } from "./turns.ts";
import type {
  FieldDocument,
  FieldLayout,
  FieldLevel,
  FieldSection,
  FieldTree,
  SeedNode,
  ShownSection,
} from "./types.ts";

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

/** The tree alone keeps less in memory: sections are shown to `see` and then forgotten. */
export async function makeTree(
  { content, mediaType, fieldSeed, layout, level, signal }: FieldInput,
  see?: (section: ShownSection) => void,
): Promise<{ readonly tree: FieldTree; readonly cut: Cut; readonly seedNodes: readonly SeedNode[] }> {
  if (layout !== undefined) requireLayout(layout);
  const seedNodes = [{ depth: 0, index: 0, seed: fieldSeed }, ...(layout?.cover ?? [])];
  const seeds = seedsUnder(seedNodes);
  const cut = cutContent(content, mediaType, layout?.level ?? level);
  const batch = await loadHashBatch();
  const leaves = new LeafTable(await loadPoseidon(), batch);
  const turns = createTurns(signal);
  for (const group of inGroups(placed(cut, layout))) {
    const sections = saltSections(batch, seeds, group);
    const bodies = bodiesOf(batch, sections);
    leaves.add(sections, bodies);
    if (see !== undefined) for (const section of shownSections(sections, bodies)) see(section);
    if (turns.isDue()) await turns.turn();
  }
  const removed = layout?.removed ?? [];
  leaves.add(removed, new Uint8Array(removed.length * ELEMENT_BYTES));
  const tree = await treeOfElements(leaves.elements());
  return { tree, cut, seedNodes };
}

function* inGroups(sections: Iterable<ReadSection>): Generator<ReadSection[]> {
  let group: ReadSection[] = [];
  for (const section of sections) {
    group.push(section);
    if (group.length < GROUP) continue;
    yield group;
    group = [];
  }
  yield group;
}
