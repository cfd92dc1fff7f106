import { MedLatticeError } from "../../errors/index.ts";
import {
  type CustodyContribution,
  type DealtShare,
  verifyCustodyContribution,
  verifyDealtShare,
} from "./contribution.ts";
import type { CustodySession } from "./session.ts";

export interface CheckCustodyParameters {
  readonly session: CustodySession;
  /** This officer's index. */
  readonly index: number;
  readonly contributions: readonly CustodyContribution[];
  /** The shares this officer was dealt. */
  readonly shares: readonly DealtShare[];
}

export interface CheckedCustody {
  /** Contributions that anyone can see to be false, or that were made twice. */
  readonly cheaters: readonly number[];
  /** Shares to complain of: what was dealt is the evidence. */
  readonly wrong: readonly DealtShare[];
  /** Dealers of whom no contribution or no share has come yet; nobody is blamed for that. */
  readonly missing: readonly number[];
}

/** Step 2 for one officer: what to make of what the others sent. */
export function checkCustody({
  session,
  index,
  contributions,
  shares,
}: CheckCustodyParameters): CheckedCustody {
  const cheaters: number[] = [];
  const wrong: DealtShare[] = [];
  const missing: number[] = [];
  for (const dealer of session.indices) {
    const made = contributions.filter((contribution) => contribution.index === dealer);
    const [contribution] = made;
    const share = shares.find(({ from, to }) => from === dealer && to === index);
    if (contribution === undefined) missing.push(dealer);
    else if (made.length > 1 || fails(() => verifyCustodyContribution(session, contribution))) {
      cheaters.push(dealer);
    } else if (share === undefined) missing.push(dealer);
    else if (fails(() => verifyDealtShare(contribution, share))) wrong.push(share);
  }
  return { cheaters, wrong, missing };
}

/**
 * Judges a complaint from what is public. `evidence` is the very share that the dealer bound itself to by the hash in its signed
 * contribution; the caller has compared that.
 * @returns who lied: the dealer when the share is false, the complainer when it is right.
 */
export function judgeDealtShare(contribution: CustodyContribution, evidence: DealtShare): number {
  return fails(() => verifyDealtShare(contribution, evidence)) ? contribution.index : evidence.to;
}

/** @internal Whether a check throws one of our errors; defects of the program pass on. */
export function fails(check: () => void): boolean {
  try {
    check();
    return false;
  } catch (error) {
    if (error instanceof MedLatticeError) return true;
    throw error;
  }
}
