import { sha256 } from "@noble/hashes/sha2.js";
import { InvalidInputError } from "../../../errors/index.ts";
import { type GT, mulGt } from "../../bls/gt.ts";
import { type G1, type G2, addG1, addG2 } from "../../bls/points.ts";
import { DOMAIN } from "../../domains.ts";
import { concatBytes, fromHex, type Hex, toHex, utf8 } from "../../../codec/index.ts";
import { bigintToBytes } from "../../primitives/bytes.ts";
import { assertIndices } from "../../primitives/shamir.ts";
import type { KeyContribution } from "./contribution.ts";
import { decodeContribution } from "./decodeContribution.ts";
import { type KeyGenerationSession, assertSession } from "./session.ts";

/** @internal The qualified contributions summed, and the hash by which members see that they summed the same ones. */
export interface Transcript {
  readonly hash: Hex;
  readonly u: readonly G1[];
  readonly r: readonly G2[];
  readonly zero: readonly GT[];
}

/**
 * @internal Sums the contributions of the members that nobody proved false.
 * @throws {InvalidInputError} `CONTRIBUTIONS_TOO_FEW` below the threshold: fewer dealers than that could all be dishonest.
 */
export function sumContributions(
  session: KeyGenerationSession,
  contributions: readonly KeyContribution[],
): Transcript {
  assertSession(session);
  assertIndices(contributions.map(({ index }) => index));
  if (contributions.length < session.threshold) {
    throw new InvalidInputError("CONTRIBUTIONS_TOO_FEW", "Fewer contributions than the threshold are left.", {
      facts: { contributions: contributions.length, threshold: session.threshold },
    });
  }
  const ordered = contributions.toSorted((a, b) => a.index - b.index);
  const decoded = ordered.map((contribution) => decodeContribution(session, contribution));
  const hash = sha256(
    concatBytes(
      utf8(DOMAIN.keyGenerationTranscript),
      fromHex(session.sessionId, 32),
      bigintToBytes(BigInt(session.threshold), 4),
      ...ordered.map(({ index, u, r, zero }) =>
        concatBytes(bigintToBytes(BigInt(index), 4), ...u, ...r, ...zero),
      ),
    ),
  );
  return {
    hash: toHex(hash),
    u: sumColumns(
      decoded.map(({ u }) => u),
      addG1,
    ),
    r: sumColumns(
      decoded.map(({ r }) => r),
      addG2,
    ),
    zero: sumColumns(
      decoded.map(({ zero }) => zero),
      mulGt,
    ),
  };
}

function sumColumns<Element>(
  rows: readonly (readonly Element[])[],
  add: (a: Element, b: Element) => Element,
): Element[] {
  return rows.map((row) => [...row]).reduce((sums, row) => sums.map((sum, k) => add(sum, row[k] ?? sum)));
}
