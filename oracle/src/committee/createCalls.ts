import { createHash } from "node:crypto";
import { MedLatticeError } from "@medlattice/sdk/errors";
import type { Hex } from "viem";
import type { Relay } from "../relay/createRelay.ts";
import type { CommitteePlace } from "./place.ts";

/**
 * Sends a call to the committee, from the oracle's account: nothing there depends on who sends it. A refusal is remembered with its call
 * (decision 0011), so one that is refused goes as another try the next time; one that was carried out is sent once an epoch.
 * @throws VerificationError CONTRACT_REFUSED; UnavailableError
 */
export type CommitteeCall = (data: Hex, epoch: number) => Promise<void>;

const OWNER = "committee";

export function createCalls({ chainId, committee: to }: CommitteePlace, relay: Relay): CommitteeCall {
  const tries = new Map<string, number>();
  return async (data, epoch) => {
    const name = createHash("sha256").update(`${epoch}|${data}`).digest("hex").slice(0, 32);
    const tried = tries.get(name) ?? 0;
    try {
      await relay.relay(OWNER, { chainId, to, data, idempotencyKey: `${name}-${tried}` });
      tries.delete(name);
    } catch (error) {
      if (!(error instanceof MedLatticeError) || !error.retryable) tries.set(name, tried + 1);
      throw error;
    }
  };
}

/** The contract's own error, where it was the contract that refused. */
export function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof MedLatticeError)) return undefined;
  const { contractError } = error.facts;
  return typeof contractError === "string" ? contractError : undefined;
}
