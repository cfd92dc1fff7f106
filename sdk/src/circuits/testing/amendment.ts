import { poseidon3, poseidon4 } from "poseidon-lite";
import type { CircuitInputs } from "../circuit.ts";

/**
 * Twin of the circuit bounded-correction: trees and roots by poseidon-lite (circomlib's constants), slower than sdk/fields and written
 * without it, so that what agrees with it agrees with circomlib.
 */

/** Depths of the circuit's trees. */
export const DEPTH = 9;
export const POLICY_DEPTH = 4;
export const SLOTS = 4;

export interface Section {
  readonly class: bigint;
  readonly locator: bigint;
  readonly body: bigint;
}

type Path = readonly (readonly bigint[])[];

/** A tree of arity 4 whose absent leaves are 0. */
export interface Tree {
  readonly root: bigint;
  pathOf(position: number): Path;
}

const hash4 = (inputs: readonly bigint[]): bigint => poseidon4([...inputs]);
const emptyNodes: bigint[] = [0n];
for (let level = 0; level < DEPTH; level++)
  emptyNodes.push(hash4(Array<bigint>(4).fill(emptyNodes[level] ?? 0n)));

/** Only what is not 0 is kept, so that a leaf may stand anywhere. */
type Level = ReadonlyMap<number, bigint>;

export function treeOf(leaves: Level, depth: number): Tree {
  const levels = [leaves];
  for (let level = 0; level < depth; level++) {
    const below = levels[level] ?? new Map<number, bigint>();
    const parents = new Set([...below.keys()].map((index) => Math.floor(index / 4)));
    levels.push(new Map([...parents].map((index) => [index, hash4(childrenOf(below, level, index))])));
  }
  return {
    root: levels[depth]?.get(0) ?? emptyNodes[depth] ?? 0n,
    pathOf: (position) =>
      Array.from({ length: depth }, (_, level) => {
        const own = Math.floor(position / 4 ** level);
        const children = childrenOf(levels[level] ?? new Map<number, bigint>(), level, Math.floor(own / 4));
        return children.filter((_child, place) => place !== own % 4);
      }),
  };
}

function childrenOf(below: Level, level: number, parent: number): bigint[] {
  return Array.from({ length: 4 }, (_, place) => below.get(4 * parent + place) ?? emptyNodes[level] ?? 0n);
}

export function leafOf({ class: of, locator, body }: Section): bigint {
  return poseidon3([of, locator, body]);
}

/** What stands in a slot: a section at a place, as it was (null: absent) and as it becomes. */
export interface Change {
  readonly position: number;
  readonly before: Section | null;
  readonly after: Section;
}

export interface AmendmentOptions {
  /** At positions 0, 1, …; null is an absent one. */
  readonly sections: readonly (Section | null)[];
  readonly changes: readonly Change[];
  readonly policy: readonly bigint[];
  readonly context?: bigint;
}

/** The circuit's inputs for some changes, applied in their order. Nothing is checked: tests ask for what must be refused. */
export function amendmentInputs({ sections, changes, policy, context = 77n }: AmendmentOptions) {
  const current = new Map(
    sections.flatMap((section, i) => (section === null ? [] : [[i, leafOf(section)] as const])),
  );
  const rootOf = () => treeOf(current, DEPTH);
  const classes = policy.toSorted((a, b) => (a < b ? -1 : 1));
  const policyTree = treeOf(new Map(classes.entries()), POLICY_DEPTH);
  const oldRoot = rootOf().root;
  const slots = changes.map(({ position, before, after }) => {
    const path = rootOf().pathOf(position);
    current.set(position, leafOf(after));
    const policyPosition = Math.max(0, classes.indexOf(after.class));
    return {
      enabled: 1n,
      isNew: before === null ? 1n : 0n,
      position: BigInt(position),
      class: after.class,
      locator: after.locator,
      oldBody: before?.body ?? 0n,
      newBody: after.body,
      path,
      policyPosition: BigInt(policyPosition),
      policyPath: policyTree.pathOf(policyPosition),
    };
  });
  while (slots.length < SLOTS) slots.push(UNUSED);
  const column = <Name extends keyof Slot>(name: Name) => slots.map((slot) => slot[name]);
  return {
    oldRoot,
    newRoot: rootOf().root,
    policyRoot: policyTree.root,
    context,
    enabled: column("enabled"),
    isNew: column("isNew"),
    position: column("position"),
    class: column("class"),
    locator: column("locator"),
    oldBody: column("oldBody"),
    newBody: column("newBody"),
    path: column("path"),
    policyPosition: column("policyPosition"),
    policyPath: column("policyPath"),
  } satisfies CircuitInputs;
}

const noPath = (depth: number): Path => Array.from({ length: depth }, () => [0n, 0n, 0n]);
const UNUSED = {
  enabled: 0n,
  isNew: 0n,
  position: 0n,
  class: 0n,
  locator: 0n,
  oldBody: 0n,
  newBody: 0n,
  path: noPath(DEPTH),
  policyPosition: 0n,
  policyPath: noPath(POLICY_DEPTH),
};
type Slot = typeof UNUSED;

/** A record of some sections in classes 101, 102 and 103. */
export function aRecord(count = 12): readonly Section[] {
  return Array.from({ length: count }, (_, i) => ({
    class: 101n + BigInt(i % 3),
    locator: 1_000n + BigInt(i),
    body: 5_000n + BigInt(i),
  }));
}

/** A change of one section's body. */
export function changed(sections: readonly (Section | null)[], position: number, body: bigint): Change {
  const before = sections[position];
  if (before === null || before === undefined) throw new RangeError(`no section at ${position}`);
  return { position, before, after: { ...before, body } };
}
