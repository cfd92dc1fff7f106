/**
 * Where a client keeps what it is about to send, so that it goes on after it was closed or killed: a folder
 * (`folderDrafts` of `@medlattice/sdk/node/drafts`), or a browser's own storage. Nothing in it can be read without the person's keys.
 */
export interface DraftStore {
  /** Takes a file in, in place of one of that name; it is there to stay when this returns, and before that not at all. */
  write(name: string, content: ReadableStream<Uint8Array>): Promise<void>;
  read(name: string): Promise<Blob | null>;
  remove(name: string): Promise<void>;
}

/** Keeps drafts while the program runs, and so all of a sealed file in memory. */
export function memoryDrafts(): DraftStore {
  const files = new Map<string, Blob>();
  return {
    async write(name, content) {
      files.set(name, await new Response(content).blob());
    },
    read: async (name) => files.get(name) ?? null,
    async remove(name) {
      files.delete(name);
    },
  };
}
