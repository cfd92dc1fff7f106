import { entryBytes, FRAME_BYTES, FRAME_MARKER } from "./entry.ts";
import type { JournalFile } from "./file.ts";

/** File systems write in pages of this size; after a power cut a page that never arrived reads as zeros. */
const PAGE_BYTES = 4096;
const CHUNK_BYTES = 1024 * 1024;

/**
 * Tells an unfinished last write from damage. Only one write is ever under way, and its entry is acknowledged only after it
 * is on the disk, so an unfinished one may be dropped. It shows as an entry that ends early (the process was killed) or
 * that has a page of zeros (the power failed). A whole entry with a wrong byte is damage, and so is one with more behind it.
 *
 * @param length bytes of the entry if its frame is whole
 */
export async function isTorn(
  file: JournalFile,
  start: number,
  length: number | undefined,
  size: number,
): Promise<boolean> {
  const remaining = size - start;
  if (remaining < FRAME_BYTES) return true;
  if (length === undefined) {
    return (
      (await hasZeroPage(file, start, start + FRAME_BYTES, size, 1)) && !(await hasFrame(file, start, size))
    );
  }
  if (remaining !== length) return remaining < length;
  return hasZeroPage(file, start, size, size, FRAME_BYTES);
}

/**
 * Whether a page that overlaps `start`…`end` is all zeros from `start` on.
 *
 * @param least bytes of such a page that must lie behind `start`; a smaller sliver may be zeros by chance
 */
async function hasZeroPage(
  file: JournalFile,
  start: number,
  end: number,
  size: number,
  least: number,
): Promise<boolean> {
  let at = start;
  while (at < end) {
    const pageEnd = Math.min(size, at + PAGE_BYTES - (at % PAGE_BYTES));
    const bytes = await file.read(at, pageEnd - at);
    if (bytes.length >= least && bytes.every((byte) => byte === 0)) return true;
    at = pageEnd;
  }
  return false;
}

/** Whether the frame of some entry stands anywhere behind `start`: then the damage is not at the end. */
async function hasFrame(file: JournalFile, start: number, size: number): Promise<boolean> {
  for (let at = start; at < size; at += CHUNK_BYTES) {
    // Overlapping by a frame finds those that straddle two chunks.
    const bytes = await file.read(at, Math.min(CHUNK_BYTES + FRAME_BYTES, size - at));
    for (
      let found = bytes.indexOf(FRAME_MARKER);
      found >= 0;
      found = bytes.indexOf(FRAME_MARKER, found + 1)
    ) {
      const frame = bytes.subarray(found, found + FRAME_BYTES);
      if (frame.length === FRAME_BYTES && entryBytes(frame) !== undefined) return true;
    }
  }
  return false;
}
