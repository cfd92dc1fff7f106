import type { Journal } from "../load/journal.ts";
import type { Clients } from "../load/people.ts";
import type { ChainNode } from "../kill/nodes.ts";

/** What the checks after a run look at: the network as it is now, and what clients were told before. */
export interface CheckContext {
  readonly stateFolder: string;
  readonly nodes: readonly ChainNode[];
  readonly clients: Clients;
  readonly journal: Journal;
}

export function nodesOfChain({ nodes }: CheckContext, chainId: number): readonly ChainNode[] {
  return nodes.filter((node) => node.chainId === chainId);
}
