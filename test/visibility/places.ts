import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { NetworkDescription } from "@medlattice/sdk/network";
import { createPublicClient, http } from "viem";
import type { Haystack } from "./canaries.ts";

/** Every file below a folder as bytes: databases with their write-ahead logs, blocks, journals, logs, keys, configuration. */
export function filesBelow(folder: string, isSkipped: (path: string) => boolean = () => false): Haystack[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => !isSkipped(path) && statSync(join(folder, path)).isFile())
    .map((path) => ({ place: path, bytes: readFileSync(join(folder, path)) }));
}

export interface Row {
  readonly table: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Every row of every database below a folder, so that nothing hides by lying across two pages. */
export function rowsBelow(folder: string): readonly Row[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => readsAsDatabase(join(folder, path)))
    .flatMap((path) => rowsOf(join(folder, path), relative(folder, join(folder, path))));
}

export function asHaystacks(place: string, rows: readonly Row[]): readonly Haystack[] {
  return rows.flatMap(({ table, values }) =>
    Object.entries(values).map(([column, value]) => ({
      place: `${place} ${table}.${column}`,
      bytes: value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value)),
    })),
  );
}

function rowsOf(file: string, name: string): readonly Row[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    return tables.flatMap(({ name: table }) =>
      database
        .prepare(`SELECT * FROM "${String(table)}"`)
        .all()
        .map((values) => ({ table: `${name} ${String(table)}`, values })),
    );
  } finally {
    database.close();
  }
}

function readsAsDatabase(file: string): boolean {
  return (
    statSync(file).isFile() && readFileSync(file).subarray(0, 15).toString("latin1") === "SQLite format 3"
  );
}

/** A chain as its members' nodes show it: blocks with transactions, receipts, and all events by `eth_getLogs`. */
export async function chainContents(network: NetworkDescription, chainId: number): Promise<Haystack> {
  const rpcUrl = network.chains.find((chain) => chain.chainId === chainId)?.rpcUrl;
  if (rpcUrl === undefined) throw new Error(`no node of chain ${chainId}`);
  const client = createPublicClient({ transport: http(rpcUrl) });
  const height = await client.getBlockNumber();
  const told: unknown[] = [await client.getLogs({ fromBlock: 0n, toBlock: height })];
  for (let number = 0n; number <= height; number += 1n) {
    const block = await client.getBlock({ blockNumber: number, includeTransactions: true });
    told.push(block);
    for (const { hash } of block.transactions) told.push(await client.getTransactionReceipt({ hash }));
  }
  const text = JSON.stringify(told, (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
  return { place: `chain ${chainId}`, bytes: Buffer.from(text) };
}

/** What an oracle tells everybody, and its operator's monitoring. */
export async function openPages(network: NetworkDescription): Promise<readonly Haystack[]> {
  const urls = network.organizations.flatMap(({ oracleUrl }) => (oracleUrl === null ? [] : [oracleUrl]));
  return await Promise.all(
    urls.flatMap((url) =>
      ["/metrics", "/health", "/docs/json"].map(async (path) => {
        const response = await fetch(`${url}${path}`);
        if (!response.ok) throw new Error(`${path} answered ${response.status}`);
        return { place: `${url}${path}`, bytes: Buffer.from(await response.arrayBuffer()) };
      }),
    ),
  );
}
