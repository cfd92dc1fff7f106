import type { ChainObservation } from "@medlattice/sdk/anchor";
import type { AnchorsReply, RecordEntry } from "@medlattice/sdk/client";
import type { Proof } from "@medlattice/sdk/proof";
import type { StationNews } from "./createNews.ts";
import type { Signing } from "./createSigning.ts";
import type { SnapshotIntake } from "./createSnapshotIntake.ts";
import { type StationInputs, createStation } from "./createStation.ts";
import { anchorNetworkOf } from "./signedAnchors.ts";

/** Anchoring, as an operator sees it. Counts, times and codes only. */
export interface AnchorStatus {
  /** Newest anchor that enough stations have signed, and newest one that is final; 0 for none. */
  readonly sequence: number;
  readonly final: number;
  /** Chains whose newest decided snapshot is under no final anchor, and how long the oldest of them waits, seconds. */
  readonly backlog: number;
  readonly lag: number;
  readonly snapshots: readonly {
    readonly chainId: number;
    /** Newest snapshots that are vouched for, decided on, and under a final anchor; 0 for none. */
    readonly vouched: number;
    readonly decided: number;
    readonly anchored: number;
    /** What keeps this oracle's own snapshots of the chain from going on. */
    readonly problem: string | null;
  }[];
  readonly chains: readonly ChainObservation[];
  /** What keeps anchors from going on here. */
  readonly problem: string | null;
}

/** What a station offers. */
export interface Stationing {
  /** At an authority. */
  readonly intake: SnapshotIntake | undefined;
  readonly signing: Signing;
  readonly news: StationNews;
  list(page: { readonly before?: number | undefined; readonly limit: number }): AnchorsReply;
  proofOf(entry: RecordEntry): Promise<Proof>;
  status(): AnchorStatus;
  start(): void;
  stop(): Promise<void>;
}

export interface Anchoring {
  /** Undefined where nothing is anchored. */
  readonly stationing: Stationing | undefined;
  status(): AnchorStatus | undefined;
  start(): void;
  stop(): Promise<void>;
}

/** Everything an oracle does for snapshots and anchors (docs/bridge.md). */
export function createAnchoring(inputs: StationInputs): Anchoring {
  const network = anchorNetworkOf(inputs.config.network);
  const stationing = network === undefined ? undefined : createStation(inputs, network);
  return {
    stationing,
    status: () => stationing?.status(),
    start: () => stationing?.start(),
    async stop() {
      await stationing?.stop();
    },
  };
}
