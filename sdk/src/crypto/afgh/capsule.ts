import type { Hex } from "../../codec/index.ts";

/** Which part a capsule carries, and under which scalar. */
export const CAPSULE_KIND = { category: 1, record: 2, institution: 3 } as const;

export type CapsuleKind = (typeof CAPSULE_KIND)[keyof typeof CAPSULE_KIND];

/** What a capsule is bound to; a copy in another place does not open and does not pass its proof. */
export interface CapsuleContext {
  readonly chainId: bigint;
  /** 32 bytes. */
  readonly registryId: Hex;
  /** 32 bytes. */
  readonly recordId: Hex;
  readonly version: number;
  readonly kind: CapsuleKind;
  /** personId of whoever sealed the part, 32 bytes. */
  readonly sender: Hex;
}

/** One part of a record's key, encapsulated to a public scalar (AFGH second level; docs/wire-formats.md "AFGH capsules"). */
export interface Capsule {
  readonly kind: CapsuleKind;
  /** Epoch of the scalar behind `x`. */
  readonly epoch: number;
  /** X = g^a, G1. */
  readonly x: Uint8Array;
  /** C1 = g^k, G1. */
  readonly c1: Uint8Array;
  /** The part under ChaCha20-Poly1305: 32 + 16 bytes. */
  readonly wrapped: Uint8Array;
  readonly sender: Hex;
  /** Proof of knowledge of k. */
  readonly pok: { readonly c: bigint; readonly z: bigint };
}

/** Length of one part of a record's key. */
export const PART_BYTES = 32;
