import type { Hex } from "viem";
import { z } from "zod";
import type { KeyDisclosure } from "../../keys/index.ts";
import {
  type DisclosedKeyKind,
  type KeyManifestUpload,
  type StoredKeyManifest,
  keyDisclosureReply,
  keyManifestReply,
} from "../schema/keyManifests.ts";
import type { Transport } from "../transport.ts";

/** Published keys on the session's chain. What the oracle answers is still to be checked: `verifyDisclosure`. */
export interface KeyMethods {
  publish(upload: KeyManifestUpload): Promise<void>;
  own(): Promise<StoredKeyManifest>;
  /** Somebody's key to grant to (`receive`) or to write to (`sealing`). */
  of(personId: Hex, kind: DisclosedKeyKind): Promise<KeyDisclosure>;
}

export function keyMethods(transport: Transport): KeyMethods {
  const path = "/v1/persons/me/keys";
  return {
    publish: (json) => transport.json({ method: "PUT", path, json }, z.undefined()),
    own: () => transport.json({ method: "GET", path }, keyManifestReply),
    of: (personId, kind) =>
      transport.json({ method: "GET", path: `/v1/persons/${personId}/keys/${kind}` }, keyDisclosureReply),
  };
}
