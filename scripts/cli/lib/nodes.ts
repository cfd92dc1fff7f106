import { InvalidInputError } from "@medlattice/sdk/errors";
import type { NetworkDescription } from "@medlattice/sdk/network";
import { z } from "zod";
import { findChain } from "./network.ts";

/** Addresses of nodes, with commas between them. */
export const urlList = z
  .string()
  .transform((text) => text.split(",").map((url) => url.trim()))
  .pipe(z.array(z.url({ protocol: /^https?$/ })).min(1));

/**
 * Nodes by the chains they are of: `hospital=http://…,consortium=http://…`; a chain may be named twice, and the first is believed.
 * @throws InvalidInputError `NODE_INVALID` | `CHAIN_UNKNOWN`
 */
export function nodesNamed(
  network: NetworkDescription,
  text: string,
): ReadonlyMap<number, readonly string[]> {
  const nodes = new Map<number, readonly string[]>();
  for (const part of text.split(",")) {
    const [name = "", ...rest] = part.trim().split("=");
    const url = rest.join("=");
    if (!urlList.safeParse(url).success) {
      throw new InvalidInputError("NODE_INVALID", `“${part.trim()}” names no chain and its node.`, {
        hints: ["For example: --nodes consortium=http://127.0.0.1:8500,hospital=http://127.0.0.1:8501"],
      });
    }
    const { chainId } = findChain(network, name);
    nodes.set(chainId, [...(nodes.get(chainId) ?? []), url]);
  }
  const [crowded] = [...nodes].find(([, urls]) => urls.length > 2) ?? [];
  if (crowded === undefined) return nodes;
  throw new InvalidInputError("NODE_INVALID", `A chain has two nodes at most, chain ${crowded} has more.`);
}
