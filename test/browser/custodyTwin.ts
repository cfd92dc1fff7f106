// What the page of the custody store's test can do; values are text, so that they cross from Node to the page.
import { fromHex, type Hex, toHex, utf8 } from "@medlattice/sdk/codec";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { MasterKey } from "@medlattice/sdk/keys";
import { browserCustody } from "../../dapp/src/engine/custody/browserCustody.ts";
import { oneAtATime } from "../../dapp/src/engine/custody/oneAtATime.ts";

const masterOf = (hex: Hex): MasterKey => MasterKey.fromBytes(fromHex(hex, 32));

export async function write(master: Hex, name: string, text: string): Promise<void> {
  await browserCustody(masterOf(master)).write(name, utf8(text));
}

export async function read(master: Hex, name: string): Promise<string | null> {
  return textOf(await browserCustody(masterOf(master)).read(name));
}

/** Takes each of many at the same time. @returns what was there, by name */
export async function takeAll(
  master: Hex,
  names: readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  const store = browserCustody(masterOf(master));
  const taken = await Promise.all(names.map(async (name) => [name, textOf(await store.take(name))] as const));
  return taken.flatMap(([name, text]) => (text === null ? [] : [[name, text] as const]));
}

/** Keys and values of everything that lies in the browser. */
export async function everything(): Promise<string> {
  const parts: string[] = [];
  for (const { name = "" } of await indexedDB.databases()) {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name);
      request.addEventListener("success", () => resolve(request.result));
      request.addEventListener("error", () => reject(request.error ?? new Error(name)));
    });
    for (const storeName of database.objectStoreNames) {
      const store = database.transaction(storeName).objectStore(storeName);
      for (const request of [store.getAllKeys(), store.getAll()]) {
        await new Promise((resolve) => request.addEventListener("success", resolve));
        parts.push(
          JSON.stringify(request.result.map((each) => (each instanceof Uint8Array ? toHex(each) : each))),
        );
      }
    }
    database.close();
  }
  return parts.join("\n");
}

let letGo: (() => void) | null = null;

/** Begins an officer's step that lasts until `finish`. @returns once it has begun */
export async function begin(master: Hex): Promise<void> {
  await new Promise<void>((begun) => {
    const step = oneAtATime(masterOf(master)).run(
      () =>
        new Promise<void>((resolve) => {
          letGo = resolve;
          begun();
        }),
    );
    void step;
  });
}

export function finish(): void {
  letGo?.();
}

/** @returns what came of a step that waits so long for others at most */
export async function tryStep(master: Hex, waitMs: number): Promise<string> {
  try {
    return await oneAtATime(masterOf(master), waitMs).run(async () => "done");
  } catch (error) {
    return error instanceof MedLatticeError ? error.code : String(error);
  }
}

export async function stepIfIdle(master: Hex): Promise<string | null> {
  return await oneAtATime(masterOf(master)).runIfIdle(async () => "done");
}

function textOf(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : new TextDecoder().decode(bytes);
}
