import type { Hex } from "../codec/index.ts";

/**
 * How finely a content is cut: at the top-level elements of its resources, at whole resources when there would be more than
 * 1 024 sections, or not at all (not FHIR).
 */
export type FieldLevel = "element" | "resource" | "whole";

/** A piece of a section that can be hidden by itself. `path` is "" for all of it, "/name" for a member, "[i]" for an item. */
export type FieldPart =
  | { readonly path: string; readonly salt: Uint8Array; readonly text: Uint8Array }
  /** Hidden: the hash of what stood here. */
  | { readonly hash: Uint8Array };

interface Place {
  /** Index of its leaf; never changes over the versions of a record. */
  readonly position: number;
}

interface NamedPlace extends Place {
  /** `Observation.valueQuantity`, `Observation` (type, id and entry of a resource), `Bundle`, or a media type. */
  readonly className: string;
  /** Unique in the record: `urn:uuid:….valueQuantity`. */
  readonly locator: string;
  /** Merkle root of the parts as a field element; 0 when the section was removed. */
  readonly body: bigint;
}

/** All or some of its parts are readable. */
export interface ShownSection extends NamedPlace {
  readonly kind: "shown";
  readonly parts: readonly FieldPart[];
  /** What the salts come from; null where only some of the salts were given. */
  readonly seed: Uint8Array | null;
}

/** That it is there is said, what it says is not. */
export interface MaskedSection extends NamedPlace {
  readonly kind: "masked";
}

/** Was there in an earlier version; `body` is 0. */
export interface RemovedSection extends NamedPlace {
  readonly kind: "removed";
}

/** Nothing is said but that something is there. */
export interface HiddenSection extends Place {
  readonly kind: "hidden";
  readonly leaf: bigint;
}

export type FieldSection = ShownSection | MaskedSection | RemovedSection | HiddenSection;

/** The Poseidon tree over the sections' leaves (BN254, arity 4, depth 9; an absent leaf is 0). Immutable. */
export interface FieldTree {
  /** 32 bytes, big-endian. */
  readonly root: Hex;
  /** Leaves in use: positions 0 … size − 1. */
  readonly size: number;
  leafAt(position: number): bigint;
  /** From the leaf up: the three siblings of each of the 9 levels, in order of the children. Digit k of position in base 4 says where the own node stands. */
  pathOf(position: number): readonly (readonly [bigint, bigint, bigint])[];
  /** The tree with one leaf changed or added. */
  with(position: number, leaf: bigint): FieldTree;
}

/** The fields of one version of a record, whole or shown in part. */
export interface FieldDocument {
  readonly mediaType: string;
  readonly level: FieldLevel;
  /** By position. */
  readonly sections: readonly FieldSection[];
  /** Positions in the order of the content's text; hidden ones at their place, removed ones left out. */
  readonly order: readonly number[];
  /** What the seeds of shown sections come from. */
  readonly seedNodes: readonly SeedNode[];
  readonly tree: FieldTree;
  /** `tree.root`. */
  readonly root: Hex;
}

/** One node of a seed tree: opens the seeds of all positions below it. */
export interface SeedNode {
  /** 0 is the root, 18 a section's seed. */
  readonly depth: number;
  readonly index: number;
  readonly seed: Uint8Array;
}

/**
 * What a content of version v > 0 does not say by itself. Kept in the manifest, encrypted under the version's file key.
 */
export interface FieldLayout {
  readonly level: FieldLevel;
  /** Positions of the content's sections in the order of its text, as runs `[first, count]`. */
  readonly runs: readonly (readonly [number, number])[];
  /** Sections that earlier versions had. */
  readonly removed: readonly {
    readonly position: number;
    readonly className: string;
    readonly locator: string;
  }[];
  /** Locators that differ from what the content alone would give. */
  readonly locators: readonly { readonly position: number; readonly locator: string }[];
  /** Seeds of unchanged sections; every other position takes its seed from this version's field seed. */
  readonly cover: readonly SeedNode[];
}

/** Inputs of one slot of the bounded-correction circuit, by the names of its signals. */
export interface AmendmentSlot {
  readonly enabled: boolean;
  readonly position: number;
  readonly class: bigint;
  readonly locator: bigint;
  readonly oldBody: bigint;
  readonly newBody: bigint;
  /** The old leaf is absent (0). */
  readonly isNew: boolean;
  /** In the tree that the slots before have left. */
  readonly path: readonly (readonly [bigint, bigint, bigint])[];
  /** Place of the class in the policy. */
  readonly policyPosition: number;
  readonly policyPath: readonly (readonly [bigint, bigint, bigint])[];
}

/** One bounded-correction proof: exactly 4 slots, the unused ones not enabled and all zero. */
export interface AmendmentStep {
  readonly oldRoot: Hex;
  readonly newRoot: Hex;
  readonly slots: readonly AmendmentSlot[];
}

/** Which classes an amendment may touch: a Poseidon tree (arity 4, depth 4) over their fields, ascending, the rest 0. */
export interface FieldPolicy {
  readonly classes: readonly string[];
  readonly root: Hex;
  /** Null where the class is not allowed. */
  pathOf(className: string): {
    readonly position: number;
    readonly path: readonly (readonly [bigint, bigint, bigint])[];
  } | null;
}

/** What is to be hidden: whole sections, or single parts of them. */
export interface HiddenFields {
  readonly positions: readonly number[];
  readonly parts: readonly { readonly position: number; readonly path: string }[];
}
