import type { Hex } from "viem";
import type { SealedDeal } from "../../consent/deal-schema.ts";
import { type DealStatus, dealReply, dealsReply } from "../schema/deals.ts";
import type { Transport } from "../transport.ts";
import { query } from "./query.ts";

/** What a grantor tells a proxy, and what became of it. */
export interface DealMethods {
  /** Repeated, it changes nothing. A deal for another organisation is passed on to its oracle. */
  post(deal: SealedDeal, options?: { readonly atLeastBlock?: number }): Promise<DealStatus>;
  status(grantId: Hex): Promise<DealStatus>;
  list(): Promise<readonly DealStatus[]>;
}

export function dealMethods(transport: Transport): DealMethods {
  return {
    post: (json, options = {}) =>
      transport.json({ method: "POST", path: `/v1/deals${query(options)}`, json }, dealReply),
    status: (grantId) => transport.json({ method: "GET", path: `/v1/deals/${grantId}` }, dealReply),
    list: async () => (await transport.json({ method: "GET", path: "/v1/deals" }, dealsReply)).items,
  };
}
