import { ABIS } from "@medlattice/sdk/abi";
import { VOTE_KIND } from "@medlattice/sdk/committee";
import { MedLatticeError } from "@medlattice/sdk/errors";
import type { Logger } from "pino";
import { encodeFunctionData, hexToBigInt } from "viem";
import type { View, Watch } from "../chain/createWatch.ts";
import type { Proposal } from "../committee.ts";
import { type CommitteeCall, refusalOf } from "../createCalls.ts";
import type { ProposalTable } from "../proposalTable.ts";
import type { Collector } from "./createCollector.ts";

/** Takes proposals to their decisions: by turn one station collects the votes and brings them to the chain. */
export interface Voting {
  /** Does what can be done now. @param others proposals that stand on no disk, for they are of the present epoch */
  step(view: View, others: readonly Proposal[]): Promise<boolean>;
  /** What holds a proposal up; null when nothing is known to. */
  waits(proposal: Proposal): { readonly code: string; readonly missing: ReadonlyMap<number, string> } | null;
}

export interface VotingOptions {
  readonly watch: Watch;
  readonly proposals: ProposalTable;
  readonly collector: Collector;
  /** Number of this station. */
  readonly station: () => number | undefined;
  readonly call: CommitteeCall;
  readonly logger: Logger;
  /** How long each station may take before it is the next one's turn, too. */
  readonly turnMs?: number;
}

interface Progress {
  readonly epoch: number;
  /** When it was first seen in this epoch. */
  readonly sinceMs: number;
  nextMs: number;
  failures: number;
  waits: { readonly code: string; readonly missing: ReadonlyMap<number, string> } | null;
}

const TURN_MS = 3_000;
const PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;
/** Votes collected at the same time: one that waits for somebody does not hold up the others. */
const AT_ONCE = 8;
/** What means that somebody else was faster, or that the epoch is over: the next look shows it. */
const HARMLESS: ReadonlySet<string> = new Set(["CommitteeDecided", "CommitteeOtherEpoch"]);

export function createVoting(options: VotingOptions): Voting {
  const { watch, proposals, collector, logger, turnMs = TURN_MS } = options;
  const progress = new Map<string, Progress>();

  function progressOf(proposal: Proposal, epoch: number): Progress {
    const known = progress.get(keyOf(proposal));
    if (known?.epoch === epoch) return known;
    const sinceMs = performance.now();
    const made = { epoch, sinceMs, nextMs: sinceMs, failures: 0, waits: known?.waits ?? null };
    progress.set(keyOf(proposal), made);
    return made;
  }

  /** Stations take turns by the slot; who has no vote comes last, for nobody else may know the proposal. */
  function isTurn({ slot }: Proposal, { state: { voters } }: View, { sinceMs }: Progress): boolean {
    const place = voters.indexOf(options.station() ?? -1);
    const shift = Number(hexToBigInt(slot) % BigInt(Math.max(1, voters.length)));
    const turn = place === -1 ? voters.length : (place + voters.length - shift) % voters.length;
    return performance.now() - sinceMs >= turn * turnMs;
  }

  /** Crosses out what is decided. An application that admitted nobody gives way to another one, in a later epoch. */
  function isOpen(proposal: Proposal, { state }: View): boolean {
    const { kind, slot, payload } = proposal;
    const decided = watch.events.decision(kind, slot);
    if (decided === undefined) return true;
    const givesWay = kind === VOTE_KIND.createStation && decided.payload !== payload;
    if (givesWay) return decided.epoch < state.epoch;
    if (decided.payload !== payload)
      logger.warn({ kind, epoch: decided.epoch }, "a vote was decided otherwise");
    proposals.remove(kind, slot);
    progress.delete(keyOf(proposal));
    return false;
  }

  async function carry(proposal: Proposal, view: View, state: Progress): Promise<boolean> {
    const setup = watch.events.setup(view.state.setup);
    if (setup === undefined) return false;
    const { kind, slot, payload } = proposal;
    const vote = { epoch: view.state.epoch, kind, slot, payload };
    const { evidence, missing } = await collector.collect(vote, view, setup);
    if (evidence === undefined) {
      state.waits = { code: codeOf(missing, options.station()), missing };
      return false;
    }
    const args = [{ ...vote, epoch: BigInt(vote.epoch) }, evidence] as const;
    await options.call(encodeFunctionData({ abi: ABIS.Committee, functionName: "decide", args }), vote.epoch);
    state.waits = null;
    return true;
  }

  async function tryOne(proposal: Proposal, view: View): Promise<boolean> {
    const state = progressOf(proposal, view.state.epoch);
    try {
      if (await carry(proposal, view, state)) return true;
    } catch (error) {
      if (!(error instanceof MedLatticeError)) throw error;
      const refusal = refusalOf(error);
      // Without that one the votes are collected anew at once.
      if (refusal === "CommitteeStationInactive") {
        watch.forgetStations();
        return false;
      }
      if (!HARMLESS.has(refusal ?? "")) {
        state.waits = { code: refusal ?? error.code, missing: new Map() };
        logger.warn({ err: error, kind: proposal.kind }, "votes were not taken");
      }
    }
    state.failures += 1;
    state.nextMs = performance.now() + Math.min(LONGEST_PAUSE_MS, PAUSE_MS * 2 ** state.failures);
    return false;
  }

  return {
    async step(view, others) {
      if (view.state.epoch === 0) return false;
      const open = [...proposals.open(), ...others].filter((each) => isOpen(each, view));
      const due = open.filter((each) => {
        const state = progressOf(each, view.state.epoch);
        return performance.now() >= state.nextMs && isTurn(each, view, state);
      });
      const tried = await Promise.all(due.slice(0, AT_ONCE).map((each) => tryOne(each, view)));
      if (tried.length > 0) await watch.look();
      return tried.some(Boolean);
    },
    waits: (proposal) => progress.get(keyOf(proposal))?.waits ?? null,
  };
}

/** The own reason first: it is the one that this operator can do something about. */
function codeOf(missing: ReadonlyMap<number, string>, own: number | undefined): string {
  const ownReason = own === undefined ? undefined : missing.get(own);
  return ownReason ?? "COMMITTEE_TOO_FEW";
}

function keyOf({ kind, slot }: Proposal): string {
  return `${kind}:${slot}`;
}
