import { concatBytes, fromHex, type Hex, utf8 } from "../codec/index.ts";
import { hkdfSha256 } from "../crypto/primitives/hkdf.ts";
import { DOMAIN, SEED_DEPTH } from "./constants.ts";
import { createSha256 } from "./sha256/createSha256.ts";
import type { HashBatch } from "./sha256/HashBatch.ts";
import type { SeedNode } from "./types.ts";

export const SEED_BYTES = 32;

/** `HKDF-SHA256(fileKey, salt "medlattice/field-seed/v1", info recordId)`: whoever can open the record can recompute every leaf. */
export function fieldSeedOf(fileKey: Uint8Array, recordId: Hex): Uint8Array {
  return hkdfSha256({
    ikm: fileKey,
    salt: utf8(DOMAIN.seed),
    info: fromHex(recordId, 32),
    lengthBytes: SEED_BYTES,
  });
}

const sha256 = createSha256();
const CHILD = [0, 1].map((side) => concatBytes(utf8(DOMAIN.seedTree), Uint8Array.of(side)));
const CHILD_BYTES = DOMAIN.seedTree.length + 1 + SEED_BYTES;

/** `SHA-256("medlattice/field-seed-tree/v1" ‖ side ‖ seed)`: of a child nobody can come to its parent or the other child (GGM 1986). */
function childOf(seed: Uint8Array, side: number): Uint8Array {
  return sha256(concatBytes(CHILD[side] ?? new Uint8Array(0), seed));
}

/** Seeds of sections. */
export interface Seeds {
  /** Null where it is not known. */
  seedsOf(batch: HashBatch, positions: readonly number[]): (Uint8Array | null)[];
}

/** Seeds under known nodes, none of which is given twice; where they overlap the deeper one counts. */
export function seedsUnder(nodes: readonly SeedNode[]): Seeds {
  const known = new Map(nodes.map((node) => [keyOf(node.depth, node.index), node.seed]));
  return {
    seedsOf(batch, positions) {
      let level = new Map<number, Uint8Array>();
      for (const [depth, places] of waysTo(positions).entries()) {
        const next = new Map<number, Uint8Array>();
        const derived: number[] = [];
        for (const index of places) {
          const own = known.get(keyOf(depth, index));
          const parent = level.get(index >> 1);
          if (own !== undefined) next.set(index, own);
          else if (parent !== undefined) {
            derived.push(index);
            batch.begin(CHILD_BYTES);
            batch.put(CHILD[index & 1] ?? parent);
            batch.put(parent);
            batch.end();
          }
        }
        const hashes = batch.take(derived.length);
        for (const [at, index] of derived.entries())
          next.set(index, hashes.subarray(at * SEED_BYTES, (at + 1) * SEED_BYTES));
        level = next;
      }
      return positions.map((position) => level.get(position) ?? null);
    },
  };
}

/** By depth, the nodes above the positions. */
function waysTo(positions: readonly number[]): ReadonlySet<number>[] {
  const levels = [new Set(positions)];
  for (let depth = SEED_DEPTH; depth > 0; depth--)
    levels.push(new Set(Array.from(levels.at(-1) ?? [], (index) => index >> 1)));
  return levels.toReversed();
}

/** All seeds of a record's first version. */
export function seedsFrom(fieldSeed: Uint8Array): Seeds {
  return seedsUnder([{ depth: 0, index: 0, seed: fieldSeed }]);
}

/**
 * The fewest nodes that open the seeds of exactly the given positions, as far as `nodes` know them. Siblings are put together only where
 * they come from one of `nodes`.
 */
export function coverOf(nodes: readonly SeedNode[], positions: ReadonlySet<number>): SeedNode[] {
  const sorted = [...positions].toSorted((a, b) => a - b);
  const known = new Map(nodes.map((node) => [keyOf(node.depth, node.index), node.seed]));
  const mixed = new Set(nodes.flatMap(({ depth, index }) => ancestorsOf(depth, index)));
  const cover: SeedNode[] = [];
  const visit = (place: SeedPlace, from: number, to: number): void => {
    if (from === to) return;
    const { depth, index } = place;
    const key = keyOf(depth, index);
    const seed = known.get(key) ?? place.seed;
    const width = 2 ** (SEED_DEPTH - depth);
    if (to - from === width && !mixed.has(key)) {
      if (seed !== null) cover.push({ depth, index, seed });
      return;
    }
    const middle = (2 * index + 1) * (width / 2);
    const cut = firstFrom(sorted, middle, from, to);
    const child = (side: number): SeedPlace => ({
      depth: depth + 1,
      index: 2 * index + side,
      seed: seed === null ? null : childOf(seed, side),
    });
    if (cut > from) visit(child(0), from, cut);
    if (to > cut) visit(child(1), cut, to);
  };
  visit({ depth: 0, index: 0, seed: null }, 0, sorted.length);
  return cover;
}

interface SeedPlace extends Omit<SeedNode, "seed"> {
  readonly seed: Uint8Array | null;
}

function ancestorsOf(depth: number, index: number): number[] {
  return Array.from({ length: depth }, (_, above) => keyOf(above, index >> (depth - above)));
}

/** Binary search for the first of `sorted[from … to)` that is not below `limit`. */
function firstFrom(sorted: readonly number[], limit: number, from: number, to: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

const keyOf = (depth: number, index: number): number => index * 32 + depth;
