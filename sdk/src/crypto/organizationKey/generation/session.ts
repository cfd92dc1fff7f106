import { InvalidInputError } from "../../../errors/index.ts";
import { fromHex, type Hex } from "../../../codec/index.ts";
import { assertIndices, assertThreshold } from "../../primitives/shamir.ts";

/** What all members agree on before they begin. */
export interface KeyGenerationSession {
  /** 32 bytes, random, never used twice. */
  readonly sessionId: Hex;
  readonly threshold: number;
  /** All members, at least 2·threshold − 1, because the product of two shares has twice the degree. */
  readonly indices: readonly number[];
}

/** @internal @throws {InvalidInputError} `SESSION_TOO_SMALL` and for malformed fields. */
export function assertSession({ sessionId, threshold, indices }: KeyGenerationSession): void {
  fromHex(sessionId, 32);
  assertThreshold(threshold, assertIndices(indices).length);
  if (indices.length < 2 * threshold - 1) {
    throw new InvalidInputError(
      "SESSION_TOO_SMALL",
      "A key without a dealer needs 2·threshold − 1 members.",
      {
        facts: { threshold, members: indices.length },
      },
    );
  }
}

/** @internal Number of coefficients of a member's zero polynomial (degree 2t − 2, no constant). */
export function zeroCoefficients(threshold: number): number {
  return 2 * threshold - 2;
}
