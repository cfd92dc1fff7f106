import { fromHex, type Hex } from "../../codec/index.ts";
import { InvalidInputError } from "../../errors/index.ts";
import { assertIndices } from "../primitives/shamir.ts";

/** More officers than this would meet nowhere; it bounds what a hostile ceremony makes others compute. */
export const MAX_OFFICERS = 16;

/** What all officers agree on before they make a key. */
export interface CustodySession {
  /** 32 bytes that name this ceremony and no other: the hash of what was agreed on. */
  readonly sessionId: Hex;
  /** How many of them sign, at least two: one officer alone is what custody is there to prevent. */
  readonly threshold: number;
  readonly indices: readonly number[];
}

/** @internal @throws {InvalidInputError} `CUSTODY_SESSION_INVALID`, and for malformed ids or indices. */
export function assertCustodySession({ sessionId, threshold, indices }: CustodySession): void {
  fromHex(sessionId, 32);
  assertIndices(indices);
  const fits =
    Number.isInteger(threshold) &&
    threshold >= 2 &&
    threshold <= indices.length &&
    indices.length <= MAX_OFFICERS;
  if (fits) return;
  throw new InvalidInputError(
    "CUSTODY_SESSION_INVALID",
    "A trapdoor is held by two or more officers, at most sixteen, and no more of them sign than there are.",
    { facts: { threshold: String(threshold), officers: indices.length } },
  );
}
