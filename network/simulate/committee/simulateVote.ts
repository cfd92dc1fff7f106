import type { Random } from "../random.ts";
import { BYTES, type CommitteeModel } from "./model.ts";

/** A member of the committee in one epoch. */
export interface Member {
  readonly station: number;
  readonly seats: number;
  readonly isSilent: boolean;
}

/** One vote, from the proposal to the block. Times in milliseconds from the proposal. */
export interface VoteOutcome {
  /** More than two thirds of the seats signed; without, there are no times. */
  readonly isReached: boolean;
  /** Collectors that were silent and waited for. */
  readonly timeouts: number;
  /** Evidence complete and checked at the collector. */
  readonly collectedMs: number;
  /** In a final block that a station has seen. */
  readonly finalMs: number;
  /** Proposals, shares and the transaction. */
  readonly messages: number;
  readonly bytes: number;
  /** What stands on the chain. */
  readonly evidenceBytes: number;
}

/**
 * A vote as it goes over the network: the collector sends the proposal to every member, each checks and signs it and sends its share
 * back, the collector adds shares in the order of arrival until more than two thirds of the seats are in, checks the sum once and sends
 * it to the chain. A silent collector is waited for, then the next one begins anew.
 */
export function simulateVote(model: CommitteeModel, members: readonly Member[], random: Random): VoteOutcome {
  const order = members.toSorted((a, b) => a.station - b.station);
  const first = Math.floor(random.next() * order.length);
  let timeouts = 0;
  while (timeouts < order.length && order[(first + timeouts) % order.length]?.isSilent === true)
    timeouts += 1;
  const proposal = BYTES.envelope + BYTES.proposal;
  const others = Math.max(0, order.length - 1);
  const all = order.reduce((sum, { seats }) => sum + seats, 0);
  const shares = arrivals(model, order, proposal, random);
  const start = timeouts * model.network.timeoutMs;
  let [clock, seats, signers] = [start, 0, 0];
  for (const share of shares) {
    clock = Math.max(clock, start + share.atMs) + model.work.addShareMs;
    seats += share.seats;
    signers += 1;
    if (3 * seats > 2 * all) break;
  }
  const isReached = all > 0 && 3 * seats > 2 * all;
  const evidenceBytes = BYTES.evidenceHead + BYTES.absentee * (order.length - signers);
  const collectedMs = clock + model.work.verifyMs;
  const waiting = random.next() * model.network.blockMs;
  const finalMs = collectedMs + delay(model, random) + waiting + model.work.verifyMs + delay(model, random);
  return {
    isReached,
    timeouts,
    collectedMs,
    finalMs,
    messages: others + shares.length + 1,
    bytes:
      others * proposal + shares.length * (BYTES.envelope + BYTES.share) + BYTES.envelope + evidenceBytes,
    evidenceBytes,
  };
}

/** Shares in the order in which they reach the collector. */
function arrivals(model: CommitteeModel, members: readonly Member[], proposalBytes: number, random: Random) {
  const { checkProposalMs, signMs } = model.work;
  return members
    .map(({ seats, isSilent }, i) => {
      const sent = ((i + 1) * proposalBytes) / model.network.uplinkBytesPerMs;
      const atMs = sent + delay(model, random) + checkProposalMs + signMs + delay(model, random);
      return { seats, isSilent, atMs };
    })
    .filter(({ isSilent }) => !isSilent)
    .toSorted((a, b) => a.atMs - b.atMs);
}

function delay({ network }: CommitteeModel, random: Random): number {
  return network.medianDelayMs * Math.exp(network.spread * random.normal());
}
