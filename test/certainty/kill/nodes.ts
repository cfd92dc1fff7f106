import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { chains } from "@medlattice/network/stack";
import { z } from "zod";

export interface ChainNode {
  /** As the supervisor names its process. */
  readonly name: string;
  readonly chainId: number;
  readonly url: string;
  readonly isReplica: boolean;
}

/** All chain nodes of a stack: the chains, and the health authority's replicas of them. */
export async function nodesOf(stateFolder: string): Promise<readonly ChainNode[]> {
  const text = await readFile(join(stateFolder, "ports.json"), "utf8");
  const ports = z.record(z.string(), z.number()).parse(JSON.parse(text));
  return chains.flatMap(({ name, chainId }) =>
    ["chain", "replica"].flatMap((kind) => {
      const port = ports[`${kind}-${name}`];
      if (port === undefined) return [];
      const url = `http://127.0.0.1:${port}`;
      return [{ name: `${kind}-${name}`, chainId, url, isReplica: kind === "replica" }];
    }),
  );
}
