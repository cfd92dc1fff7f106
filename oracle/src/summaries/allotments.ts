import type { DatabaseSync } from "node:sqlite";
import { fairBatch } from "@medlattice/sdk/reputation";
import { BATCH_SLIPS } from "@medlattice/sdk/summary";
import type { Hex } from "viem";
import { integer } from "../database/columns.ts";
import { transaction } from "../database/transaction.ts";
import { hasWaited } from "./hasWaited.ts";
import type { Reputations } from "./reputations.ts";

export interface Offer {
  readonly organization: Hex;
  readonly chainId: number;
  /** Where its next section begins. */
  readonly firstSlip: number;
  /** What it has; of a section that is signed already, what that one has. */
  readonly slips: number;
  readonly isFormed: boolean;
}

/** Who may hand in how many slips next: fair processing (systems.md S10). */
export interface Allotments {
  /**
   * Notes an offer for the present round.
   * @returns the slips that may be handed in now; 0 until its round was decided
   */
  offer(offer: Offer): number;
  /** Slips allotted to a section that begins there. */
  of(organization: Hex, chainId: number, firstSlip: number): number;
  /** Decides a round, once offers have been collected for long enough. True when something was allotted. */
  decide(slipsWaiting: number): Promise<boolean>;
  /** Offers of the round that is being collected. */
  offering(): number;
}

/** An institution that is not heard of any more has no share in a round. */
const FRESH_MS = 60_000;

export function createAllotments(options: {
  readonly database: DatabaseSync;
  readonly reputations: Reputations;
  readonly collectMs: number;
  readonly nowMs: () => number;
}): Allotments {
  const { database, nowMs } = options;
  const find = database.prepare(
    "SELECT slips FROM summary_allotments WHERE organization = ? AND chain_id = ? AND first_slip = ?",
  );
  const set = database.prepare("INSERT OR REPLACE INTO summary_allotments VALUES (?, ?, ?, ?)");
  /** They come again by themselves, so they need not outlive this process. */
  const offers = new Map<Hex, Offer & { readonly seenMs: number }>();
  let beganMs: number | undefined;

  const of: Allotments["of"] = (organization, chainId, firstSlip) =>
    integer(find.get(organization, chainId, firstSlip)?.["slips"] ?? 0);

  return {
    of,
    offer(offer) {
      const { organization, chainId, firstSlip, slips, isFormed } = offer;
      const allotted = of(organization, chainId, firstSlip);
      if (allotted > 0 && (!isFormed || allotted >= slips)) {
        offers.delete(organization);
        return allotted;
      }
      offers.set(organization, { ...offer, seenMs: nowMs() });
      beganMs ??= nowMs();
      return 0;
    },
    async decide(slipsWaiting) {
      const room = BATCH_SLIPS - slipsWaiting;
      if (beganMs === undefined || !hasWaited(beganMs, nowMs(), options.collectMs) || room <= 0) return false;
      const reputations = await options.reputations([...offers.keys()]);
      const present = [...offers.values()].filter(({ seenMs }) => nowMs() - seenMs < FRESH_MS);
      const queues = present.map((offer) => ({
        organization: offer.organization,
        reputation: reputations.get(offer.organization) ?? 0n,
        items: Array.from({ length: Math.min(wanted(offer), BATCH_SLIPS) }, () => offer),
      }));
      const shares = new Map<Offer, number>();
      for (const { items } of fairBatch(queues, room)) {
        for (const offer of items) shares.set(offer, (shares.get(offer) ?? 0) + 1);
      }
      transaction(database, () => {
        for (const [{ organization, chainId, firstSlip }, slips] of shares) {
          set.run(organization, chainId, firstSlip, of(organization, chainId, firstSlip) + slips);
        }
      });
      offers.clear();
      beganMs = undefined;
      return shares.size > 0;
    },
    offering: () => offers.size,
  };

  /** A section that is signed comes whole: shares of several rounds add up for it. */
  function wanted({ organization, chainId, firstSlip, slips, isFormed }: Offer): number {
    return isFormed ? slips - of(organization, chainId, firstSlip) : slips;
  }
}
