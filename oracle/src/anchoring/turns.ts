import type { Hex } from "viem";

/** Whose turn it is to anchor (systems.md P2), by durations alone: no clock has to be right. */
export interface Turns {
  /** Begins to count for something new; for what is counted for already it goes on. */
  begin(what: string): void;
  /** Nothing is to be done: nobody's time runs. */
  rest(): void;
  /** The first station at once, each further one so much later; who has had its turn keeps it. */
  isMine(sequence: number): boolean;
  /** Sequences that were given up meanwhile: all stations had their turn, and one more, for each. */
  skipped(): number;
}

export function createTurns(options: {
  /** Accounts of all stations, in any order. */
  readonly stations: readonly Hex[];
  readonly own: Hex;
  readonly turnMs: number;
  /** A clock that only goes forward. */
  readonly nowMs: () => number;
}): Turns {
  const { turnMs, nowMs } = options;
  const stations = options.stations.toSorted();
  const place = stations.indexOf(options.own);
  let counted: string | undefined;
  let sinceMs = 0;
  const turnsSince = (): number => (counted === undefined ? 0 : Math.floor((nowMs() - sinceMs) / turnMs));
  return {
    begin(what) {
      if (what === counted) return;
      counted = what;
      sinceMs = nowMs();
    },
    rest() {
      counted = undefined;
    },
    isMine(sequence) {
      if (place === -1) return false;
      const after = (((place - sequence) % stations.length) + stations.length) % stations.length;
      return after <= turnsSince() % (stations.length + 1);
    },
    skipped: () => Math.floor(turnsSince() / (stations.length + 1)),
  };
}
