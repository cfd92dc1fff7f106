import type { DatabaseSync } from "node:sqlite";
import { InvalidInputError, UnavailableError } from "@medlattice/sdk/errors";
import type { Logger } from "pino";
import type { Hex, Log } from "viem";
import type { OracleChain } from "../chains/openChain.ts";
import { hex, integer } from "../database/columns.ts";
import { transaction } from "../database/transaction.ts";
import { type IndexedEvent, createProjector } from "./createProjector.ts";
import type { KeptLog } from "./keptLog.ts";

export interface IndexStatus {
  readonly chainId: number;
  /** Newest block indexed. */
  readonly block: number;
  /** Newest block the node has told of, and its time. */
  readonly head: number;
  readonly headTime: number;
  /** When the node last answered, Unix milliseconds; 0 never. */
  readonly seenMs: number;
}

/** The read model of one chain, kept up with its events. */
export interface ChainIndex {
  /** Brings the tables up to the chain's head. @throws UnavailableError, InvalidInputError CHAIN_REPLACED */
  sync(): Promise<void>;
  status(): IndexStatus;
  onEvent(listener: (event: IndexedEvent) => void): void;
}

export interface ChainIndexOptions {
  readonly chain: OracleChain;
  readonly database: DatabaseSync;
  readonly logger: Logger;
  readonly nowMs: () => number;
}

/** Blocks asked for at once; nodes bound the answer's size. */
const BLOCKS_PER_STEP = 2_000;

interface Checkpoint {
  readonly genesis: Hex;
  readonly block: number;
  readonly hash: Hex;
}

interface BlockHead {
  readonly number: number;
  readonly hash: Hex;
  readonly time: number;
}

export function createChainIndex(options: ChainIndexOptions): ChainIndex {
  const { chain, database, logger, nowMs } = options;
  const { chainId, confirmations, startBlock } = chain.config;
  const projector = createProjector(database);
  const tables = statements(database);
  const listeners: ((event: IndexedEvent) => void)[] = [];
  let head: BlockHead = { number: 0, hash: "0x", time: 0 };
  let seenMs = 0;
  let syncing: Promise<void> | undefined;
  let isGenesisChecked = false;

  const checkpoint = (): Checkpoint | undefined => {
    const row = tables.checkpoint.get(chainId);
    return row && { genesis: hex(row["genesis"]), block: integer(row["block"]), hash: hex(row["hash"]) };
  };

  async function blockAt(number: number | "latest"): Promise<BlockHead> {
    const block = await chain.client.getBlock(
      number === "latest" ? { blockTag: "latest" } : { blockNumber: BigInt(number) },
    );
    if (block.number === null || block.hash === null) throw inconsistent(chainId);
    return { number: Number(block.number), hash: block.hash, time: Number(block.timestamp) };
  }

  async function run(): Promise<void> {
    head = await blockAt("latest");
    seenMs = nowMs();
    const target = head.number - confirmations;
    let reached = await startingPoint();
    while (reached < target) {
      const to = Math.min(reached + BLOCKS_PER_STEP, target);
      await step(reached + 1, to);
      reached = to;
    }
  }

  /** Where to go on; after a reorganisation that is the last block both sides know. */
  async function startingPoint(): Promise<number> {
    const known = checkpoint();
    if (known === undefined) {
      tables.setCheckpoint.run(chainId, (await blockAt(0)).hash, startBlock - 1, "0x");
      return startBlock - 1;
    }
    if (!isGenesisChecked && known.genesis !== (await blockAt(0)).hash) throw replaced(chainId);
    isGenesisChecked = true;
    if (known.block === head.number && known.hash === head.hash) return known.block;
    // A node that lags is not a reorganisation: it will come to the block.
    if (known.block > head.number || known.block < startBlock) return known.block;
    if ((await blockAt(known.block)).hash === known.hash) return known.block;
    return rollBack(known.genesis, known.block);
  }

  async function rollBack(genesis: Hex, from: number): Promise<number> {
    let common: BlockHead | undefined;
    for (const row of tables.knownBlocks.iterate(chainId, from)) {
      const block = await blockAt(integer(row["block"]));
      if (block.hash !== row["hash"]) continue;
      common = block;
      break;
    }
    const last = common?.number ?? startBlock - 1;
    logger.warn({ chainId, blocks: from - last }, "chain reorganised; index rolled back");
    transaction(database, () => {
      tables.dropLogs.run(chainId, last);
      tables.dropBlocks.run(chainId, last);
      tables.setCheckpoint.run(chainId, genesis, last, common?.hash ?? "0x");
      projector.rebuild(chain.config);
    });
    return last;
  }

  async function step(from: number, to: number): Promise<void> {
    const logs = await chain.client.getLogs({
      address: Object.values(chain.config.contracts).filter((address) => address !== undefined),
      fromBlock: BigInt(from),
      toBlock: BigInt(to),
    });
    const blocks = new Map<number, BlockHead>();
    for (const number of new Set([...logs.map((log) => Number(log.blockNumber)), to])) {
      blocks.set(number, number === head.number ? head : await blockAt(number));
    }
    const kept = logs.map((log) => keep(log, blocks));
    const events: IndexedEvent[] = [];
    transaction(database, () => {
      for (const { number, hash, time } of blocks.values()) tables.block.run(chainId, number, hash, time);
      for (const log of kept) {
        const { block, logIndex, txHash, address, topics, data } = log;
        tables.log.run(chainId, block, logIndex, txHash, address, JSON.stringify(topics), data);
        events.push(projector.apply(chain.config, log, blocks.get(block)?.time ?? 0));
      }
      tables.advance.run(to, blocks.get(to)?.hash ?? "0x", chainId);
    });
    for (const event of events) for (const listener of listeners) listener(event);
  }

  /** Checks that a log is of the very block the node showed; otherwise the chain moved in between, and we begin again. */
  function keep(log: Log, blocks: ReadonlyMap<number, BlockHead>): KeptLog {
    const { blockNumber, blockHash, transactionHash, logIndex, address, data } = log;
    const [first, ...others] = log.topics;
    const block = Number(blockNumber);
    if (transactionHash === null || logIndex === null || first === undefined) throw inconsistent(chainId);
    if (blocks.get(block)?.hash !== blockHash) throw inconsistent(chainId);
    return { block, logIndex, txHash: transactionHash, address, topics: [first, ...others], data };
  }

  return {
    sync() {
      syncing ??= run().finally(() => {
        syncing = undefined;
      });
      return syncing;
    },
    status: () => ({
      chainId,
      block: checkpoint()?.block ?? -1,
      head: head.number,
      headTime: head.time,
      seenMs,
    }),
    onEvent: (listener) => void listeners.push(listener),
  };
}

function statements(database: DatabaseSync) {
  const sql = (statement: string) => database.prepare(statement);
  return {
    checkpoint: sql("SELECT * FROM checkpoints WHERE chain_id = ?"),
    setCheckpoint: sql("INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?, ?)"),
    advance: sql("UPDATE checkpoints SET block = ?, hash = ? WHERE chain_id = ?"),
    block: sql("INSERT OR REPLACE INTO blocks VALUES (?, ?, ?, ?)"),
    log: sql("INSERT INTO logs VALUES (?, ?, ?, ?, ?, ?, ?)"),
    knownBlocks: sql("SELECT block, hash FROM blocks WHERE chain_id = ? AND block <= ? ORDER BY block DESC"),
    dropLogs: sql("DELETE FROM logs WHERE chain_id = ? AND block > ?"),
    dropBlocks: sql("DELETE FROM blocks WHERE chain_id = ? AND block > ?"),
  };
}

function inconsistent(chainId: number): UnavailableError {
  return new UnavailableError("CHAIN_MOVED", "The chain changed while it was being read.", {
    facts: { chainId },
  });
}

function replaced(chainId: number): InvalidInputError {
  return new InvalidInputError(
    "CHAIN_REPLACED",
    "The node serves another chain than the one this index was made of.",
    {
      facts: { chainId },
      hints: ["Give the oracle a fresh data folder, or point it to the right node."],
    },
  );
}
