import type { Hex } from "viem";
import type { ChainSetup } from "../chain/eventTable.ts";
import type { CommitteeSettings, CommitteeState } from "../chain/readState.ts";

/** One station's vote, as it travels between stations. */
export interface Share {
  readonly station: number;
  /** BLS: 48 bytes; ECDSA: 65 bytes. */
  readonly signature: Hex;
}

/** Votes that were checked and put together. */
export interface Tally {
  /** Whose votes are in, ascending. */
  readonly signers: readonly number[];
  /** From whom something came that is no vote, and why. */
  readonly leftOut: readonly { readonly station: number; readonly reason: string }[];
  /** As `Committee.decide` takes it. */
  readonly evidence: Hex;
}

/** What a station draws for an epoch. */
export interface OwnDraw {
  readonly seats: number;
  /** As `Committee.register` takes it. */
  readonly proof: Hex;
}

/** How a network's votes are signed and put together (rule 18). */
export interface VotingScheme {
  /** Whether a key that the verifier has is the one this station holds. */
  isOwn(key: Hex): boolean;
  /** Code of what this station lacks to vote under a set-up; null: nothing. */
  lacks(setup: ChainSetup): string | null;
  /** @throws VerificationError when contributions turn out not to fit */
  sign(setup: ChainSetup, digest: Hex): Promise<Hex>;
  /** Keeps the true votes of those who may vote. @param voters ascending */
  tally(of: {
    readonly setup: ChainSetup;
    readonly voters: readonly number[];
    readonly digest: Hex;
    readonly shares: readonly Share[];
  }): Promise<Tally>;
  isVoteOf(setup: ChainSetup, share: Share, digest: Hex): Promise<boolean>;
  /** A share as the contract takes it. */
  onChain(signature: Hex): Hex;
  /** The votes in a decision's evidence, as the contract takes them. */
  sumOf(evidence: Hex): Hex;
  draw(
    settings: CommitteeSettings,
    round: CommitteeState["round"],
    own: { readonly station: number; readonly weight: bigint; readonly total: bigint },
  ): OwnDraw;
}
