import type { DatabaseSync } from "node:sqlite";
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

export function createWatch(place: CommitteePlace, database: DatabaseSync): Watch {
  const { chain, chainId } = place;
  const events = createEventTable(database, chainId);
  let settings: CommitteeSettings | undefined;
  let view: View | undefined;
  let looks = 0;
  let isForgotten = false;
  let running: Promise<View> | undefined;

  /** @returns whether a station came, went or deposited */
  async function follow(head: number): Promise<boolean> {
    const { confirmations, startBlock } = chain.config;
    const last = head - confirmations;
    const known = events.cursor();
    if (known !== undefined && !(await isStill(known, last))) events.wipe();
    let from = (events.cursor()?.block ?? startBlock - 1) + 1;
    let hasOtherStations = false;
    while (from <= last) {
      const to = Math.min(last, from + BLOCKS_PER_STEP - 1);
      const found = await readEvents(place, from, to);
      const { hash } = await askChain(chainId, () => chain.client.getBlock({ blockNumber: BigInt(to) }));
      events.take(found, { block: to, hash });
      hasOtherStations ||= found.hasOtherStations;
      from = to + 1;
    }
    return hasOtherStations;
  }

  /** Another chain, or one that was reorganised, has other blocks. */
  async function isStill(known: { block: number; hash: string }, last: number): Promise<boolean> {
    if (known.block > last) return true;
    const { hash } = await askChain(chainId, () =>
      chain.client.getBlock({ blockNumber: BigInt(known.block) }),
    );
    return hash === known.hash;
  }

  async function run(): Promise<View> {
    settings ??= await readSettings(place);
    const head = await askChain(chainId, () => chain.client.getBlockNumber());
    if (!isForgotten && view !== undefined && BigInt(view.state.block) === head) return view;
    const [hasOtherStations, state] = await Promise.all([follow(Number(head)), readState(place, head)]);
    looks += 1;
    const isDue = hasOtherStations || isForgotten || looks % LOOKS_PER_STATIONS === 0;
    isForgotten = false;
    const isSame = view?.state.epoch === state.epoch && !isDue;
    const known = isSame ? view?.stations : undefined;
    const stations = known ?? (await readStations(place, settings, state));
    view = { settings, state, stations };
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
