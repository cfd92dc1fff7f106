import { toBase64Url, utf8 } from "@medlattice/sdk/codec";
import { UnavailableError } from "@medlattice/sdk/errors";
import type { MasterKey } from "@medlattice/sdk/keys";
import type { CustodyStore } from "@medlattice/sdk/person";

const DATABASE = "medlattice-officer";
const STORE = "sealed";

/**
 * An officer's share and nonces in this browser profile's IndexedDB. The SDK seals them under the officer's master key; where they lie
 * tells nothing either, and is another place for every officer who uses this browser. What is written or removed is on disk before the
 * promise settles (`durability: "strict"`), and of two tabs only one takes a nonce: IndexedDB runs its transactions one after the other, and
 * a Web Lock keeps the taking apart even where it did not.
 *
 * @throws UnavailableError `BROWSER_STORAGE_FAILED`
 */
export function browserCustody(master: MasterKey): CustodyStore {
  const placeOf = (name: string): string =>
    toBase64Url(master.derive("medlattice/custody-place/v1", [utf8(name)], 32));
  return {
    async write(name, bytes) {
      await inStore("readwrite", (store) => store.put(bytes, placeOf(name)));
    },
    read: async (name) => bytesIn(await inStore("readonly", (store) => store.get(placeOf(name)))),
    async take(name) {
      const place = placeOf(name);
      return await navigator.locks.request(`${DATABASE} ${place}`, async () => {
        const taken = await inStore("readwrite", (store) => {
          const found = store.get(place);
          // In the same transaction: whoever reads it removes it, or neither happens.
          found.addEventListener("success", () => store.delete(place));
          return found;
        });
        return bytesIn(taken);
      });
    },
  };
}

function bytesIn(found: unknown): Uint8Array | null {
  return found instanceof Uint8Array ? found : null;
}

/** @returns what the request found, once the whole transaction is on disk */
async function inStore<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await opened();
  try {
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    const request = work(transaction.objectStore(STORE));
    await new Promise<void>((resolve, reject) => {
      transaction.addEventListener("complete", () => resolve());
      transaction.addEventListener("abort", () => reject(failed(transaction.error)));
    });
    return request.result;
  } finally {
    database.close();
  }
}

async function opened(): Promise<IDBDatabase> {
  return await new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.addEventListener("upgradeneeded", () => void request.result.createObjectStore(STORE));
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(failed(request.error)));
  });
}

function failed(cause: unknown): UnavailableError {
  return new UnavailableError("BROWSER_STORAGE_FAILED", "This browser cannot keep what an officer needs.", {
    hints: ["Make room on this device, and use no private window."],
    cause,
  });
}
