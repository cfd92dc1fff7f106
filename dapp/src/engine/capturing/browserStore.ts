import { UnavailableError } from "@medlattice/sdk/errors";
import type { DraftStore } from "@medlattice/sdk/person";

const DATABASE = "medlattice-capturing";
const STORES = ["stations", "captures", "drafts"] as const;
type StoreName = (typeof STORES)[number];

/** A key pair, which the browser keeps and never gives out, with what is sealed beside it. */
export interface KeptPair {
  /** Whose it is, as a place: a list is of one person. */
  readonly owner: string;
  readonly pair: CryptoKeyPair;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

/** What this browser keeps for capturing, in IndexedDB; on disk before a promise settles. */
export interface BrowserStore {
  read(store: "stations" | "captures", place: string): Promise<KeptPair | null>;
  list(
    store: "captures",
    owner: string,
  ): Promise<readonly { readonly place: string; readonly kept: KeptPair }[]>;
  write(store: "stations" | "captures", place: string, kept: KeptPair): Promise<void>;
  remove(store: "stations" | "captures", place: string): Promise<void>;
  /** Where writing a record goes on after an interruption, also of the browser. What is in it is sealed. */
  readonly drafts: DraftStore;
}

/** @throws UnavailableError `BROWSER_STORAGE_FAILED` from every verb */
export function createBrowserStore(): BrowserStore {
  return {
    read: async (store, place) => keptIn(await inStore(store, "readonly", (of) => of.get(place))),
    async list(store, owner) {
      const [places, rows] = await inStores(store, "readonly", (of) => [of.getAllKeys(), of.getAll()]);
      return places.flatMap((place, index) => {
        const kept = keptIn(rows[index]);
        return kept === null || kept.owner !== owner || typeof place !== "string" ? [] : [{ place, kept }];
      });
    },
    async write(store, place, kept) {
      await inStore(store, "readwrite", (of) => of.put(kept, place));
    },
    async remove(store, place) {
      await inStore(store, "readwrite", (of) => of.delete(place));
    },
    drafts: {
      async write(name, content) {
        const blob = await new Response(content).blob();
        await inStore("drafts", "readwrite", (of) => of.put(blob, name));
      },
      async read(name) {
        const found: unknown = await inStore("drafts", "readonly", (of) => of.get(name));
        return found instanceof Blob ? found : null;
      },
      async remove(name) {
        await inStore("drafts", "readwrite", (of) => of.delete(name));
      },
    },
  };
}

function keptIn(found: unknown): KeptPair | null {
  if (typeof found !== "object" || found === null) return null;
  const { owner, pair, sealed } = found as Partial<KeptPair>;
  if (typeof owner !== "string" || pair === undefined || !(sealed instanceof Uint8Array)) return null;
  return { owner, pair, sealed };
}

async function inStore<T>(
  name: StoreName,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const [result] = await inStores(name, mode, (store) => [work(store)]);
  return result;
}

/** @returns what the requests found, once the whole transaction is on disk */
async function inStores<Results extends readonly unknown[]>(
  name: StoreName,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => { readonly [Index in keyof Results]: IDBRequest<Results[Index]> },
): Promise<Results> {
  const database = await opened();
  try {
    const transaction = database.transaction(name, mode, { durability: "strict" });
    const requests = work(transaction.objectStore(name));
    await new Promise<void>((resolve, reject) => {
      transaction.addEventListener("complete", () => resolve());
      transaction.addEventListener("abort", () => reject(failed(transaction.error)));
    });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the results of the requests, in their order
    return requests.map((request: IDBRequest<unknown>) => request.result) as unknown as Results;
  } finally {
    database.close();
  }
}

async function opened(): Promise<IDBDatabase> {
  return await new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.addEventListener("upgradeneeded", () => {
      for (const store of STORES) request.result.createObjectStore(store);
    });
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(failed(request.error)));
  });
}

function failed(cause: unknown): UnavailableError {
  return new UnavailableError("BROWSER_STORAGE_FAILED", "This browser cannot keep what a capture needs.", {
    hints: ["Make room on this device, and use no private window."],
    cause,
  });
}
