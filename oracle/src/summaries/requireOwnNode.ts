import { UnavailableError } from "@medlattice/sdk/errors";
import type { DatabaseSync } from "node:sqlite";
import { type Hex, isAddressEqual, toHex } from "viem";
import { askChain } from "../chains/askChain.ts";
import type { OracleChain } from "../chains/openChain.ts";
import { readKeptLog } from "../index/keptLog.ts";

/**
 * Asks the first node of a chain, which is this organisation's own, for the logs of a stretch again and compares them with what the index
 * keeps: the index may have been filled by another node while the own one was away, and an authority vouches for what its own node says.
 * @throws UnavailableError `SUMMARY_NODES_DISAGREE`, `CHAIN_UNREACHABLE`
 */
export async function requireOwnNode(
  chain: OracleChain,
  database: DatabaseSync,
  {
    fromBlock,
    toBlock,
    toBlockHash,
  }: { readonly fromBlock: number; readonly toBlock: number; readonly toBlockHash: Hex },
): Promise<void> {
  const { chainId, contracts } = chain.config;
  const [own] = chain.nodes;
  if (own === undefined) throw disagree(chainId);
  const addresses = [contracts.recordRegistry, contracts.recordCorrection, contracts.identityRegistry].filter(
    (address) => address !== undefined,
  );
  const [logs, block] = await askChain(chainId, () =>
    Promise.all([
      own.getLogs({ address: addresses, fromBlock: BigInt(fromBlock), toBlock: BigInt(toBlock) }),
      own.getBlock({ blockNumber: BigInt(toBlock) }),
    ]),
  );
  if (block.hash !== toBlockHash) throw disagree(chainId);
  const told = logs.map((log) =>
    JSON.stringify([toHex(log.blockNumber ?? 0n), log.logIndex, log.topics, log.data]),
  );
  const kept = database
    .prepare("SELECT * FROM logs WHERE chain_id = ? AND block BETWEEN ? AND ? ORDER BY block, log_index")
    .all(chainId, fromBlock, toBlock)
    .map(readKeptLog)
    .filter((log) => addresses.some((address) => isAddressEqual(address, log.address)))
    .map((log) => JSON.stringify([toHex(BigInt(log.block)), log.logIndex, log.topics, log.data]));
  if (told.length !== kept.length || told.some((each, index) => each !== kept[index]))
    throw disagree(chainId);
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
