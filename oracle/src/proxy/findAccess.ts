import { UnavailableError } from "@medlattice/sdk/errors";
import type { Hex } from "viem";
import type { Facts } from "../evidence/createFacts.ts";
import type { AccessFact } from "../evidence/facts.ts";
import { untilSettled } from "../evidence/untilSettled.ts";
import { refuse } from "./refusals.ts";

export interface FoundAccess {
  readonly access: AccessFact;
  /** Who vouches for it: this oracle itself, when it has nodes on that chain. */
  readonly witnesses: readonly Hex[];
}

/**
 * Looks an access up on every node there is to ask, until it is final; it must be the reader's and fresh.
 * @throws UnavailableError ACCESS_UNKNOWN | PermissionError ACCESS_OTHER_READER | ACCESS_STALE | those of `Facts.ask`
 */
export async function findAccess(options: {
  readonly facts: Facts;
  readonly chainId: number;
  readonly accessId: Hex;
  readonly reader: Hex;
  readonly accessSeconds: number;
  readonly nowSeconds: () => number;
}): Promise<FoundAccess> {
  const { facts, chainId, accessId, reader, accessSeconds, nowSeconds } = options;
  const found = await untilSettled(
    async () => {
      const { answer, witnesses } = await facts.ask<"access">(chainId, { kind: "access", accessId });
      return answer?.isFinal === true ? { access: answer, witnesses } : undefined;
    },
    () => unknown(chainId),
  );
  const { access } = found;
  if (access.reader !== reader) throw refuse("ACCESS_OTHER_READER");
  const ageSeconds = nowSeconds() - access.openedAt;
  if (ageSeconds > accessSeconds) throw refuse("ACCESS_STALE", { ageSeconds, limitSeconds: accessSeconds });
  return found;
}

function unknown(chainId: number): UnavailableError {
  return new UnavailableError(
    "ACCESS_UNKNOWN",
    "There is no such access on the chain, or it is not final yet.",
    {
      facts: { chainId },
      hints: ["Wait for the transaction that opens the record, then ask again."],
      // The nodes have been asked for seconds; whoever has just opened it says in which block.
      retryable: false,
    },
  );
}
