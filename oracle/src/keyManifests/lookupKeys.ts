import { keyDisclosureReply } from "@medlattice/sdk/client";
import { z } from "zod";
import type { OracleConfig } from "../config/oracleConfig.ts";
import { homeOf, looksAfter } from "../people/homeOf.ts";
import type { IdentityReader } from "../people/identityReader.ts";
import type { PeerClient } from "../peers/createPeerClient.ts";
import { type PersonAt, type PublishedKeyStore, keysNotFound } from "./publishedKeys.ts";

export const publicKeysReply = z.object({ receive: keyDisclosureReply, sealing: keyDisclosureReply });
export type PublicKeys = z.infer<typeof publicKeysReply>;

/** Finds the two public leaves of anybody on a chain, here or at the oracle of the person's organisation. */
export type LookupKeys = (person: PersonAt) => Promise<PublicKeys>;

export function createKeyLookup(options: {
  readonly config: OracleConfig;
  readonly keys: PublishedKeyStore;
  readonly reader: IdentityReader;
  readonly peers: PeerClient | undefined;
}): LookupKeys {
  const { config, keys, reader, peers } = options;
  return async ({ chainId, personId }) => {
    const person = await reader.person(chainId, personId);
    if (person === undefined) throw keysNotFound();
    if (looksAfter(config, person.organization)) return keys.current({ chainId, personId });
    const home = homeOf(config, person.organization);
    if (home === undefined || peers?.peers.some(({ orgId }) => orgId === home) !== true) throw keysNotFound();
    const path = `/peer/v1/persons/${personId}/keys?chainId=${chainId}`;
    return peers.json(home, { method: "GET", path }, publicKeysReply);
  };
}
