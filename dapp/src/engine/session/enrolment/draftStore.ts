import type { EnrolmentDraft } from "./draft.ts";

const DATABASE = "medlattice";
const STORE = "enrolment";
const KEY = "current";

/** Keeps the one enrolment under way in this browser. */
export interface EnrolmentDrafts {
  read(): Promise<EnrolmentDraft | null>;
  write(draft: EnrolmentDraft): Promise<void>;
  clear(): Promise<void>;
}

/** In IndexedDB, which a worker can use and which outlives the page. */
export function browserDrafts(): EnrolmentDrafts {
  return {
    read: async () => {
      const found: EnrolmentDraft | undefined = await inStore("readonly", (store) => store.get(KEY));
      return found?.format === "medlattice/enrolment-draft/v1" ? found : null;
    },
    async write(draft) {
      await inStore("readwrite", (store) => store.put(draft, KEY));
    },
    async clear() {
      await inStore("readwrite", (store) => store.delete(KEY));
    },
  };
}

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
      transaction.addEventListener("abort", () => {
        reject(transaction.error ?? new Error("the browser's storage gave up"));
      });
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
    request.addEventListener("error", () => {
      reject(request.error ?? new Error("the browser's storage cannot be opened"));
    });
  });
}
