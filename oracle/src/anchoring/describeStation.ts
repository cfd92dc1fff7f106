import type { ChainObservation } from "@medlattice/sdk/anchor";
import type { AnchorEntry, AnchorsReply, SnapshotHeadEntry } from "@medlattice/sdk/client";
import type { AnchorTable, KeptAnchor } from "./anchorTable.ts";
import type { AnchorStatus, Stationing } from "./createAnchoring.ts";
import type { Heads } from "./heads.ts";
import type { AnchorNetwork } from "./signedAnchors.ts";

export interface StationView {
  readonly network: AnchorNetwork;
  readonly table: AnchorTable;
  readonly heads: Heads;
  readonly problemOf: (chainId: number) => string | null;
  readonly problem: () => string | null;
  readonly observations: () => readonly ChainObservation[];
  readonly nowSeconds: () => number;
}

/** What a station shows of snapshots and anchors: to everybody, and to its operator. */
export function describeStation(view: StationView): Pick<Stationing, "list" | "status"> {
  const { table, heads, network } = view;

  /** Sequence of a chain's snapshot under the newest final anchor; 0 for none. */
  function anchoredOf(): ReadonlyMap<number, number> {
    const [final] = table.final(Number.MAX_SAFE_INTEGER, 1);
    return new Map(final?.anchor.snapshots.map(({ chainId, sequence }) => [chainId, sequence]));
  }

  function snapshots(): readonly SnapshotHeadEntry[] {
    const anchored = anchoredOf();
    return heads.table.chains().flatMap((chainId) => {
      const decided = heads.last(chainId).sequence;
      const newest = heads.table.after(chainId, decided, 1)[0] ?? heads.table.lastDecided(chainId);
      if (newest === undefined) return [];
      const { organization, chain, root } = newest.head;
      const isAnchored = chain.sequence <= (anchored.get(chainId) ?? 0);
      const state = isAnchored ? "anchored" : newest.isDecided ? "decided" : "vouched";
      return [
        { chainId, organization, sequence: chain.sequence, blockNumber: chain.blockNumber, root, state },
      ];
    });
  }

  /** The one that this station has signed and that lacks signatures still. */
  function unsigned(): AnchorEntry | undefined {
    const voted = table.lastVoted();
    if (voted === undefined || table.find(voted.sequence) !== undefined) return undefined;
    if (voted.sequence < (table.newest()?.anchor.sequence ?? 0)) return undefined;
    const kept = { anchor: voted, hash: voted.root, created: view.nowSeconds(), finalized: undefined };
    return { ...describeAnchor(table, network, kept), state: "signing" };
  }

  return {
    list({ before, limit }): AnchorsReply {
      const kept = table.page(before ?? Number.MAX_SAFE_INTEGER, limit);
      const open = before === undefined ? unsigned() : undefined;
      return {
        items: [
          ...(open === undefined ? [] : [open]),
          ...kept.map((each) => describeAnchor(table, network, each)),
        ],
        snapshots: [...snapshots()],
        chains: [...view.observations()],
        problem: view.problem(),
      };
    },
    status(): AnchorStatus {
      const anchored = anchoredOf();
      const [final] = table.final(Number.MAX_SAFE_INTEGER, 1);
      const chains = heads.table.chains().map((chainId) => {
        const decided = heads.last(chainId).sequence;
        const vouched = heads.table.after(chainId, decided, 1)[0]?.head.chain.sequence ?? decided;
        return {
          chainId,
          vouched,
          decided,
          anchored: anchored.get(chainId) ?? 0,
          problem: view.problemOf(chainId),
        };
      });
      const behind = chains.filter(({ decided, anchored: there }) => decided > there);
      const since = behind.flatMap(({ chainId, anchored: there }) => {
        const [oldest] = heads.table.after(chainId, there, 1);
        return oldest === undefined ? [] : [oldest.seen];
      });
      return {
        sequence: table.newest()?.anchor.sequence ?? 0,
        final: final?.anchor.sequence ?? 0,
        backlog: behind.length,
        lag: since.length === 0 ? 0 : Math.max(0, view.nowSeconds() - Math.min(...since)),
        snapshots: chains,
        chains: view.observations(),
        problem: view.problem(),
      };
    },
  };
}

/** An anchor as people are shown it. */
function describeAnchor(table: AnchorTable, network: AnchorNetwork, kept: KeptAnchor): AnchorEntry {
  const { sequence, previous, root, snapshots } = kept.anchor;
  const places = table.places(sequence).flatMap(({ chainId, state, txHash, block }) => {
    const registry = network.registries.get(chainId);
    return registry === undefined ? [] : [{ chainId, registry, state, txHash, block }];
  });
  return {
    sequence,
    previous,
    root,
    snapshots: [...snapshots],
    state: kept.finalized === undefined ? "posting" : "final",
    created: kept.created,
    choices: [...table.choices(sequence)],
    places,
  };
}
