import { z } from "zod";
import { errorAnswer, RPC_CODES } from "./answers.ts";
import type { Answer } from "./answers.ts";

/** What can be subscribed to. */
export type SubscriptionKind =
  | { readonly name: "newHeads" }
  | { readonly name: "logs"; readonly filter: { readonly address?: unknown; readonly topics?: unknown } };

// Their form is the engine's to judge; other members, block ranges above all, have no place in a subscription.
const filterSchema = z.object({ address: z.unknown().optional(), topics: z.unknown().optional() });

/** Reads the parameters of `eth_subscribe`, or answers what is wrong with them. */
export function parseSubscription(params: readonly unknown[]): SubscriptionKind | Answer {
  const [name, filter = {}] = params;
  if (name === "newHeads") return { name };
  const parsed = filterSchema.safeParse(filter);
  if (name === "logs" && parsed.success) {
    const { address, topics } = parsed.data;
    // Absent and null mean "any" to clients, but the engine takes only the absent.
    return {
      name,
      filter: { ...(address == null ? {} : { address }), ...(topics == null ? {} : { topics }) },
    };
  }
  return errorAnswer(
    RPC_CODES.invalidParams,
    'Only "newHeads" and "logs" with an optional filter can be subscribed to.',
  );
}
