import { concatBytes, framed, fromHex, type Hex, u32be, utf8 } from "../../../codec/index.ts";
import { VerificationError } from "../../../errors/index.ts";
import type { CaptureStore, StoredEntry } from "./CaptureStore.ts";

const DOMAIN = "medlattice/capture-journal/v1";
const KINDS = { link: 1, draft: 2 } as const;
/** AES-GCM (NIST SP 800-38D): random nonces of 96 bits stay apart for far more entries than a capture has. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface SealedStoreOptions {
  /** Where the sealed entries go. */
  readonly store: CaptureStore;
  /** AES-GCM; may be one that cannot be exported. */
  readonly key: CryptoKey;
  readonly captureId: Hex;
}

/**
 * A store whose entries nobody reads without the key: `nonce ‖ AES-GCM(entry)`, bound to the capture, the kind, the sequence and the place
 * among the drafts of that sequence, so that none can be altered, cut, moved or taken out of the middle unnoticed. That the last ones
 * are missing looks like a crash, and is the chain's to tell.
 * @throws VerificationError `CAPTURE_JOURNAL_BROKEN` from `read`
 */
export function createSealedStore({ store, key, captureId }: SealedStoreOptions): CaptureStore {
  /** How many drafts there are by sequence; undefined until those of before have been counted. */
  let drafts: Map<number, number> | undefined;
  let last: Promise<void> = Promise.resolve();

  async function count(): Promise<Map<number, number>> {
    if (drafts !== undefined) return drafts;
    const counted = new Map<number, number>();
    for await (const { sequence } of store.read("draft")) {
      counted.set(sequence, (counted.get(sequence) ?? 0) + 1);
    }
    return (drafts = counted);
  }

  async function append(entry: StoredEntry): Promise<void> {
    const { kind, sequence } = entry;
    const counted = await count();
    const place = kind === "link" ? 0 : (counted.get(sequence) ?? 0);
    const bytes = await seal(key, entry.bytes, boundTo(captureId, kind, sequence, place));
    await store.append({ kind, sequence, bytes });
    // Only what was kept has a place: one that failed is tried again at the same.
    if (kind === "draft") counted.set(sequence, place + 1);
    else for (const each of counted.keys()) if (each <= sequence) counted.delete(each);
  }

  return {
    append(entry) {
      const mine = last.then(() => append(entry));
      last = mine.catch(() => undefined);
      return mine;
    },
    async *read(kind) {
      const places = new Map<number, number>();
      for await (const { sequence, bytes } of store.read(kind)) {
        const place = kind === "link" ? 0 : (places.get(sequence) ?? 0);
        places.set(sequence, place + 1);
        const opened = await open(key, bytes, boundTo(captureId, kind, sequence, place));
        if (opened === undefined) throw broken(kind, sequence);
        yield { kind, sequence, bytes: opened };
      }
    },
    async clear() {
      await last;
      await store.clear();
      drafts = new Map();
    },
  };
}

function boundTo(captureId: Hex, kind: StoredEntry["kind"], sequence: number, place: number): Uint8Array {
  const where = concatBytes(fromHex(captureId), Uint8Array.of(KINDS[kind]), u32be(sequence), u32be(place));
  return framed(utf8(DOMAIN), where);
}

async function seal(key: CryptoKey, bytes: Uint8Array, bound: Uint8Array): Promise<Uint8Array> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const algorithm = { name: "AES-GCM", iv, additionalData: Uint8Array.from(bound) };
  const sealed = await crypto.subtle.encrypt(algorithm, key, Uint8Array.from(bytes));
  return concatBytes(iv, new Uint8Array(sealed));
}

async function open(key: CryptoKey, bytes: Uint8Array, bound: Uint8Array): Promise<Uint8Array | undefined> {
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const iv = Uint8Array.from(bytes.subarray(0, NONCE_BYTES));
  const algorithm = { name: "AES-GCM", iv, additionalData: Uint8Array.from(bound) };
  try {
    const sealed = Uint8Array.from(bytes.subarray(NONCE_BYTES));
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed));
  } catch {
    return undefined;
  }
}

function broken(kind: StoredEntry["kind"], sequence: number): VerificationError {
  return new VerificationError(
    "CAPTURE_JOURNAL_BROKEN",
    "What is kept of the capture was changed or is not whole.",
    {
      facts: { kind, chunk: sequence },
      hints: ["Only the person who began it can take it up, in the browser where it began."],
    },
  );
}
