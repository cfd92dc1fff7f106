import { UnavailableError } from "@medlattice/sdk/errors";
import { askChain } from "../chains/askChain.ts";
import type { PublicClient } from "viem";
import type { OracleChain } from "../chains/openChain.ts";
import type { Absences, Told } from "./absences.ts";
import type { FactKind, FactOf, QuestionOf } from "./facts.ts";
import { readFact } from "./readFact.ts";
import { untilSettled } from "./untilSettled.ts";

/**
 * Asks the configured nodes of a chain, which must answer alike (DESIGN rule 14). A follower is some milliseconds behind, so a
 * difference counts only when it stays. The other node of somebody else's private chain may be away: it is mostly that institution's own,
 * and one that is down must lock nobody out (rule 6, systems.md M2, docs/decisions/0020); the own one never.
 *
 * @param options.absences who was away a moment ago; without them every node must answer
 * @throws UnavailableError NODE_STALE | NODES_DISAGREE | CHAIN_UNREACHABLE
 */
export async function askNodes<Kind extends FactKind>(
  chain: OracleChain,
  question: QuestionOf<Kind>,
  options: { readonly nowSeconds: () => number; readonly absences?: Absences | undefined },
): Promise<FactOf<Kind>> {
  const { config, nodes } = chain;
  const { absences, nowSeconds } = options;
  const ask = (node: PublicClient): Promise<FactOf<Kind>> =>
    askChain(config.chainId, () => readFact(config, node, question));
  const tell = async (node: PublicClient, position: number): Promise<Told<FactOf<Kind>> | undefined> =>
    position === 0 || absences === undefined
      ? { answer: await ask(node) }
      : absences.unlessAway(node, () => ask(node));
  let answering: readonly PublicClient[] = nodes;
  const [first] = await untilSettled(
    async () => {
      const told = await Promise.all(nodes.map(tell));
      answering = nodes.filter((_, position) => told[position] !== undefined);
      const given = told.filter((each) => each !== undefined);
      return new Set(given.map(({ answer }) => JSON.stringify(answer))).size === 1 ? given : undefined;
    },
    () => disagreement(chain),
  );
  if (first === undefined) throw new TypeError("a chain without nodes");
  await requireFresh(config, answering, nowSeconds());
  return first.answer;
}

/** Nodes at different heights: the lower one is behind. At the same height one of them tells something else than the chain. */
async function disagreement(chain: OracleChain): Promise<UnavailableError> {
  const { chainId } = chain.config;
  const heads = await Promise.all(
    chain.nodes.map((node) => askChain(chainId, async () => Number(await node.getBlockNumber()))),
  );
  const [lowest, highest] = [Math.min(...heads), Math.max(...heads)];
  if (lowest < highest) return stale(chainId, { node: heads.indexOf(lowest) + 1, blocks: highest - lowest });
  return new UnavailableError(
    "NODES_DISAGREE",
    "This oracle's two nodes of the chain say different things.",
    {
      facts: { chainId },
      hints: [
        "Ask another organisation's oracle.",
        "Operator: find out which node is wrong before going on.",
      ],
      retryable: false,
    },
  );
}

/** On chains that make blocks all the time a head that does not move is a node that has lost its chain. */
async function requireFresh(
  { chainId, maxHeadAgeSeconds }: OracleChain["config"],
  nodes: readonly PublicClient[],
  now: number,
): Promise<void> {
  if (maxHeadAgeSeconds === undefined) return;
  for (const [position, node] of nodes.entries()) {
    const { timestamp } = await askChain(chainId, () => node.getBlock({ blockTag: "latest" }));
    const seconds = now - Number(timestamp);
    if (seconds > maxHeadAgeSeconds) throw stale(chainId, { node: position + 1, seconds });
  }
}

function stale(chainId: number, facts: Readonly<Record<string, number>>): UnavailableError {
  return new UnavailableError("NODE_STALE", "One of this oracle's nodes is behind the chain.", {
    facts: { chainId, ...facts },
    hints: ["Try again in a moment.", "Operator: check the node that is named."],
  });
}
