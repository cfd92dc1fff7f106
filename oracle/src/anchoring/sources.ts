import type { DatabaseSync } from "node:sqlite";
import { ABIS } from "@medlattice/sdk/abi";
import type { NetworkDescription } from "@medlattice/sdk/network";
import type { SnapshotAccount } from "@medlattice/sdk/snapshot";
import type { Hex } from "viem";
import { askChain } from "../chains/askChain.ts";
import type { OracleChain } from "../chains/openChain.ts";
import { hex, integer } from "../database/columns.ts";
import type { AccountBook, BookTotals } from "./accountBook.ts";
import { type ChainContent, chainContent } from "./buildSnapshot.ts";
import type { DecidedHead } from "./heads.ts";

/** A chain as snapshots are made of it. */
export interface SnapshotSource {
  readonly chainId: number;
  /** Takes up what is new, and gives the block of the newest change; -1 for none. */
  collect(): Promise<number>;
  totals(block: number): BookTotals;
  blockHash(block: number): Hex | undefined;
  /** @throws UnavailableError SNAPSHOT_NODE_BEHIND, CHAIN_UNREACHABLE */
  content(block: number, last: DecidedHead): Promise<ChainContent>;
}

/** A private chain: its patients. It has no tokens. */
export function privateSource(book: AccountBook, { config }: OracleChain): SnapshotSource {
  const { chainId } = config;
  return {
    chainId,
    async collect() {
      book.collect(config);
      return book.lastChange(chainId);
    },
    totals: (block) => book.totals(chainId, block),
    blockHash: (block) => book.blockHash(chainId, block),
    content: async (blockNumber, last) => chainContent(book, { chainId, blockNumber }, last),
  };
}

/**
 * The consortium chain: people who share across organisations, with their tokens; and the institutions, whose account is the chain of
 * their summaries in the inbox: as many slips high, with the hash of the newest section as its root.
 */
export function consortiumSource(options: {
  readonly chain: OracleChain;
  readonly book: AccountBook;
  readonly database: DatabaseSync;
  readonly network: NetworkDescription;
  /** `MedToken`; where there is none, nobody has any. */
  readonly token: Hex | undefined;
  /** Reads the newest batches of the inbox. */
  readonly syncBatches: () => Promise<void>;
}): SnapshotSource {
  const { chain, book, database, token } = options;
  const { chainId } = chain.config;
  const sql = (statement: string) => database.prepare(statement);
  const lastBatch = sql("SELECT COALESCE(MAX(block), -1) AS n FROM summary_posted WHERE block <= ?");
  const sections = sql(
    `SELECT s.chain_id, s.next_slip, s.section_hash FROM summary_posted_sections s JOIN summary_posted p ON p.sequence = s.sequence
     WHERE p.block <= ? ORDER BY s.chain_id, s.first_slip`,
  );
  const controllers = sql(
    "SELECT person_id, lower(controller) AS account FROM controllers WHERE chain_id = ?",
  );
  const holders = sql(
    "SELECT org_id, lower(admin) AS admin, lower(oracle) AS oracle FROM organizations WHERE chain_id = ?",
  );

  function institutions(block: number): readonly Omit<SnapshotAccount, "balance">[] {
    const newest = new Map(sections.all(block).map((row) => [integer(row["chain_id"]), row]));
    return [...newest].flatMap(([privateChainId, row]) => {
      const owner = options.network.organizations.find((each) => each.privateChainId === privateChainId);
      if (owner === undefined) return [];
      return [
        { personId: owner.orgId, height: integer(row["next_slip"]), dataRoot: hex(row["section_hash"]) },
      ];
    });
  }

  /** By whose they are: a person's wallets, an organisation's admin and oracle. */
  function accounts(): ReadonlyMap<Hex, readonly Hex[]> {
    const people = controllers
      .all(chainId)
      .map((row) => [hex(row["person_id"]), hex(row["account"])] as const);
    const organizations = holders
      .all(chainId)
      .flatMap((row) =>
        [row["admin"], row["oracle"]].flatMap((account) =>
          account === null ? [] : [[hex(row["org_id"]), hex(account)] as const],
        ),
      );
    const grouped = Map.groupBy([...people, ...organizations], ([owner]) => owner);
    return new Map(
      [...grouped].map(([owner, pairs]) => [owner, [...new Set(pairs.map(([, each]) => each))]]),
    );
  }

  async function balances(owners: readonly Hex[], blockNumber: number): Promise<ReadonlyMap<Hex, number>> {
    if (token === undefined) return new Map();
    const held = accounts();
    const balanceOf = (account: Hex) =>
      chain.client.readContract({
        address: token,
        abi: ABIS.MedToken,
        functionName: "balanceOf",
        args: [account],
        blockNumber: BigInt(blockNumber),
      });
    return askChain(
      chainId,
      async () =>
        new Map(
          await Promise.all(
            owners.map(async (owner) => {
              const tokens = await Promise.all((held.get(owner) ?? []).map(balanceOf));
              return [owner, Number(tokens.reduce((sum, each) => sum + each, 0n))] as const;
            }),
          ),
        ),
    );
  }

  const slips = (block: number): number => institutions(block).reduce((sum, { height }) => sum + height, 0);

  return {
    chainId,
    async collect() {
      await options.syncBatches();
      book.collect(chain.config);
      return Math.max(book.lastChange(chainId), integer(lastBatch.get(book.block(chainId))?.["n"]));
    },
    totals(block) {
      const { totalHeight, labelCount } = book.totals(chainId, block);
      return { totalHeight: totalHeight + slips(block), labelCount };
    },
    blockHash: (block) => book.blockHash(chainId, block),
    async content(blockNumber, last) {
      const base = chainContent(book, { chainId, blockNumber }, last);
      const others = institutions(blockNumber).map((each) => ({ ...each, balance: 0 }));
      const all = [...base.accounts, ...others].toSorted((a, b) => (a.personId < b.personId ? -1 : 1));
      const tokens = await balances(
        all.map(({ personId }) => personId),
        blockNumber,
      );
      return {
        chain: base.chain,
        accounts: all.map((each) => ({ ...each, balance: tokens.get(each.personId) ?? 0 })),
      };
    },
  };
}
