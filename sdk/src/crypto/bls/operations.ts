import type { GroupOperations } from "../primitives/shamir.ts";
import { type GT, mulGt, powGt } from "./gt.ts";
import { type G1, type G2, addG1, addG2, decodeG1, mulG1, mulG2 } from "./points.ts";

export const G1_OPERATIONS: GroupOperations<G1> = { multiply: mulG1, add: addG1 };
export const G2_OPERATIONS: GroupOperations<G2> = { multiply: mulG2, add: addG2 };
export const GT_OPERATIONS: GroupOperations<GT> = { multiply: powGt, add: mulGt };

/** Decodes Feldman commitments g^(f_0), g^(f_1), … */
export function decodeCommitments(commitments: readonly Uint8Array[]): G1[] {
  return commitments.map((bytes, position) => decodeG1(bytes, `commitments[${position}]`));
}
