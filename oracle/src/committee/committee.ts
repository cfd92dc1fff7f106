import type { Hex } from "viem";
import type { Decision } from "./chain/eventTable.ts";
import type { ExchangeStatus } from "./exchange/createExchange.ts";
import type { ContributionsBody, ContributionsReply, VoteBody, VoteReply } from "./messages.ts";

/** What stations vote on: kinds, slots and payloads are those of docs/wire-formats.md, “Committee”. */
export interface Proposal {
  /** `VOTE_KIND`. */
  readonly kind: number;
  /** 32 bytes: what is decided, once. */
  readonly slot: Hex;
  /** 32 bytes, not zero: how. */
  readonly payload: Hex;
}

/** What this station says to a proposal before it signs: `later` is asked again, `no` is not signed. Codes are told to other stations. */
export type Judgement =
  | { readonly verdict: "yes" }
  | { readonly verdict: "later"; readonly why: string }
  | { readonly verdict: "no"; readonly code: string; readonly why: string };

export type Judge = (proposal: Proposal) => Promise<Judgement>;

/** A station's part in the committee (systems.md P5–P9, P14, S7; rules 17, 18). */
export interface Committee {
  /** Who says whether proposals of a kind are right: one judge a kind. Without one they are refused. */
  judge(kind: number, judge: Judge): void;
  /**
   * Puts a proposal on disk; it is voted on until its slot is decided. Again with the same payload changes nothing; with another one it takes
   * the former one's place, and this station signs it from the next epoch on at the earliest if it has signed the former one.
   */
  propose(proposal: Proposal): void;
  /**
   * What was decided, as the chain says now; null: nothing yet. It may be another payload than the one proposed here.
   * @throws UnavailableError CHAIN_UNREACHABLE
   */
  decisionOf(kind: number, slot: Hex): Promise<Hex | null>;
  /** Other stations' questions; undefined where this oracle is no station. */
  readonly peers: CommitteePeers | undefined;
  /** Undefined where there is no committee. */
  status(): CommitteeStatus | undefined;
  start(): void;
  stop(): Promise<void>;
}

export interface CommitteePeers {
  /** @throws PermissionError COMMITTEE_NOT_A_STATION */
  vote(organization: Hex, body: VoteBody): Promise<VoteReply>;
  /** @throws PermissionError COMMITTEE_NOT_A_STATION */
  contributions(organization: Hex, body: ContributionsBody): Promise<ContributionsReply>;
}

/** The committee for the page of the pipeline, health and metrics. Nothing here is secret: the chain shows it to all members. */
export interface CommitteeStatus {
  readonly chainId: number;
  readonly contract: Hex;
  /** Number of this oracle's station; null when it is none. */
  readonly station: number | null;
  /** 0: not begun. */
  readonly epoch: number;
  /** Unix seconds from which the epoch can end. */
  readonly endsAt: number;
  readonly seats: number;
  /** All members', in units of 10^-18. */
  readonly reputation: bigint;
  readonly stations: readonly StationStatus[];
  /** How far contributions are exchanged over all stations there are; null where this oracle is no station. */
  readonly exchange: ExchangeStatus | null;
  readonly pinned: number;
  /** Newest first. */
  readonly decisions: readonly Decision[];
  /** Of this station, and not decided yet; oldest first. */
  readonly proposals: readonly OpenProposal[];
  readonly counts: CommitteeCounts;
  /** Code of what keeps the station itself from going on; null when nothing does. */
  readonly problem: string | null;
}

export interface StationStatus {
  readonly station: number;
  readonly organization: Hex;
  readonly status: "none" | "active" | "retired" | "expelled";
  /** Whether its vote counts now. */
  readonly isActing: boolean;
  readonly deposit: bigint;
  /** In the present epoch; 0: no vote. */
  readonly seats: number;
  /** As of its draw, in units of 10^-18. */
  readonly reputation: bigint;
  /** Whether it has registered its draw for the next epoch. */
  readonly isRegistered: boolean;
  /** Votes from it that were none, since this oracle started. */
  readonly falseVotes: number;
}

/** Since this oracle started. */
export interface CommitteeCounts {
  readonly signed: number;
  readonly collected: number;
  readonly equivocations: number;
}

/** A proposal of this station that is not decided yet. */
export interface OpenProposal extends Proposal {
  /** Unix seconds. */
  readonly since: number;
  /** What holds it up; null: nothing that is known. */
  readonly waits: string | null;
  /** Who has not signed when this station asked last, and why. */
  readonly missing: readonly { readonly station: number; readonly reason: string }[];
}
