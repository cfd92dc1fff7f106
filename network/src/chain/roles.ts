import { createBlockMaker } from "./blocks/createBlockMaker.ts";
import type { BlockClock } from "./createBlockClock.ts";
import { createFollower } from "./follow/createFollower.ts";
import { createForward } from "./follow/createForward.ts";
import type { FollowHealth } from "./health.ts";
import type { Ledger } from "./createLedger.ts";
import type { Log } from "./log.ts";
import type { Answer } from "./rpc/answers.ts";

/** How new blocks come about: made here, or taken from a leader. */
export interface Role {
  readonly name: "leader" | "follower";
  /** Takes a raw transaction and answers when it is durable. */
  readonly submit: (raw: Buffer) => Promise<Answer>;
  readonly following: () => FollowHealth | undefined;
  readonly stop: () => Promise<void>;
}

export function createLeaderRole(ledger: Ledger, clock: BlockClock): Role {
  const { submit, stop } = createBlockMaker({ ledger, clock });
  return { name: "leader", submit, following: () => undefined, stop };
}

export function createFollowerRole(ledger: Ledger, leader: string, log: Log): Role {
  const { health, stop } = createFollower({ ledger, leader, log });
  return { name: "follower", submit: createForward(ledger, leader), following: health, stop };
}
