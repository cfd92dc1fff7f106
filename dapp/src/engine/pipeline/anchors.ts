import type { AnchorChoice, AnchorEntry, AnchorsReply } from "@medlattice/sdk/client";
import type { NetworkDescription } from "@medlattice/sdk/network";
import type { Person } from "@medlattice/sdk/person";
import { nameOf } from "./batches.ts";

/** A public chain as it was weighed for an anchor. */
export interface WeighedChain {
  readonly name: string;
  readonly isChosen: boolean;
  /** Shares of one. */
  readonly score: number;
  readonly health: number;
  readonly cost: number;
  readonly finality: number;
  readonly faults: AnchorChoice["scores"][number]["faults"];
}

/** A root on its way to a public chain, or there. */
export interface AnchorView {
  readonly sequence: number;
  readonly state: AnchorEntry["state"];
  /** Unix seconds. */
  readonly createdAt: number;
  /** Whose books; null: the network's own. */
  readonly institutions: readonly (string | null)[];
  readonly places: readonly {
    readonly name: string;
    readonly state: AnchorEntry["places"][number]["state"];
  }[];
  /** Null where another station chose. */
  readonly choice: {
    readonly reason: AnchorChoice["reason"];
    readonly chains: readonly WeighedChain[];
  } | null;
  readonly root: string;
}

export interface AnchorsView {
  /** Newest first. */
  readonly anchors: readonly AnchorView[];
  /** Chains' newest books, and how far they are. */
  readonly snapshots: readonly {
    readonly institution: string;
    readonly state: AnchorsReply["snapshots"][number]["state"];
  }[];
  /** Public chains as they look now. */
  readonly chains: readonly {
    readonly name: string;
    /** Null: no node answers. */
    readonly headAgeSeconds: number | null;
    readonly agreeingNodes: number;
    readonly nodes: number;
    readonly finalitySeconds: number;
  }[];
  /** Code of what holds up the next one; null: nothing. */
  readonly problem: string | null;
}

const NEWEST = 5;

/** The newest anchors as the own oracle knows them. */
export async function newestAnchors(person: Person, chainId: number): Promise<AnchorsView> {
  const oracle = await person.oracle(person.organization, chainId);
  return anchorsView(person.network, await oracle.anchors.list({ limit: NEWEST }));
}

export function anchorsView(
  network: NetworkDescription,
  { items, snapshots, chains, problem }: AnchorsReply,
): AnchorsView {
  return {
    anchors: items.map((anchor) => anchorView(network, anchor)),
    snapshots: snapshots.map(({ organization, state }) => ({
      institution: nameOf(network, organization),
      state,
    })),
    chains: chains.map(({ chainId, headAgeSeconds, agreeingNodes, nodes, finalitySeconds }) => ({
      name: chainName(network, chainId),
      headAgeSeconds,
      agreeingNodes,
      nodes,
      finalitySeconds,
    })),
    problem,
  };
}

function anchorView(
  network: NetworkDescription,
  { sequence, state, created, snapshots, places, choices, root }: AnchorEntry,
): AnchorView {
  const choice = choices.at(-1);
  return {
    sequence,
    state,
    createdAt: created,
    root,
    institutions: snapshots.map(({ chainId }) => ownerOf(network, chainId)),
    places: places.map((place) => ({ name: chainName(network, place.chainId), state: place.state })),
    choice:
      choice === undefined
        ? null
        : {
            reason: choice.reason,
            chains: choice.scores
              .map(({ chainId, ...score }) => ({
                name: chainName(network, chainId),
                isChosen: choice.chainIds.includes(chainId),
                ...score,
              }))
              .toSorted((a, b) => b.score - a.score),
          },
  };
}

function ownerOf({ organizations }: NetworkDescription, chainId: number): string | null {
  return organizations.find(({ privateChainId }) => privateChainId === chainId)?.name ?? null;
}

function chainName({ chains }: NetworkDescription, chainId: number): string {
  return chains.find((chain) => chain.chainId === chainId)?.name ?? "–";
}
