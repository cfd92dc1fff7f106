import { mkdirSync } from "node:fs";
import { type FileHandle, open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { concatBytes, equalBytes, sha256, u32be } from "../../codec/index.ts";
import { type CaptureStore, storeError, type StoredEntry } from "../../device/record/index.ts";
import { lockFolder } from "../lockFolder.ts";

const LINKS = "links.log";
const DRAFTS = /^drafts-(\d{10})\.log$/;
const HEAD_BYTES = 8;
const CHECK_BYTES = 8;
/** Far above any chunk; a length beyond it is no length. */
const MOST_ENTRY_BYTES = 256 * 1024 * 1024;

export interface FileCaptureStore extends CaptureStore {
  /** Lets others at the folder. */
  close(): Promise<void>;
}

/**
 * Keeps a capture in a folder, for capture without a browser: links in one file, drafts in one for each link to come.
 * An entry is `u32 length ‖ u32 sequence ‖ bytes ‖ first 8 of SHA-256(all before)`, on the disk when `append` resolves; a last entry
 * that a crash cut was never promised, and is dropped.
 * @throws UnavailableError `FOLDER_IN_USE`
 */
export async function createFileStore(folder: string): Promise<FileCaptureStore> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(folder, "capture");
  const files = new Map<string, { readonly handle: FileHandle; size: number }>();

  const fileOf = async (name: string): Promise<{ readonly handle: FileHandle; size: number }> => {
    const known = files.get(name);
    if (known !== undefined) return known;
    const handle = await open(join(folder, name), "a+", 0o600);
    let size = 0;
    for await (const { bytes } of entriesOf(handle)) size += HEAD_BYTES + bytes.length + CHECK_BYTES;
    await handle.truncate(size);
    const file = { handle, size };
    files.set(name, file);
    return file;
  };
  const append = async (name: string, { sequence, bytes }: StoredEntry): Promise<void> => {
    try {
      const file = await fileOf(name);
      const body = concatBytes(u32be(bytes.length), u32be(sequence), bytes);
      const entry = concatBytes(body, checkOf(body));
      try {
        await file.handle.appendFile(entry);
        await file.handle.datasync();
      } catch (error) {
        // Half an entry must not stand in front of the next one.
        await file.handle.truncate(file.size);
        throw error;
      }
      file.size += entry.length;
    } catch (error) {
      throw storeError(error);
    }
  };
  const draftFiles = async (): Promise<readonly { readonly name: string; readonly sequence: number }[]> => {
    const names = (await readdir(folder)).sort();
    return names.flatMap((name) => {
      const found = DRAFTS.exec(name);
      return found === null ? [] : [{ name, sequence: Number(found[1]) }];
    });
  };
  const drop = async (name: string): Promise<void> => {
    await files.get(name)?.handle.close();
    files.delete(name);
    await rm(join(folder, name), { force: true });
  };

  return {
    async append(entry) {
      if (entry.kind === "draft") return append(draftsOf(entry.sequence), entry);
      await append(LINKS, entry);
      for (const { name, sequence } of await draftFiles()) if (sequence <= entry.sequence) await drop(name);
    },
    async *read(kind) {
      const names = kind === "link" ? [LINKS] : (await draftFiles()).map(({ name }) => name);
      for (const name of names) {
        const { handle } = await fileOf(name);
        for await (const entry of entriesOf(handle)) yield { kind, ...entry };
      }
    },
    async clear() {
      for (const { name } of await draftFiles()) await drop(name);
      await drop(LINKS);
    },
    async close() {
      for (const { handle } of files.values()) await handle.close();
      files.clear();
      lock.release();
    },
  };
}

function draftsOf(sequence: number): string {
  return `drafts-${String(sequence).padStart(10, "0")}.log`;
}

function checkOf(body: Uint8Array): Uint8Array {
  return sha256(body).subarray(0, CHECK_BYTES);
}

/** Whole entries from the beginning on; what follows the first that is not whole was never promised. */
async function* entriesOf(handle: FileHandle): AsyncGenerator<Omit<StoredEntry, "kind">> {
  let at = 0;
  for (;;) {
    const head = await read(handle, at, HEAD_BYTES);
    if (head.length < HEAD_BYTES) return;
    const view = new DataView(head.buffer, head.byteOffset);
    const length = view.getUint32(0);
    if (length > MOST_ENTRY_BYTES) return;
    const rest = await read(handle, at + HEAD_BYTES, length + CHECK_BYTES);
    const bytes = rest.subarray(0, length);
    if (!equalBytes(rest.subarray(length), checkOf(concatBytes(head, bytes)))) return;
    yield { sequence: view.getUint32(4), bytes };
    at += HEAD_BYTES + length + CHECK_BYTES;
  }
}

async function read(handle: FileHandle, at: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  const { bytesRead } = await handle.read(bytes, 0, length, at);
  return bytes.subarray(0, bytesRead);
}
