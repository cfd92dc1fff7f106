import { UnavailableError } from "@medlattice/sdk/errors";
import { askChain } from "../chains/askChain.ts";
import type { OracleChain } from "../chains/openChain.ts";
import type { FactKind, FactOf, QuestionOf } from "./facts.ts";
import { readFact } from "./readFact.ts";
import { untilSettled } from "./untilSettled.ts";

/**
 * Asks every configured node of a chain, which must answer alike (DESIGN rule 14). A follower is some milliseconds behind, so a
 * difference counts only when it stays.
 *
 * @throws UnavailableError NODE_STALE | NODES_DISAGREE | CHAIN_UNREACHABLE
 */
export async function askNodes<Kind extends FactKind>(
  chain: OracleChain,
  question: QuestionOf<Kind>,
  nowSeconds: () => number,
): Promise<FactOf<Kind>> {
  const { config, nodes } = chain;
  const [first] = await untilSettled(
    async () => {
      const answers = await Promise.all(
        nodes.map((node) => askChain(config.chainId, () => readFact(config, node, question))),
      );
      return new Set(answers.map((answer) => JSON.stringify(answer))).size === 1 ? answers : undefined;
    },
    () => disagreement(chain),
  );
  if (first === undefined) throw new TypeError("a chain without nodes");
  await requireFresh(chain, nowSeconds());
  return first;
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
async function requireFresh({ config, nodes }: OracleChain, now: number): Promise<void> {
  const { chainId, maxHeadAgeSeconds } = config;
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
