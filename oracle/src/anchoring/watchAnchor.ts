import type { Logger } from "pino";
import { type Hex, zeroHash } from "viem";
import type { AnchorTable, KeptAnchor, KeptPlace } from "./anchorTable.ts";
import { type PublicChain, findAnchored, readRoot } from "./publicChain.ts";

/** Whether nodes of a public chain have an anchor; `unclear` when none answers, or they do not answer alike. */
type Found = "there" | "absent" | "other" | "unclear";

/**
 * Looks where an anchor is, on every public chain, whoever has posted it: what several nodes say alike counts, and nothing that a station says.
 * @returns whether anything has changed
 */
export async function watchAnchor(options: {
  readonly chains: readonly PublicChain[];
  readonly table: AnchorTable;
  readonly kept: KeptAnchor;
  /** Whether nodes of the chain agree, so that depth means something. */
  readonly isTrusted: (chainId: number) => boolean;
  readonly logger: Logger;
  readonly nowSeconds: () => number;
}): Promise<boolean> {
  const { table, kept, logger } = options;
  const { sequence, root } = kept.anchor;
  const before = table.places(sequence);
  const looked = await Promise.all(
    options.chains.map(async (chain) => ({ chain, found: await lookFor(chain, sequence, root) })),
  );
  let hasChanged = false;
  for (const { chain, found } of looked) {
    const { chainId } = chain.config;
    const place = before.find((each) => each.chainId === chainId);
    if (found === "there") {
      const next = await placeOf(chain, sequence, place, options.isTrusted(chainId));
      if (next.state === place?.state && next.block === place.block) continue;
      table.setPlace(sequence, next);
      hasChanged = true;
    } else if (found === "absent" && (place?.state === "seen" || place?.state === "final")) {
      logger.warn({ chainId, sequence }, "a public chain has taken an anchor back");
      table.setPlace(sequence, { ...place, state: "sent", txHash: null, block: null });
      hasChanged = true;
    } else if (found === "other") {
      logger.error({ chainId, sequence }, "a public chain has another root under an anchor's sequence");
    }
  }
  const isFinal = table.places(sequence).some(({ state }) => state === "final");
  if (isFinal === (kept.finalized !== undefined)) return hasChanged;
  table.setFinal(sequence, isFinal ? options.nowSeconds() : null);
  return true;
}

async function lookFor({ nodes, config }: PublicChain, sequence: number, root: Hex): Promise<Found> {
  const answers = await Promise.allSettled(nodes.map((node) => readRoot(node, config.registry, sequence)));
  const roots = new Set(answers.flatMap((each) => (each.status === "fulfilled" ? [each.value] : [])));
  const [told] = roots;
  if (told === undefined || roots.size > 1) return "unclear";
  return told === root ? "there" : told === zeroHash ? "absent" : "other";
}

async function placeOf(
  chain: PublicChain,
  sequence: number,
  place: KeptPlace | undefined,
  isTrusted: boolean,
): Promise<KeptPlace> {
  const { chainId, confirmations } = chain.config;
  const known = place ?? { chainId, state: "seen", txHash: null, block: null, attempts: 0 };
  try {
    const found = await findAnchored(chain, sequence);
    const block = found?.block ?? known.block;
    const txHash = found?.txHash ?? known.txHash;
    const depth = block === null ? 0 : Number(await chain.client.getBlockNumber()) - block;
    const isFinal = known.state === "final" || (block !== null && isTrusted && depth >= confirmations);
    return { ...known, state: isFinal ? "final" : "seen", txHash, block };
  } catch {
    // A node that has the root and does not tell its event now: it is asked again.
    return { ...known, state: known.state === "final" ? "final" : "seen" };
  }
}
