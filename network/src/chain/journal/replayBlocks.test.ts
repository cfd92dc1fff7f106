import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { describe, it } from "node:test";
import type { TestContext } from "node:test";
import { VerificationError } from "@medlattice/sdk/errors";
import { createChain, journalPath } from "../createChain.ts";
import { configOf, fill, temporaryFolder } from "../fixtures.ts";
import { decodeEntry, encodeEntry, entryBytes } from "./entry.ts";
import type { BlockEntry } from "./entry.ts";
import { decodeHeader } from "./header.ts";

/** A chain's folder with five blocks, after `change` was made to block 3 and all links were made right again. */
async function forgedChain(t: TestContext, change: (entry: BlockEntry) => BlockEntry): Promise<string> {
  const folder = await temporaryFolder(t);
  const chain = await createChain(configOf(folder));
  await fill(chain.url, 5);
  await chain.close();
  const bytes = await readFile(journalPath(folder));
  const header = decodeHeader(bytes);
  const parts: Buffer[] = [bytes.subarray(0, header.end)];
  let oldLink: Buffer = header.link;
  let newLink: Buffer = header.link;
  let at = header.end;
  while (at < bytes.length) {
    const length = entryBytes(bytes.subarray(at)) ?? assert.fail("whole");
    const decoded = decodeEntry(bytes.subarray(at, at + length), oldLink) ?? assert.fail("linked");
    const { entry } = decoded;
    const encoded = encodeEntry(entry.number === 3 ? change(entry) : entry, newLink);
    parts.push(encoded.bytes);
    [oldLink, newLink, at] = [decoded.link, encoded.link, at + length];
  }
  await writeFile(journalPath(folder), Buffer.concat(parts));
  return folder;
}

const mismatchAt3 = (error: unknown) =>
  error instanceof VerificationError &&
  error.code === "CHAIN_REPLAY_MISMATCH" &&
  error.facts["block"] === 3 &&
  error.hints.length > 0;

describe("replayBlocks", () => {
  it("accepts a journal that was only rewritten the same", async (t) => {
    const folder = await forgedChain(t, (entry) => entry);
    const chain = await createChain(configOf(folder));
    assert.equal(chain.health().height, 5);
    await chain.close();
  });

  const forgeries: readonly [string, (entry: BlockEntry) => BlockEntry][] = [
    ["another hash", (entry) => ({ ...entry, hash: Buffer.alloc(32, 1) })],
    ["another time", (entry) => ({ ...entry, timestamp: entry.timestamp + 1 })],
    ["a time before its parent", (entry) => ({ ...entry, timestamp: 1 })],
    ["a transaction left out", (entry) => ({ ...entry, transactions: [] })],
    [
      "a transaction twice",
      (entry) => ({ ...entry, transactions: [...entry.transactions, ...entry.transactions] }),
    ],
    ["bytes that are no transaction", (entry) => ({ ...entry, transactions: [Buffer.from("no")] })],
  ];
  for (const [name, change] of forgeries) {
    it(`refuses to start and names the block with ${name}`, async (t) => {
      await assert.rejects(createChain(configOf(await forgedChain(t, change))), mismatchAt3);
    });
  }
});
