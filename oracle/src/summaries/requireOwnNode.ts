import { UnavailableError } from "@medlattice/sdk/errors";
import type { DatabaseSync } from "node:sqlite";
import { type Hex, type PublicClient, isAddressEqual } from "viem";
import { askChain } from "../chains/askChain.ts";
import type { OracleChain } from "../chains/openChain.ts";
import { readKeptLog } from "../index/keptLog.ts";

interface Stretch {
  readonly fromBlock: number;
  readonly toBlock: number;
}

/** Blocks asked for at once; nodes bound the answer's size. */
const BLOCKS_PER_STEP = 2_000;

/**
 * Asks the first node of a chain, which is this organisation's own, for the logs of a stretch again and compares them with what the index
 * keeps: the index may have been filled by another node while the own one was away, and an authority vouches for what its own node says.
 * @throws UnavailableError `SUMMARY_NODES_DISAGREE`, `CHAIN_UNREACHABLE`
 */
export async function requireOwnNode(
  chain: OracleChain,
  database: DatabaseSync,
  { fromBlock, toBlock, toBlockHash }: Stretch & { readonly toBlockHash: Hex },
): Promise<void> {
  const { chainId, contracts } = chain.config;
  const [own] = chain.nodes;
  if (own === undefined) throw disagree(chainId);
  const addresses = [contracts.recordRegistry, contracts.recordCorrection, contracts.identityRegistry].filter(
    (address) => address !== undefined,
  );
  const block = await askChain(chainId, () => own.getBlock({ blockNumber: BigInt(toBlock) }));
  if (block.hash !== toBlockHash) throw disagree(chainId);
  for (let from = fromBlock; from <= toBlock; from += BLOCKS_PER_STEP) {
    const stretch = { fromBlock: from, toBlock: Math.min(toBlock, from + BLOCKS_PER_STEP - 1) };
    const told = await askChain(chainId, () => toldBy(own, addresses, stretch));
    const kept = keptOf(database, chainId, addresses, stretch);
    if (told.length !== kept.length || told.some((each, index) => each !== kept[index])) {
      throw disagree(chainId);
    }
  }
}

async function toldBy(
  node: PublicClient,
  address: Hex[],
  { fromBlock, toBlock }: Stretch,
): Promise<readonly string[]> {
  const logs = await node.getLogs({ address, fromBlock: BigInt(fromBlock), toBlock: BigInt(toBlock) });
  return logs.map(({ blockNumber, logIndex, topics, data }) =>
    JSON.stringify([Number(blockNumber), logIndex, topics, data]),
  );
}

function keptOf(
  database: DatabaseSync,
  chainId: number,
  addresses: readonly Hex[],
  { fromBlock, toBlock }: Stretch,
): readonly string[] {
  return database
    .prepare("SELECT * FROM logs WHERE chain_id = ? AND block BETWEEN ? AND ? ORDER BY block, log_index")
    .all(chainId, fromBlock, toBlock)
    .map(readKeptLog)
    .filter(({ address }) => addresses.some((each) => isAddressEqual(each, address)))
    .map(({ block, logIndex, topics, data }) => JSON.stringify([block, logIndex, topics, data]));
}

function disagree(chainId: number): UnavailableError {
  return new UnavailableError(
    "SUMMARY_NODES_DISAGREE",
    "The authority's own node tells other events than those it has indexed.",
    {
      facts: { chainId },
      hints: ["Operator: compare the chain's nodes; the index may have been filled by another."],
    },
  );
}
