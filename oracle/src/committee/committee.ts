import type { Hex } from "viem";

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
  /** Undefined where there is no committee. */
  status(): CommitteeStatus | undefined;
  start(): void;
  stop(): Promise<void>;
}

/** How many proposals wait, for the page of the pipeline, health and metrics. Nothing here is secret: the chain shows it to all members. */
export interface CommitteeStatus {
  readonly chainId: number;
  readonly contract: Hex;
  readonly proposals: readonly OpenProposal[];
}

/** A proposal of this station that is not decided yet. */
export interface OpenProposal extends Proposal {
  /** Unix seconds. */
  readonly since: number;
  /** What holds it up; null: nothing that is known. */
  readonly waits: string | null;
}
