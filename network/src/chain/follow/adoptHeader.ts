import { join } from "node:path";
import { stat } from "node:fs/promises";
import { UnavailableError } from "@medlattice/sdk/errors";
import { createJournalFile } from "../journal/file.ts";
import { decodeHeader, MAX_HEADER_BYTES } from "../journal/header.ts";
import { JOURNAL_NAME } from "../journal/openJournal.ts";

const ATTEMPT_MS = 2000;
const RETRY_MS = 200;

/**
 * Begins a follower's journal with its leader's header, so that the two files are the same byte for byte and a follower's copy
 * can replace a lost leader's. Does nothing if there is a journal. Whether it is the right chain's is checked when it is opened.
 *
 * @param patienceMs how long to try while the leader does not answer
 * @throws UnavailableError `CHAIN_LEADER` when it never did
 */
export async function adoptHeader(folder: string, leader: string, patienceMs: number): Promise<void> {
  const path = join(folder, JOURNAL_NAME);
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  if (exists) return;
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      const bytes = await firstBytes(leader);
      await createJournalFile(path, bytes.subarray(0, decodeHeader(bytes).end));
      return;
    } catch (cause) {
      if (performance.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
        continue;
      }
      throw new UnavailableError("CHAIN_LEADER", `The leader ${leader} does not hand out its journal.`, {
        facts: { leader },
        hints: ["Start the leader first; a follower needs it once to begin."],
        cause,
      });
    }
  }
}

async function firstBytes(leader: string): Promise<Buffer> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), ATTEMPT_MS);
  try {
    const response = await fetch(new URL("/journal?from=0", leader), { signal: abort.signal });
    if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response.body) {
      chunks.push(chunk);
      length += chunk.length;
      // A young journal is shorter than the bound, but its whole header is in the first piece of the answer.
      if (length >= MAX_HEADER_BYTES || isWhole(Buffer.concat(chunks))) break;
    }
    return Buffer.concat(chunks);
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}

function isWhole(bytes: Buffer): boolean {
  try {
    decodeHeader(bytes);
    return true;
  } catch {
    return false;
  }
}
