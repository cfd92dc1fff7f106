import type { ChainObservation, ChainPolicy } from "@medlattice/sdk/anchor";
import type { AnchorChoice } from "@medlattice/sdk/client";
import { UnavailableError } from "@medlattice/sdk/errors";
import type { Logger } from "pino";
import { type Hex, zeroHash } from "viem";
import type { AnchorNetwork, SignedAnchors } from "./signedAnchors.ts";
import { type AnchorBody, makeAnchor } from "./anchorMessages.ts";
import type { AnchorTable, KeptAnchor } from "./anchorTable.ts";
import { type ChosenPlaces, choosePlaces } from "./choosePlaces.ts";
import type { StationNews } from "./createNews.ts";
import type { Poster } from "./createPoster.ts";
import type { Signing } from "./createSigning.ts";
import type { Heads } from "./heads.ts";
import type { ChainObserver } from "./observeChain.ts";
import type { PublicChain } from "./publicChain.ts";
import type { Turns } from "./turns.ts";
import { watchAnchor } from "./watchAnchor.ts";

/** Brings decided snapshots under one root and that root to a public chain, when it is this station's turn (systems.md P1, P2, P21). */
export interface AnchorDriver {
  /** Does what can be done now. True when there may be more at once. */
  step(): Promise<boolean>;
  observations(): readonly ChainObservation[];
}

export interface AnchorDriverOptions {
  readonly network: AnchorNetwork;
  readonly chains: readonly PublicChain[];
  readonly observers: ReadonlyMap<number, ChainObserver>;
  readonly table: AnchorTable;
  readonly heads: Heads;
  readonly anchors: SignedAnchors;
  readonly signing: Signing;
  readonly poster: Poster;
  readonly news: StationNews;
  readonly turns: Turns;
  readonly policy: ChainPolicy;
  readonly atOnce: number;
  /** Least time between two anchors. */
  readonly anchorSeconds: number;
  readonly observeMs: number;
  readonly logger: Logger;
  /** A clock that only goes forward. */
  readonly nowMs: () => number;
  readonly nowSeconds: () => number;
}

/** Anchors before the newest one that are looked for at once. */
const MOST_MISSED = 4;

export function createAnchorDriver(options: AnchorDriverOptions): AnchorDriver {
  const { network, chains, observers, table, heads, signing, poster, turns, policy, nowMs } = options;
  /** Public chains that refuse an anchor; they are asked again after a restart. */
  const refused = new Map<number, Set<number>>();
  /** The anchor for which this process has got the signatures: it goes on with it whosever turn it is. */
  let own = 0;
  let lookedMs = Number.NEGATIVE_INFINITY;

  const observations = (): readonly ChainObservation[] =>
    chains.flatMap(({ config: { chainId } }) => {
      const seen = observers.get(chainId)?.seen() ?? null;
      if (seen === null) return [];
      const { headAgeSeconds } = seen;
      if (headAgeSeconds === null) return [seen];
      return [{ ...seen, headAgeSeconds: Math.max(headAgeSeconds, poster.waitingSeconds(chainId)) }];
    });

  /** The newest decided snapshot of every chain, when there is one that no anchor has. */
  function waiting(newest: KeptAnchor | undefined): AnchorBody["snapshots"] | undefined {
    const before = new Map(newest?.anchor.snapshots.map((each) => [each.chainId, each]));
    const all = new Map(before);
    for (const chainId of heads.table.chains()) {
      const { sequence, root } = heads.last(chainId);
      if (sequence > (before.get(chainId)?.sequence ?? 0)) all.set(chainId, { chainId, sequence, root });
    }
    const isNewer = [...all].some(([chainId, { sequence }]) => before.get(chainId)?.sequence !== sequence);
    return isNewer ? [...all.values()] : undefined;
  }

  function current(): number | null {
    const [last] = table.final(Number.MAX_SAFE_INTEGER, 1);
    const places = last === undefined ? [] : table.places(last.anchor.sequence);
    return places.find(({ state }) => state === "final")?.chainId ?? null;
  }

  function choose(sequence: number): ChosenPlaces {
    const places = table.places(sequence);
    const chosen = choosePlaces({
      observations: observations(),
      places,
      current: current(),
      refused: refused.get(sequence) ?? new Set(),
      atOnce: options.atOnce,
      policy,
    });
    note(sequence, chosen);
    return chosen;
  }

  /** Kept with its scores and reason, once for as long as it stays the same. */
  function note(sequence: number, { keep, add, reason, scores }: ChosenPlaces): void {
    const chainIds = [...keep, ...add];
    const last = table.choices(sequence).at(-1);
    if (last !== undefined && String(last.chainIds) === String(chainIds)) return;
    const choice: AnchorChoice = {
      time: options.nowSeconds(),
      chainIds,
      reason,
      scores,
      observations: [...observations()],
    };
    table.choose(sequence, choice);
  }

  async function signaturesFor(anchor: AnchorBody, chainId: number): Promise<readonly Hex[]> {
    const known = table.signatures(anchor.sequence, chainId);
    if (known !== undefined) return known;
    const signatures = await signing.collect(anchor, chainId);
    table.put(anchor, options.nowSeconds());
    table.sign(anchor.sequence, chainId, signatures);
    own = anchor.sequence;
    const kept = table.find(anchor.sequence);
    const signed = kept && options.anchors.tell(kept);
    if (signed !== undefined) options.news.push({ heads: [], anchors: [signed] });
    return signatures;
  }

  /** A new anchor, or the one that stations have begun to sign. */
  async function begin(newest: KeptAnchor | undefined): Promise<boolean> {
    const snapshots = waiting(newest);
    const age = newest === undefined ? Number.POSITIVE_INFINITY : options.nowSeconds() - newest.created;
    // A clock that was set back makes nobody wait for it.
    if (snapshots === undefined || (age >= 0 && age < options.anchorSeconds)) {
      turns.rest();
      return false;
    }
    turns.begin(`anchor after ${newest?.anchor.sequence ?? 0}`);
    const sequence = (newest?.anchor.sequence ?? 0) + 1 + turns.skipped();
    if (chains.length === 0 || !turns.isMine(sequence)) return false;
    const { add } = choose(sequence);
    const [chainId] = add;
    if (chainId === undefined) throw noChain();
    const begun = table.voted(sequence) ?? (await signing.adopt(sequence));
    const previous = newest?.hash ?? zeroHash;
    const anchor =
      begun?.previous === previous
        ? begun
        : makeAnchor({ network: network.id, sequence, previous }, snapshots);
    await signaturesFor(anchor, chainId);
    return true;
  }

  /** Brings an anchor that is signed to where it is to go. */
  async function carry(kept: KeptAnchor): Promise<boolean> {
    const { sequence } = kept.anchor;
    const places = table.places(sequence);
    const isThere = places.some(({ state }) => state === "seen" || state === "final");
    turns.begin(`${isThere ? "wait for" : "carry"} ${sequence}`);
    const isMine = own === sequence || poster.hasSent(kept) || turns.isMine(sequence);
    if (chains.length === 0 || !isMine) return false;
    const { keep, leave, add } = choose(sequence);
    for (const place of table.places(sequence)) {
      if (leave.includes(place.chainId)) {
        options.logger.warn({ chainId: place.chainId, sequence }, "an anchor leaves a public chain");
        table.setPlace(sequence, { ...place, state: "left" });
      }
    }
    if (keep.length + add.length === 0) throw noChain();
    for (const chainId of [...keep, ...add]) await postTo(kept, chainId);
    return false;
  }

  async function postTo(kept: KeptAnchor, chainId: number): Promise<void> {
    const { sequence } = kept.anchor;
    const place = table.places(sequence).find((each) => each.chainId === chainId);
    const chain = chains.find(({ config }) => config.chainId === chainId);
    if (chain === undefined || place?.state === "seen" || place?.state === "final") return;
    const signatures = await signaturesFor(kept.anchor, chainId);
    if (await poster.post(chain, kept, signatures)) return;
    refused.set(sequence, (refused.get(sequence) ?? new Set()).add(chainId));
  }

  async function look(newest: KeptAnchor | undefined): Promise<boolean> {
    const isOpen = newest !== undefined && newest.finalized === undefined;
    const isDue = nowMs() - lookedMs >= options.observeMs;
    if (!isOpen && !isDue) return false;
    if (isDue) {
      lookedMs = nowMs();
      await Promise.all([...observers.values()].map((observer) => observer.look()));
    }
    if (newest === undefined) return false;
    const isTrusted = (chainId: number): boolean => {
      const seen = observers.get(chainId)?.seen();
      return seen !== null && seen !== undefined && seen.agreeingNodes === seen.nodes && seen.nodes > 0;
    };
    const { logger, nowSeconds } = options;
    const watch = (kept: KeptAnchor): Promise<boolean> =>
      watchAnchor({ chains, table, kept, isTrusted, logger, nowSeconds });
    // One that another station has carried while this one looked away, and that the next one has followed already.
    const missed = isDue ? table.open(MOST_MISSED).filter(({ hash }) => hash !== newest.hash) : [];
    for (const kept of missed) await watch(kept);
    return watch(newest);
  }

  return {
    observations,
    async step() {
      if (await look(table.newest())) return true;
      const newest = table.newest();
      if (newest !== undefined && newest.finalized === undefined) return carry(newest);
      if (newest !== undefined && own === newest.anchor.sequence && options.atOnce > 1) await carry(newest);
      return begin(newest);
    },
  };
}

function noChain(): UnavailableError {
  return new UnavailableError("ANCHOR_NO_CHAIN", "No public chain can be used now; anchors wait.", {
    hints: ["Operator: GET /v1/anchors says what is wrong with each of them."],
  });
}
