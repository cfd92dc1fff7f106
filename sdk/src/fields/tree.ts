import type { Hex } from "../codec/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { ARITY, FIELD_DEPTH } from "./constants.ts";
import { fromElement, hexOfElement, toElement } from "./elements.ts";
import { ELEMENT_BYTES, loadPoseidon, type Poseidon } from "./poseidon/poseidon.ts";
import { createTurns } from "./turns.ts";
import type { FieldTree } from "./types.ts";

const NODE_BYTES = ARITY * ELEMENT_BYTES;
/** Nodes hashed before others may get their turn. */
const BATCH = 128;

/** Levels from the leaves up, each the elements in use one behind the other; the last is the root. */
type Levels = readonly Uint8Array[];

/** The Poseidon tree over the leaves; `depth` levels of nodes above them, an absent leaf is 0. */
export async function fieldTree(leaves: readonly bigint[], depth = FIELD_DEPTH): Promise<FieldTree> {
  const bytes = new Uint8Array(leaves.length * ELEMENT_BYTES);
  for (const [index, leaf] of leaves.entries()) bytes.set(toElement(leaf), index * ELEMENT_BYTES);
  return await treeOfElements(bytes, depth);
}

/** The same over elements that stand one behind the other. */
export async function treeOfElements(leaves: Uint8Array, depth = FIELD_DEPTH): Promise<FieldTree> {
  if (leaves.length / ELEMENT_BYTES > ARITY ** depth) {
    throw new InvalidInputError("FIELDS_TOO_MANY", "There are more leaves than the tree has room for.", {
      facts: { leaves: leaves.length / ELEMENT_BYTES },
    });
  }
  const poseidon = await loadPoseidon();
  const empty = emptyNodes(poseidon, depth);
  const turns = createTurns();
  const levels: Uint8Array[] = [leaves];
  for (let level = 0; level < depth; level++) {
    const below = padded(levels[level] ?? leaves, empty[level] ?? new Uint8Array(0));
    const nodes = new Uint8Array(below.length / ARITY);
    for (let from = 0; from < below.length; from += BATCH * NODE_BYTES) {
      nodes.set(poseidon.hash4(below.subarray(from, from + BATCH * NODE_BYTES)), from / ARITY);
      if (turns.isDue()) await turns.turn();
    }
    levels.push(nodes);
  }
  return createTree({ levels, empty, poseidon });
}

interface Parts {
  readonly levels: Levels;
  /** The root of an empty tree of each height. */
  readonly empty: readonly Uint8Array[];
  readonly poseidon: Poseidon;
}

function createTree({ levels, empty, poseidon }: Parts): FieldTree {
  const depth = levels.length - 1;
  const nodeAt = (level: number, index: number): Uint8Array =>
    elementAt(levels[level], index) ?? empty[level] ?? new Uint8Array(ELEMENT_BYTES);
  let root: Hex | undefined;
  return {
    get root() {
      return (root ??= hexOfElement(nodeAt(depth, 0)));
    },
    size: (levels[0]?.length ?? 0) / ELEMENT_BYTES,
    leafAt: (position) => fromElement(nodeAt(0, position)),
    pathOf: (position) => {
      requirePlace(position, depth);
      return Array.from({ length: depth }, (_, level) => {
        const own = Math.floor(position / ARITY ** level);
        const [a = 0n, b = 0n, c = 0n] = Array.from(
          { length: ARITY },
          (_child, place) => own - (own % ARITY) + place,
        )
          .filter((index) => index !== own)
          .map((index) => fromElement(nodeAt(level, index)));
        return [a, b, c] as const;
      });
    },
    with: (position, leaf) => {
      requirePlace(position, depth);
      const changed = levels.map((level, height) =>
        grown(level, Math.floor(position / ARITY ** height) + 1, empty[height] ?? new Uint8Array(0)),
      );
      changed[0]?.set(toElement(leaf), position * ELEMENT_BYTES);
      for (let level = 0; level < depth; level++) {
        const parent = Math.floor(position / ARITY ** (level + 1));
        const children = padded(
          changed[level]?.subarray(parent * NODE_BYTES, (parent + 1) * NODE_BYTES) ?? new Uint8Array(0),
          empty[level] ?? new Uint8Array(0),
        );
        changed[level + 1]?.set(poseidon.hash4(children), parent * ELEMENT_BYTES);
      }
      return createTree({ levels: changed, empty, poseidon });
    },
  };
}

/** Where siblings lead from a leaf: what a verifier of `pathOf` computes. */
export async function rootOfPath(options: {
  readonly leaf: bigint;
  readonly position: number;
  readonly path: readonly (readonly [bigint, bigint, bigint])[];
}): Promise<Hex> {
  const poseidon = await loadPoseidon();
  let node = toElement(options.leaf);
  let index = options.position;
  for (const siblings of options.path) {
    const children = [...siblings].map(toElement);
    children.splice(index % ARITY, 0, node);
    const joined = new Uint8Array(NODE_BYTES);
    for (const [place, child] of children.entries()) joined.set(child, place * ELEMENT_BYTES);
    node = new Uint8Array(poseidon.hash4(joined));
    index = Math.floor(index / ARITY);
  }
  return hexOfElement(node);
}

function requirePlace(position: number, depth: number): void {
  if (Number.isInteger(position) && position >= 0 && position < ARITY ** depth) return;
  throw new InvalidInputError("FIELD_POSITION_INVALID", "The tree has no such place.", {
    facts: { position },
  });
}

/** Roots of empty trees by their height, as far as they were asked for. */
const emptyRoots: Uint8Array[] = [new Uint8Array(ELEMENT_BYTES)];

function emptyNodes(poseidon: Poseidon, depth: number): readonly Uint8Array[] {
  for (let level = emptyRoots.length - 1; level < depth; level++)
    emptyRoots.push(poseidon.hash4(padded(new Uint8Array(0), emptyRoots[level] ?? new Uint8Array(0), ARITY)));
  return emptyRoots;
}

function elementAt(level: Uint8Array | undefined, index: number): Uint8Array | undefined {
  const start = index * ELEMENT_BYTES;
  return level === undefined || start >= level.length
    ? undefined
    : level.subarray(start, start + ELEMENT_BYTES);
}

/** Filled up with `filler` to whole nodes, at least `least` elements. */
function padded(level: Uint8Array, filler: Uint8Array, least = 0): Uint8Array {
  const count = level.length / ELEMENT_BYTES;
  return grown(
    level,
    Math.max(least, Math.ceil(count / ARITY) * ARITY),
    filler,
    count % ARITY === 0 && count >= least,
  );
}

/** A copy with room for `count` elements, unless it may be used as it is. */
function grown(level: Uint8Array, count: number, filler: Uint8Array, isEnough = false): Uint8Array {
  if (isEnough) return level;
  const copy = new Uint8Array(Math.max(level.length, count * ELEMENT_BYTES));
  copy.set(level);
  for (let at = level.length; at < copy.length; at += ELEMENT_BYTES) copy.set(filler, at);
  return copy;
}
