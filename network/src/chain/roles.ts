import { createBlockMaker } from "./blocks/block-maker.ts";
import type { BlockClock } from "./clock.ts";
import { createFollower } from "./follow/follower.ts";
import { createForward } from "./follow/forward.ts";
import type { FollowHealth } from "./health.ts";
import type { Ledger } from "./ledger.ts";
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
