// What the page of the capture store's test can do; it captures with the browser's own key, clock and IndexedDB.
import { MedLatticeError } from "@medlattice/sdk/errors";
import {
  beginCapture,
  type Capture,
  captureKeyOf,
  createCapture,
  createCaptureKey,
  createIndexedDbStore,
  exportCapture,
  readCapture,
  resumeCapture,
} from "@medlattice/sdk/device/record";

const DATABASE = "capture-test";
const ID = (byte: string): `0x${string}` => `0x${byte.repeat(32)}`;
let capture: Capture | undefined;
let sent = 0;

/** Begins, and keeps the key where the page finds it again. */
export async function begin(): Promise<void> {
  const key = await createCaptureKey();
  await keyStore("readwrite", (store) => store.put(key.pair, "pair"));
  const now = Date.now();
  const identified = { patient: ID("01"), by: ID("02"), how: "wallet" } as const;
  const treatment = {
    chainId: 1,
    treatmentId: ID("03"),
    institution: ID("04"),
    patient: ID("01"),
    doctor: ID("02"),
    notBefore: 0,
    notAfter: now,
  };
  const started = beginCapture({ treatment, identified, station: ID("05"), key, now });
  capture = await createCapture({
    begin: started,
    key,
    store: await createIndexedDbStore({ name: DATABASE }),
  });
  capture.attach({
    key: "1",
    driver: "nonin",
    driverVersion: "1.0.0",
    label: "Nonin",
    manufacturer: "Nonin",
  });
}

/** Values one after the other, ten a second, until the page ends. */
export function keepSending(): void {
  setInterval(() => {
    const at = { receivedAt: Date.now() };
    const code = { id: "PR", label: "Pulse rate" };
    capture?.add("1", [{ kind: "numeric", at, code, value: sent++, unit: "/min" }]);
  }, 100);
}

/** What was handed to the capture so far. */
export function sentValues(): number {
  return sent;
}

export async function resume(): Promise<string> {
  try {
    const key = await captureKeyOf(await keyStore<CryptoKeyPair>("readonly", (store) => store.get("pair")));
    const resumed = await resumeCapture({ key, store: await createIndexedDbStore({ name: DATABASE }) });
    capture = resumed ?? undefined;
    return resumed === null ? "none" : "resumed";
  } catch (error) {
    return error instanceof MedLatticeError ? error.code : String(error);
  }
}

/** Whether the key that was kept can be read by anybody. */
export async function isKeyExtractable(): Promise<boolean> {
  const pair = await keyStore<CryptoKeyPair>("readonly", (store) => store.get("pair"));
  return pair.privateKey.extractable;
}

/** Marks something and waits until it is kept, or until it is known why not. */
export async function mark(text: string): Promise<string> {
  capture?.mark(text);
  for (let turn = 0; turn < 200; turn++) {
    if (capture?.problem !== undefined) return capture.problem.code;
    if (capture?.waitingBytes === 0) return "kept";
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return "waiting";
}

export async function finish(): Promise<string> {
  try {
    await capture?.finish();
    return "finished";
  } catch (error) {
    return error instanceof MedLatticeError ? error.code : String(error);
  }
}

/** The record as another program reads it. */
export async function read(): Promise<{
  readonly problems: readonly string[];
  readonly values: readonly (number | null)[];
  readonly notices: readonly string[];
}> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of exportCapture(await createIndexedDbStore({ name: DATABASE }))) pieces.push(piece);
  const bundle = new Uint8Array(await new Blob(pieces).arrayBuffer());
  const { problems, series, notices } = await readCapture({ bundle, isEnrolled: () => true });
  return {
    problems: problems.map(({ kind }) => kind),
    values: series[0]?.numerics.map(({ value }) => value) ?? [],
    notices: notices.map(({ kind, facts }) => String(facts.id ?? kind)),
  };
}

function keyStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("capture-test-key", 1);
    opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore("keys"));
    opening.addEventListener("error", () => reject(new Error("the key's database does not open")));
    opening.addEventListener("success", () => {
      const transaction = opening.result.transaction("keys", mode, { durability: "strict" });
      const request: IDBRequest<T> = work(transaction.objectStore("keys"));
      transaction.addEventListener("complete", () => {
        opening.result.close();
        resolve(request.result);
      });
    });
  });
}
