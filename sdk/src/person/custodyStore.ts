import type { z } from "zod";
import { concatBytes, parseStoredJson, storeJson, utf8 } from "../codec/index.ts";
import { openAead, sealAead } from "../crypto/index.ts";
import type { MasterKey } from "../keys/index.ts";

/**
 * Where an officer's client keeps its share and its nonces: a folder (`folderCustody` of `@medlattice/sdk/node/custody`), or a browser's own
 * storage. Only sealed bytes get there, and never to an oracle.
 */
export interface CustodyStore {
  /** There to stay when this returns, and before that not at all. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  read(name: string): Promise<Uint8Array | null>;
  /** Reads and removes, for good before it returns, and for one caller only. */
  take(name: string): Promise<Uint8Array | null>;
}

/** Keeps secrets while the program runs. */
export function memoryCustody(): CustodyStore {
  const kept = new Map<string, Uint8Array>();
  return {
    async write(name, bytes) {
      kept.set(name, bytes.slice());
    },
    read: async (name) => kept.get(name)?.slice() ?? null,
    async take(name) {
      const bytes = kept.get(name) ?? null;
      kept.delete(name);
      return bytes;
    },
  };
}

const SEAL = "medlattice/custody-store/v1";
const SALT_BYTES = 32;

/** Seals a document under the officer's master key and keeps it. Each time under a key of its own. */
export async function keepSealed<T>(
  { store, master }: { readonly store: CustodyStore; readonly master: MasterKey },
  name: string,
  schema: z.ZodType<T>,
  value: T,
): Promise<void> {
  const salt = globalThis.crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const sealed = sealAead({
    key: sealKey(master, name, salt),
    aad: utf8(`${SEAL} ${name}`),
    plaintext: storeJson(schema, value).bytes,
  });
  await store.write(name, concatBytes(salt, sealed));
}

/**
 * Opens what `keepSealed` kept.
 * @throws VerificationError AEAD_INVALID for another person's, or for a file that was renamed or changed
 */
export function openSealed<T>(master: MasterKey, name: string, schema: z.ZodType<T>, bytes: Uint8Array): T {
  const salt = bytes.subarray(0, SALT_BYTES);
  const plaintext = openAead({
    key: sealKey(master, name, salt),
    aad: utf8(`${SEAL} ${name}`),
    sealed: bytes.subarray(SALT_BYTES),
  });
  return parseStoredJson(schema, plaintext).value;
}

function sealKey(master: MasterKey, name: string, salt: Uint8Array): Uint8Array {
  return master.derive(SEAL, [utf8(name), salt], 32);
}
