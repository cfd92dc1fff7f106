import {
  type ChainFault,
  type ChainObservation,
  type ChainPolicy,
  chooseChain,
} from "@medlattice/sdk/anchor";
import type { AnchorChoice } from "@medlattice/sdk/client";
import type { KeptPlace } from "./anchorTable.ts";

/** Of an anchor that is in a block already, price and slowness are past; it is left only where it may never become final. */
const HARMLESS_ONCE_SEEN: ReadonlySet<ChainFault> = new Set(["dear", "slow"]);

export interface ChosenPlaces {
  /** Where it is under way and stays. */
  readonly keep: readonly number[];
  /** Where it is given up. */
  readonly leave: readonly number[];
  /** Where it goes now. */
  readonly add: readonly number[];
  readonly reason: AnchorChoice["reason"];
  readonly scores: AnchorChoice["scores"];
}

/**
 * Where an anchor goes, or goes on (systems.md P21): it stays where it is under way unless that chain has a fault, and goes to the next best one
 * when it has to leave.
 * @param current the chain that the anchor before is on; null for none
 */
export function choosePlaces(options: {
  readonly observations: readonly ChainObservation[];
  readonly places: readonly KeptPlace[];
  readonly current: number | null;
  /** Public chains that refuse this anchor: they have a later one, or another history. */
  readonly refused: ReadonlySet<number>;
  readonly atOnce: number;
  readonly policy: ChainPolicy;
}): ChosenPlaces {
  const { observations, places, refused, policy } = options;
  const active = places.filter(({ state }) => state !== "left");
  const current = active[0]?.chainId ?? options.current;
  const { scores, chainId, reason } = chooseChain(observations, current, policy);
  const isFaulty = ({ chainId: id, state }: KeptPlace): boolean => {
    if (refused.has(id)) return state === "sent";
    const faults = scores.find((each) => each.chainId === id)?.faults ?? ["silent"];
    if (state === "final") return false;
    return state === "seen" ? faults.some((fault) => !HARMLESS_ONCE_SEEN.has(fault)) : faults.length > 0;
  };
  const leave = active.filter(isFaulty).map((place) => place.chainId);
  const keep = active.map((place) => place.chainId).filter((id) => !leave.includes(id));
  const usable = scores
    .filter((each) => each.faults.length === 0 && !refused.has(each.chainId))
    .map((each) => each.chainId);
  const best = chainId !== null && usable.includes(chainId) ? [chainId] : [];
  const candidates = [...new Set([...best, ...usable])].filter(
    (id) => !keep.includes(id) && !leave.includes(id),
  );
  const add = candidates.slice(0, Math.max(0, options.atOnce - keep.length));
  const hasLeft = leave.length > 0 || places.some(({ state }) => state === "left");
  const told = keep.length + add.length === 0 ? "none" : hasLeft ? "failed-over" : reason;
  return {
    keep,
    leave,
    add,
    reason: told,
    scores: [...scores].map((each) => ({ ...each, faults: [...each.faults] })),
  };
}
