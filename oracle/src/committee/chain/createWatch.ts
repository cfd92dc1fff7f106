import type { DatabaseSync } from "node:sqlite";
import type { Hex } from "viem";
import { askChain } from "../../chains/askChain.ts";
import type { CommitteePlace } from "../place.ts";
import { type EventTable, createEventTable } from "./eventTable.ts";
import { BLOCKS_PER_STEP, readEvents } from "./readEvents.ts";
import { type CommitteeSettings, type CommitteeState, readSettings, readState } from "./readState.ts";
import { type Station, readStations } from "./readStations.ts";

/** What the chain says of the committee, kept up with it. */
export interface Watch {
  readonly events: EventTable;
  /** As it was looked at last; undefined before the first look. */
  latest(): View | undefined;
  /** Looks again. @throws UnavailableError CHAIN_UNREACHABLE */
  look(): Promise<View>;
  /** Reads stations anew at the next look: one of them is not what it was. */
  forgetStations(): void;
}

export interface View {
  readonly settings: CommitteeSettings;
  readonly state: CommitteeState;
  readonly stations: readonly Station[];
}

/** Organisations are suspended without a word of the committee's, so stations are looked at again after so many looks at least. */
const LOOKS_PER_STATIONS = 10;

interface Head {
  readonly number: number;
  readonly hash: Hex;
  readonly parentHash: Hex;
}

export function createWatch(place: CommitteePlace, database: DatabaseSync): Watch {
  const { chain, chainId } = place;
  const events = createEventTable(database, chainId);
  let settings: CommitteeSettings | undefined;
  let view: View | undefined;
  let looks = 0;
  let isForgotten = false;
  /** Something was said that the view does not show yet; kept when a node fails in between, for events are read once. */
  let isStale = true;
  let running: Promise<View> | undefined;

  async function follow(head: Head): Promise<void> {
    const { confirmations, startBlock } = chain.config;
    const last = head.number - confirmations;
    const known = events.cursor();
    if (known !== undefined && !(await isStill(known, last, head))) events.wipe();
    let from = (events.cursor()?.block ?? startBlock - 1) + 1;
    while (from <= last) {
      const to = Math.min(last, from + BLOCKS_PER_STEP - 1);
      const found = await readEvents(place, from, to);
      events.take(found, { block: to, hash: await hashAt(to, head) });
      isStale ||= found.isAny;
      isForgotten ||= found.hasOtherStations;
      from = to + 1;
    }
  }

  /** Another chain, or one that was reorganised, has other blocks. */
  async function isStill(known: { block: number; hash: Hex }, last: number, head: Head): Promise<boolean> {
    return known.block > last || (await hashAt(known.block, head)) === known.hash;
  }

  /** The newest block names itself and the one before it. */
  async function hashAt(block: number, head: Head): Promise<Hex> {
    if (block === head.number) return head.hash;
    if (block === head.number - 1) return head.parentHash;
    const found = await askChain(chainId, () => chain.client.getBlock({ blockNumber: BigInt(block) }));
    return found.hash;
  }

  async function run(): Promise<View> {
    settings ??= await readSettings(place);
    const block = await askChain(chainId, () => chain.client.getBlock());
    const head = { number: Number(block.number), hash: block.hash, parentHash: block.parentHash };
    if (!isForgotten && view !== undefined && view.state.block === head.number) return view;
    await follow(head);
    looks += 1;
    isForgotten ||= looks % LOOKS_PER_STATIONS === 0;
    // With blocks to wait for, what is said is not heard at once.
    const isQuiet = !isStale && !isForgotten && chain.config.confirmations === 0;
    if (view !== undefined && isQuiet) {
      view = { ...view, state: { ...view.state, block: head.number } };
      return view;
    }
    const isAnew = isForgotten;
    // Whoever asks for stations anew from here on asks for the next look.
    isForgotten = false;
    try {
      const state = await readState(place, block.number);
      const known = view?.state.epoch === state.epoch && !isAnew ? view.stations : undefined;
      const stations = known ?? (await readStations(place, settings, state));
      view = { settings, state, stations };
    } catch (error) {
      isForgotten ||= isAnew;
      throw error;
    }
    isStale = false;
    return view;
  }

  return {
    events,
    latest: () => view,
    forgetStations() {
      isForgotten = true;
    },
    look() {
      running ??= run().finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}
