import { z } from "zod";
import { sealedDealSchema } from "../../consent/deal-schema.ts";
import { bytes32, queryInteger, unixSeconds } from "./primitives.ts";

/** A deal for this oracle, or for one that it forwards to because its person cannot log in there. */
export const dealBody = sealedDealSchema;
/** Wait until the oracle has seen this block, that of the grant's registration, say. */
export const dealQuery = z.strictObject({ atLeastBlock: queryInteger.optional() });

/**
 * `ready`: used for accesses under its grant. `standing`: for the emergency key, of no use before break-glass is approved.
 * `destroyed`: the share is gone for good.
 */
export const dealState = z.enum(["ready", "standing", "destroyed"]);

export const dealReply = z.object({
  organization: bytes32,
  grantId: bytes32,
  dealHash: bytes32,
  state: dealState,
  storedAt: unixSeconds,
  destroyedAt: unixSeconds.nullable(),
  /** Why it was destroyed: `GRANT_REVOKED` or `GRANT_EXPIRED`. */
  reason: z.string().nullable(),
});

export const dealsReply = z.object({ items: z.array(dealReply) });

export type DealStatus = z.infer<typeof dealReply>;
