import type { Hex } from "../codec/index.ts";
import type { ConsentHome, SealedDeal } from "../consent/index.ts";
import { MedLatticeError } from "../errors/index.ts";
import type { Person } from "./person.ts";
import { reachedThrough } from "./places.ts";

export interface DeliveredDeals {
  /** Proxies that hold their share, and those that could not be reached or refused. */
  readonly dealt: readonly Hex[];
  readonly failed: readonly { readonly organization: Hex; readonly error: MedLatticeError }[];
}

/** Hands each proxy its deal, all at once. */
export async function deliverDeals(
  person: Person,
  { chainId }: Pick<ConsentHome, "chainId">,
  deals: readonly SealedDeal[],
  atLeastBlock?: number,
): Promise<DeliveredDeals> {
  const outcomes = await Promise.all(
    deals.map(async (deal) => {
      const { organization } = deal;
      try {
        const oracle = await person.oracle(reachedThrough(person.network, chainId, organization), chainId);
        await oracle.deals.post(deal, atLeastBlock === undefined ? {} : { atLeastBlock });
        return { organization, error: null };
      } catch (error) {
        if (error instanceof MedLatticeError) return { organization, error };
        throw error;
      }
    }),
  );
  return {
    dealt: outcomes.filter(({ error }) => error === null).map(({ organization }) => organization),
    failed: outcomes.flatMap(({ organization, error }) => (error === null ? [] : [{ organization, error }])),
  };
}
