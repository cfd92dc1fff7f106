import { VerificationError } from "@medlattice/sdk/errors";
import { decodeEntry, entryBytes, FRAME_BYTES } from "./entry.ts";
import type { BlockEntry } from "./entry.ts";
import type { JournalFile } from "./file.ts";
import { RESTORE_HINTS } from "./header.ts";
import { isTorn } from "./isTorn.ts";

const CHUNK_BYTES = 1024 * 1024;

/** A place between two entries: where the next begins, and what it has to link to. */
export interface JournalPosition {
  /** Offset in bytes. */
  readonly end: number;
  readonly link: Buffer;
  /** Number of the last block before it; 0 before the first. */
  readonly block: number;
}

export interface ScannedEntry {
  readonly entry: BlockEntry;
  readonly position: JournalPosition;
}

/**
 * Reads entry after entry from `start` and checks each one's link and number. Ends at the file's end, or before a torn last
 * entry: one whose write never finished, and which therefore was never acknowledged.
 *
 * @param until where to stop reading; everything before must be whole. Without it a torn tail is allowed.
 * @throws VerificationError `CHAIN_JOURNAL_DAMAGED` naming block and offset when an entry is whole but wrong
 */
export async function* scanEntries(
  file: JournalFile,
  start: JournalPosition,
  until?: number,
): AsyncGenerator<ScannedEntry> {
  const size = until ?? (await file.size());
  let position = start;
  let buffered: Buffer = Buffer.alloc(0);
  const fill = async (length: number) => {
    if (buffered.length >= length) return;
    const at = position.end + buffered.length;
    const wanted = Math.min(Math.max(length - buffered.length, CHUNK_BYTES), size - at);
    if (wanted > 0) buffered = Buffer.concat([buffered, await file.read(at, wanted)]);
  };
  while (position.end < size) {
    await fill(FRAME_BYTES);
    const length = buffered.length < FRAME_BYTES ? undefined : entryBytes(buffered);
    if (length !== undefined) await fill(length);
    const decoded =
      length === undefined || buffered.length < length
        ? undefined
        : decodeEntry(buffered.subarray(0, length), position.link);
    if (length === undefined || decoded?.entry.number !== position.block + 1) {
      if (until === undefined && (await isTorn(file, position.end, length, size))) return;
      throw damaged(position, size);
    }
    position = { end: position.end + length, link: decoded.link, block: decoded.entry.number };
    buffered = buffered.subarray(length);
    yield { entry: decoded.entry, position };
  }
}

function damaged(position: JournalPosition, size: number): VerificationError {
  const block = position.block + 1;
  return new VerificationError(
    "CHAIN_JOURNAL_DAMAGED",
    `The journal is damaged at block ${block} (byte ${position.end} of ${size}); nothing was changed.`,
    { facts: { block, offset: position.end }, hints: RESTORE_HINTS },
  );
}
