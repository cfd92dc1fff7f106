import { type StoredKeyring, keyringReply, keyringVersion } from "../schema/keyrings.ts";
import type { Transport } from "../transport.ts";
import { query } from "./query.ts";

/** The person's wrapped master key at the oracle. */
export interface KeyringMethods {
  /** Replaces the version one knows (0: there is none yet). @throws InvalidInputError CONFLICT */
  put(replaces: number, document: string): Promise<{ version: number }>;
  /** @param version one of the few before */
  get(version?: number): Promise<StoredKeyring>;
}

export function keyringMethods(transport: Transport): KeyringMethods {
  const path = "/v1/persons/me/keyring";
  return {
    put: (replaces, document) =>
      transport.json({ method: "PUT", path, json: { replaces, document } }, keyringVersion),
    get: (version) => transport.json({ method: "GET", path: `${path}${query({ version })}` }, keyringReply),
  };
}
