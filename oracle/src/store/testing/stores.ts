import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { after } from "node:test";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { MIGRATIONS } from "../../database/migrations.ts";
import { openDatabase } from "../../database/openDatabase.ts";
import { type Store, createStore } from "../createStore.ts";

/** Gone when the test file is. */
export const temporary = mkdtempSync(join(tmpdir(), "medlattice-store-"));
after(() => rmSync(temporary, { recursive: true }));

export async function newStore(change: { maxObjectBytes?: number; minFreeDiskBytes?: number } = {}) {
  const folder = mkdtempSync(join(temporary, "store-"));
  const database = openDatabase({
    folder,
    file: "oracle.sqlite",
    migrations: MIGRATIONS,
    synchronous: "NORMAL",
  });
  const clock = { seconds: 1_000 };
  return { store: await openStore(folder, database, clock, change), folder, database, clock };
}

/** The store in a folder, as the next process finds it. */
export async function newStoreIn(folder: string) {
  const database = openDatabase({
    folder,
    file: "oracle.sqlite",
    migrations: MIGRATIONS,
    synchronous: "NORMAL",
  });
  return { database, store: await openStore(folder, database) };
}

export async function openStore(
  folder: string,
  database: DatabaseSync,
  clock = { seconds: 1_000 },
  change: Partial<Parameters<typeof createStore>[0]> = {},
): Promise<Store> {
  return createStore({
    database,
    folder,
    maxObjectBytes: 64 << 20,
    minFreeDiskBytes: 0,
    orphanSeconds: 3_600,
    nowSeconds: () => clock.seconds,
    ...change,
  });
}

export async function* chunks(content: Buffer): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < content.length; start += 65_536) yield content.subarray(start, start + 65_536);
}

export async function* brokenAfter(content: Buffer, bytes: number): AsyncGenerator<Uint8Array> {
  yield* chunks(content.subarray(0, bytes));
  throw new Error("cable pulled");
}

export async function collect(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

export async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "no error",
    (error: unknown) => (error instanceof MedLatticeError ? error.code : String(error)),
  );
}

export function digestOf(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

export function blockFiles(folder: string): string[] {
  return readdirSync(join(folder, "blocks"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

export function largestFile(folder: string): string {
  const sized = blockFiles(folder).map((path) => ({ path, size: readFileSync(path).length }));
  return sized.toSorted((a, b) => b.size - a.size)[0]?.path ?? "";
}
