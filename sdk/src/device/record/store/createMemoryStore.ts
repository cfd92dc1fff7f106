import type { CaptureStore, StoredEntry } from "./CaptureStore.ts";

/** Keeps a capture in memory: for a demonstration that nobody will miss, and where a program keeps it elsewhere. */
export function createMemoryStore(): CaptureStore {
  const links: StoredEntry[] = [];
  let drafts: StoredEntry[] = [];
  return {
    async append(entry) {
      const copy = { ...entry, bytes: entry.bytes.slice() };
      if (entry.kind === "draft") {
        drafts.push(copy);
        return;
      }
      links.push(copy);
      drafts = drafts.filter(({ sequence }) => sequence > entry.sequence);
    },
    async *read(kind) {
      yield* kind === "link" ? links : drafts;
    },
    async clear() {
      links.length = 0;
      drafts = [];
    },
  };
}
