import { z } from "zod";
import { address, bytes32, chainId, unixSeconds } from "./primitives.ts";

const station = z.int().min(0);
/** In units of 10^-18, as decimal text. */
const reputation = z.string().regex(/^[0-9]+$/);

const stationEntry = z.object({
  station,
  organization: bytes32,
  status: z.enum(["none", "active", "retired", "expelled"]),
  /** Whether its vote counts now: active, with its deposit, of an active organisation. */
  isActing: z.boolean(),
  /** Tokens. */
  deposit: z.string().regex(/^[0-9]+$/),
  /** In the present epoch; 0: no vote. */
  seats: z.int(),
  reputation,
  /** Whether it has registered its draw for the next epoch. */
  isRegistered: z.boolean(),
  /** Votes from it that were none, as this oracle has seen since it started. */
  falseVotes: z.int(),
});

const vote = {
  /** `VOTE_KIND` of `@medlattice/sdk/committee`. */
  kind: z.int(),
  slot: bytes32,
  payload: bytes32,
};

const decisionEntry = z.object({
  ...vote,
  epoch: z.int(),
  present: z.array(station),
  /** Who had a vote in that epoch and is not in the signature. */
  absent: z.array(station),
  txHash: bytes32,
  block: z.int(),
});

const openVote = z.object({
  ...vote,
  since: unixSeconds,
  /** Code of what holds it up; null: nothing that is known. */
  waits: z.string().nullable(),
  missing: z.array(z.object({ station, reason: z.string() })),
});

/** How far the stations are with each other's membership keys (decision 0019). */
export const committeeExchange = z.object({
  size: z.int(),
  members: z.array(station),
  leftOut: z.array(z.object({ station, reason: z.string() })),
});

/** The committee as the asked oracle sees it (systems.md P5–P9, S7). */
export const committeeReply = z.object({
  chainId,
  contract: address,
  /** Number of the asked oracle's station; null: it is none. */
  station: station.nullable(),
  /** 0: not begun. */
  epoch: z.int(),
  /** From when the epoch can end. */
  endsAt: unixSeconds,
  seats: z.int(),
  reputation,
  stations: z.array(stationEntry),
  exchange: committeeExchange.nullable(),
  /** Batches that are pinned. */
  pinned: z.int(),
  /** Newest first. */
  decisions: z.array(decisionEntry),
  /** What this station has proposed and is not decided; oldest first. */
  proposals: z.array(openVote),
  counts: z.object({ signed: z.int(), collected: z.int(), equivocations: z.int() }),
  problem: z.string().nullable(),
});

export type CommitteeReply = z.infer<typeof committeeReply>;
