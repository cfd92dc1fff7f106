import { InvalidInputError } from "../../../errors/index.ts";
import { modR } from "../../bls/scalar.ts";
import type { Hex } from "../../../codec/index.ts";
import type { ScalarShare } from "../../threshold/scalarShares.ts";
import type { KeyContribution, KeyContributionShare } from "./contribution.ts";
import type { KeyGenerationSession } from "./session.ts";
import { sumContributions } from "./transcript.ts";

/** Step 3, for everyone: w_i = u_i·r_i + z_i. */
export interface ProductShare {
  readonly index: number;
  readonly w: bigint;
  /** Hash of the contributions this member summed. */
  readonly transcript: Hex;
}

export interface MultiplySharesParameters {
  readonly session: KeyGenerationSession;
  readonly index: number;
  /** Of all members that nobody proved false; the same set for everyone. */
  readonly contributions: readonly KeyContribution[];
  /** The verified shares this member received, one from each of them. */
  readonly shares: readonly KeyContributionShare[];
}

/**
 * Step 3 for one member: its share of the key, to be kept, and its masked product, to be published.
 * @throws {InvalidInputError} `SHARE_MISSING` when a qualified dealer's share is not there.
 */
export function multiplyShares({ session, index, contributions, shares }: MultiplySharesParameters): {
  readonly share: ScalarShare;
  readonly product: ProductShare;
} {
  const { hash } = sumContributions(session, contributions);
  let [u, r, zero] = [0n, 0n, 0n];
  for (const { index: dealer } of contributions) {
    const received = shares.find(({ from, to }) => from === dealer && to === index);
    if (received === undefined) {
      throw new InvalidInputError("SHARE_MISSING", "The share of a qualified dealer is missing.", {
        facts: { dealer },
      });
    }
    u += received.u;
    r += received.r;
    zero += received.zero;
  }
  return { share: { index, share: modR(u) }, product: { index, w: modR(u * r + zero), transcript: hash } };
}
