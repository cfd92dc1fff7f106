import { type CaptureStore, storeError, type StoredEntry } from "./CaptureStore.ts";

type Row = Omit<StoredEntry, "kind">;

const VERSION = 1;
/** Entries read in one transaction: bounds memory, and the thread is free in between. */
const READ_AT_ONCE = 16;

/**
 * Keeps a capture in the browser. Each entry is a transaction of its own with strict durability: it is on the disk when `append`
 * resolves, not only handed to the operating system.
 * @param options.name of the database; one for each capture
 * @param options.factory the browser's `indexedDB` if not given
 */
export async function createIndexedDbStore(options: {
  readonly name: string;
  readonly factory?: IDBFactory;
}): Promise<CaptureStore> {
  const database = await open(options.factory ?? globalThis.indexedDB, options.name);

  const change = (work: (transaction: IDBTransaction) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      try {
        const transaction = database.transaction(["link", "draft"], "readwrite", { durability: "strict" });
        transaction.addEventListener("complete", () => resolve());
        // An error of a request aborts its transaction, and only then is its cause known here.
        transaction.addEventListener("abort", () => reject(storeError(transaction.error)));
        work(transaction);
      } catch (error) {
        reject(storeError(error));
      }
    });

  return {
    append: ({ kind, sequence, bytes }) =>
      change((transaction) => {
        const row: Row = { sequence, bytes: bytes.slice() };
        if (kind === "link") transaction.objectStore(kind).add(row, sequence);
        else transaction.objectStore(kind).add(row);
        // Only the snapshot for the chunk after it stays.
        if (kind === "link") dropDrafts(transaction.objectStore("draft"), sequence);
      }),
    async *read(kind) {
      let after = -1;
      for (;;) {
        const range = IDBKeyRange.lowerBound(after, true);
        const store = database.transaction(kind, "readonly").objectStore(kind);
        const [keys, rows] = await Promise.all([
          result(store.getAllKeys(range, READ_AT_ONCE)),
          result<Row[]>(store.getAll(range, READ_AT_ONCE)),
        ]);
        for (const row of rows) yield { kind, sequence: row.sequence, bytes: row.bytes };
        if (keys.length < READ_AT_ONCE) return;
        after = Number(keys.at(-1));
      }
    },
    clear: () =>
      change((transaction) => {
        transaction.objectStore("link").clear();
        transaction.objectStore("draft").clear();
      }),
  };
}

function dropDrafts(store: IDBObjectStore, upTo: number): void {
  const request = store.openCursor();
  request.addEventListener("success", () => {
    const cursor = request.result;
    if (cursor === null) return;
    const { sequence }: Row = cursor.value;
    if (sequence <= upTo) cursor.delete();
    cursor.continue();
  });
}

function open(factory: IDBFactory, name: string): Promise<IDBDatabase> {
  const request = factory.open(name, VERSION);
  request.addEventListener("upgradeneeded", () => {
    // A link's key is its place: two windows can never write the same one.
    request.result.createObjectStore("link");
    request.result.createObjectStore("draft", { autoIncrement: true });
  });
  return result(request);
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(storeError(request.error)));
  });
}
