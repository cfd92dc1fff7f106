/** What was seen of a chain that roots could be anchored on (systems.md P21). Measured by whoever anchors, over the last while. */
export interface ChainObservation {
  readonly chainId: number;
  /** Seconds since its newest block, by the observer's clock; null when no node answered. */
  readonly headAgeSeconds: number | null;
  /** Usual time between blocks, seconds. */
  readonly blockSeconds: number;
  /** Blocks that were replaced, at the deepest, and how often in the time looked at. */
  readonly deepestReorganization: number;
  readonly reorganizations: number;
  /** Nodes that were asked, and how many of them gave the same block at the same height. */
  readonly nodes: number;
  readonly agreeingNodes: number;
  /** From sending an anchor until it cannot be undone, seconds. */
  readonly finalitySeconds: number;
  /** Of one anchor at today's price, in the operator's own currency (any, but the same for all). */
  readonly cost: number;
}

export interface ChainPolicy {
  /** A chain whose newest block is older than so many of its block times is taken to stand still. */
  readonly mostMissedBlocks: number;
  /** A chain that replaced more blocks than this is not final where it says so. */
  readonly deepestReorganization: number;
  readonly mostFinalitySeconds: number;
  /** More than this is not paid for an anchor. */
  readonly mostCost: number;
  /** How much each counts; together 1. */
  readonly weights: { readonly health: number; readonly cost: number; readonly finality: number };
  /** The chain in use is left only for one that scores better by this, so that a small change of price does not move anchors to and fro. */
  readonly stay: number;
}

export const DEFAULT_CHAIN_POLICY: ChainPolicy = {
  mostMissedBlocks: 10,
  deepestReorganization: 6,
  mostFinalitySeconds: 3_600,
  mostCost: Number.POSITIVE_INFINITY,
  weights: { health: 0.5, cost: 0.3, finality: 0.2 },
  stay: 0.1,
};

export type ChainFault = "silent" | "stalled" | "reorganised" | "nodes-disagree" | "slow" | "dear";

export interface ChainScore {
  readonly chainId: number;
  /** Why it cannot be used now; empty when it can. */
  readonly faults: readonly ChainFault[];
  /** 0 to 1 each; 0 for a chain that cannot be used. */
  readonly health: number;
  readonly cost: number;
  readonly finality: number;
  readonly score: number;
}

export interface ChainChoice {
  /** Null: none can be used now; anchors wait. */
  readonly chainId: number | null;
  readonly reason: "best" | "only" | "stays" | "failed-over" | "none";
  /** All of them, the best first: kept with the choice and shown to whoever asks. */
  readonly scores: readonly ChainScore[];
}

/**
 * Chooses where the next root is anchored, by health, cost and time to finality. Costs are compared with the cheapest chain that can be
 * used, so the currency does not matter.
 * @param current in use until now; null before the first anchor
 */
export function chooseChain(
  observations: readonly ChainObservation[],
  current: number | null,
  policy: ChainPolicy = DEFAULT_CHAIN_POLICY,
): ChainChoice {
  const usable = observations.filter((each) => faultsOf(each, policy).length === 0);
  const cheapest = Math.min(...usable.map(({ cost }) => cost));
  const scores = observations
    .map((each) => scoreOf(each, cheapest, policy))
    .toSorted((a, b) => b.score - a.score || a.chainId - b.chainId);
  const ranked = scores.filter(({ faults }) => faults.length === 0);
  const [best] = ranked;
  if (best === undefined) return { chainId: null, reason: "none", scores };
  const held = ranked.find(({ chainId }) => chainId === current);
  if (held !== undefined && best.score - held.score < policy.stay) {
    const { chainId } = held;
    const reason = ranked.length === 1 ? "only" : held === best ? "best" : "stays";
    return { chainId, reason, scores };
  }
  const isLeft = current !== null && held === undefined;
  const reason = isLeft ? "failed-over" : ranked.length === 1 ? "only" : "best";
  return { chainId: best.chainId, reason, scores };
}

function faultsOf(seen: ChainObservation, policy: ChainPolicy): readonly ChainFault[] {
  if (seen.headAgeSeconds === null || seen.nodes === 0) return ["silent"];
  const faults: ChainFault[] = [];
  if (seen.headAgeSeconds > policy.mostMissedBlocks * seen.blockSeconds) faults.push("stalled");
  if (seen.deepestReorganization > policy.deepestReorganization) faults.push("reorganised");
  if (seen.agreeingNodes < seen.nodes) faults.push("nodes-disagree");
  if (seen.finalitySeconds > policy.mostFinalitySeconds) faults.push("slow");
  if (seen.cost > policy.mostCost) faults.push("dear");
  return faults;
}

function scoreOf(seen: ChainObservation, cheapest: number, policy: ChainPolicy): ChainScore {
  const { chainId } = seen;
  const faults = faultsOf(seen, policy);
  if (faults.length > 0) return { chainId, faults, health: 0, cost: 0, finality: 0, score: 0 };
  const missed = Math.max(0, (seen.headAgeSeconds ?? 0) / seen.blockSeconds - 1);
  const freshness = 1 - missed / policy.mostMissedBlocks;
  const steadiness = 1 / (1 + seen.reorganizations);
  const health = Math.max(0, Math.min(1, freshness)) * steadiness;
  const cost = seen.cost === 0 ? 1 : cheapest / seen.cost;
  const finality = 1 - seen.finalitySeconds / policy.mostFinalitySeconds;
  const { weights } = policy;
  const score = weights.health * health + weights.cost * cost + weights.finality * finality;
  return { chainId, faults, health, cost, finality, score };
}
