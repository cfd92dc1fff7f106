import { MedLatticeError } from "../../../errors/index.ts";
import type { KeyContribution, KeyContributionShare } from "./contribution.ts";
import type { KeyGenerationSession } from "./session.ts";
import { verifyContribution, verifyContributionShare } from "./verifyContribution.ts";

/** Step 2: a member says that a dealer's share is wrong (and shows it, signed by the dealer) or never came. */
export interface KeyComplaint {
  readonly by: number;
  readonly against: number;
  readonly evidence?: KeyContributionShare | undefined;
}

export interface CheckContributionsParameters {
  readonly session: KeyGenerationSession;
  /** This member's index. */
  readonly index: number;
  readonly contributions: readonly KeyContribution[];
  /** The shares this member received. */
  readonly shares: readonly KeyContributionShare[];
}

/**
 * Step 2 for one member: which contributions anyone can see to be false or missing, and which shares to complain of.
 */
export function checkContributions({ session, index, contributions, shares }: CheckContributionsParameters): {
  readonly cheaters: number[];
  readonly complaints: KeyComplaint[];
} {
  const cheaters: number[] = [];
  const complaints: KeyComplaint[] = [];
  for (const dealer of session.indices) {
    const made = contributions.filter((contribution) => contribution.index === dealer);
    const [contribution] = made;
    // Two contributions of one dealer are as false as none.
    if (
      contribution === undefined ||
      made.length > 1 ||
      fails(() => verifyContribution(session, contribution))
    ) {
      cheaters.push(dealer);
      continue;
    }
    const evidence = shares.find(({ from, to }) => from === dealer && to === index);
    if (evidence === undefined) complaints.push({ by: index, against: dealer });
    else if (fails(() => verifyContributionShare(session, contribution, evidence))) {
      complaints.push({ by: index, against: dealer, evidence });
    }
  }
  return { cheaters, complaints };
}

export interface JudgeComplaintParameters {
  readonly session: KeyGenerationSession;
  /** Of the dealer complained of; already verified. */
  readonly contribution: KeyContribution;
  /** Its evidence, if any, carries the dealer's signature, which the caller has verified. */
  readonly complaint: KeyComplaint;
  /** The share the dealer publishes when a member says that none came. */
  readonly answer?: KeyContributionShare | undefined;
}

/**
 * Judges a complaint from what is public: the dealer cheats when the evidence is false, the complainer when it is right. When no
 * share came, the dealer must publish it (the complainer then uses that one): no answer or a false one names the dealer, a right
 * one nobody.
 * @returns the index of the member that cheated, or undefined.
 */
export function judgeComplaint({
  session,
  contribution,
  complaint,
  answer,
}: JudgeComplaintParameters): number | undefined {
  const { by, against, evidence } = complaint;
  const wrong = (share: KeyContributionShare) =>
    fails(() => verifyContributionShare(session, contribution, share));
  if (evidence !== undefined) {
    // A share of another dealer or for another member proves nothing against this one.
    const concerns = evidence.from === against && evidence.to === by;
    return concerns && wrong(evidence) ? against : by;
  }
  return answer === undefined || answer.to !== by || wrong(answer) ? against : undefined;
}

function fails(check: () => void): boolean {
  try {
    check();
    return false;
  } catch (error) {
    if (error instanceof MedLatticeError) return true;
    throw error;
  }
}
