import type { TailBounds } from "./tailBounds.ts";

/** How many of the committee are in whose hands, but for 2^−λ on each side. */
export interface CommitteeNumbers {
  readonly adversary: TailBounds;
  readonly honest: TailBounds;
  readonly all: TailBounds;
}

/** The quorum that is always safe and always reached, or why there is none. */
export interface Quorum {
  readonly quorum: number | null;
  /** In plain words. */
  readonly why: string;
}

/**
 * The smallest Q with Q > 2·a_max (an adversary cannot be most of a quorum's honest part twice), Q ≤ h_min (the honest alone
 * reach it) and 2·Q > all_max (two quorums overlap), systems.md P7.
 */
export function chooseQuorum({ adversary, honest, all }: CommitteeNumbers): Quorum {
  const twice = 2 * adversary.max;
  const half = Math.floor(all.max / 2);
  const least = Math.max(twice, half) + 1;
  const reasons =
    `It must be above ${twice} (twice the ${adversary.max} identities an adversary may get) and above ` +
    `${all.max / 2} (half of all ${all.max})`;
  const certain = `above ${honest.min}, the number of honest identities that is certain`;
  if (least <= honest.min)
    return { quorum: least, why: `${reasons}, which ${least} is, and not ${certain}.` };
  return {
    quorum: null,
    why: `No quorum is both safe and always reached. ${reasons}, so at least ${least}, but not ${certain}.`,
  };
}
