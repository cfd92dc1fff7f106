import assert from "node:assert/strict";
import { copyFile, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { TestContext } from "node:test";
import { MedLatticeError, VerificationError } from "@medlattice/sdk/errors";
import { temporaryFolder } from "../fixtures.ts";
import { silentLog } from "../log.ts";
import type { BlockEntry } from "./entry.ts";
import { openJournalFile } from "./file.ts";
import type { JournalHeader } from "./header.ts";
import { JOURNAL_NAME, openJournal } from "./openJournal.ts";
import type { Journal } from "./openJournal.ts";

const header: JournalHeader = {
  format: "medlattice/chain-journal/v1",
  chainId: 7101,
  genesisTime: 1,
  genesisHash: "0x",
  hardfork: "prague",
  blockGasLimit: "1",
  transactionGasCap: "1",
  engine: "edr",
  engineVersion: "edr/1",
};

function block(number: number, rawBytes = 100): BlockEntry {
  return {
    number,
    timestamp: 100 + number,
    hash: Buffer.alloc(32, number),
    transactions: [Buffer.alloc(rawBytes, 0xab)],
  };
}

function open(folder: string, log = silentLog): Promise<Journal> {
  return openJournal({ folder, header, open: openJournalFile, log });
}

async function readAll(journal: Journal): Promise<number[]> {
  const numbers: number[] = [];
  for await (const { entry } of journal.replay()) numbers.push(entry.number);
  return numbers;
}

/** A closed journal of three blocks; returns its folder, path, bytes and where the last entry begins. */
async function threeBlocks(t: TestContext, rawBytes?: number) {
  const folder = await temporaryFolder(t);
  const journal = await open(folder);
  assert.deepEqual(await readAll(journal), []);
  await journal.append([block(1)]);
  await journal.append([block(2)]);
  const lastEntry = journal.position().end;
  await journal.append([block(3, rawBytes)]);
  await journal.close();
  const path = join(folder, JOURNAL_NAME);
  return { folder, path, bytes: await readFile(path), lastEntry };
}

/** Opens the journal and reads it to the end. */
async function reopen(folder: string, log = silentLog): Promise<number[]> {
  const journal = await open(folder, log);
  try {
    return await readAll(journal);
  } finally {
    await journal.close();
  }
}

const damagedAt = (number: number) => (error: unknown) =>
  error instanceof VerificationError &&
  error.code === "CHAIN_JOURNAL_DAMAGED" &&
  error.facts["block"] === number;

describe("openJournal", () => {
  it("gives back what was appended, and goes on after it", async (t) => {
    const { folder } = await threeBlocks(t);
    const journal = await open(folder);
    assert.deepEqual(await readAll(journal), [1, 2, 3]);
    await journal.append([block(4), block(5)]);
    await journal.close();
    assert.deepEqual(await reopen(folder), [1, 2, 3, 4, 5]);
  });

  it("drops a last entry that ends early, at whichever byte, with one line in the log", async (t) => {
    const { folder, path, bytes, lastEntry } = await threeBlocks(t);
    for (let length = lastEntry + 1; length < bytes.length; length += 1) {
      await writeFile(path, bytes.subarray(0, length));
      const lines: string[] = [];
      assert.deepEqual(await reopen(folder, (level) => lines.push(level)), [1, 2], `cut at ${length}`);
      assert.deepEqual(lines, ["warn"]);
      assert.equal((await stat(path)).size, lastEntry);
    }
  });

  it("takes the next block after a torn one was dropped", async (t) => {
    const { folder, path, bytes } = await threeBlocks(t);
    await writeFile(path, bytes.subarray(0, -1));
    const journal = await open(folder);
    await readAll(journal);
    await journal.append([block(3)]);
    await journal.close();
    assert.deepEqual(await readFile(path), bytes);
  });

  it("refuses a flipped byte anywhere, and changes nothing", async (t) => {
    const { folder, path, bytes } = await threeBlocks(t);
    for (let index = 0; index < bytes.length; index += 1) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(index) ^ 0x01, index);
      await writeFile(path, flipped);
      await assert.rejects(reopen(folder), VerificationError, `byte ${index}`);
      assert.deepEqual(await readFile(path), flipped);
    }
  });

  it("names the damaged block", async (t) => {
    const { folder, path, bytes, lastEntry } = await threeBlocks(t);
    bytes.writeUInt8(bytes.readUInt8(lastEntry - 40) ^ 0x80, lastEntry - 40);
    await writeFile(path, bytes);
    await assert.rejects(reopen(folder), damagedAt(2));
  });

  it("refuses a journal with a block missing in the middle", async (t) => {
    const { folder, path, bytes, lastEntry } = await threeBlocks(t);
    const second = lastEntry - (lastEntry - bytes.indexOf("MLB1")) / 2;
    await writeFile(path, Buffer.concat([bytes.subarray(0, second), bytes.subarray(lastEntry)]));
    await assert.rejects(reopen(folder), damagedAt(2));
  });

  it("drops what a power cut leaves of the last write: zeros behind, or a page that never arrived", async (t) => {
    const { folder, path, bytes, lastEntry } = await threeBlocks(t, 20_000);
    const zeros = Buffer.concat([bytes.subarray(0, lastEntry), Buffer.alloc(5000)]);
    await writeFile(path, zeros);
    assert.deepEqual(await reopen(folder), [1, 2]);
    const hole = Buffer.from(bytes);
    hole.fill(0, 8192, 12_288);
    await writeFile(path, hole);
    assert.deepEqual(await reopen(folder), [1, 2]);
    const beginning = Buffer.from(bytes);
    beginning.fill(0, lastEntry, 4096);
    await writeFile(path, beginning);
    assert.deepEqual(await reopen(folder), [1, 2]);
  });

  it("does not take a hole in an older block for a torn write", async (t) => {
    const { folder, path } = await threeBlocks(t, 20_000);
    const journal = await open(folder);
    await readAll(journal);
    await journal.append([block(4)]);
    await journal.close();
    const bytes = await readFile(path);
    bytes.fill(0, 8192, 12_288);
    await writeFile(path, bytes);
    await assert.rejects(reopen(folder), damagedAt(3));
  });

  it("does not take a zeroed beginning of an older block for a torn write", async (t) => {
    const { folder, path, bytes, lastEntry } = await threeBlocks(t);
    const start = bytes.indexOf("MLB1");
    bytes.fill(0, start, start + (lastEntry - start) / 2);
    await writeFile(path, bytes);
    await assert.rejects(reopen(folder), damagedAt(1));
  });

  it("never leaves half a header: a draft is not taken for a journal", async (t) => {
    const { folder, path } = await threeBlocks(t);
    await copyFile(path, `${path}.new`);
    await writeFile(path, "");
    await assert.rejects(
      reopen(folder),
      (error) => error instanceof MedLatticeError && error.code === "CHAIN_JOURNAL_FOREIGN",
    );
  });
});
