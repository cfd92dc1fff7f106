import { hkdfSha256 } from "@medlattice/sdk/crypto";
import { utf8 } from "@medlattice/sdk/codec";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { readSealingLeaf } from "@medlattice/sdk/keys";
import { type SummaryItem, blindPseudonym, blindStranger } from "@medlattice/sdk/summary";
import type { Hex } from "viem";
import type { PublishedKeyStore } from "../keyManifests/publishedKeys.ts";
import type { OpenItem } from "./collectItems.ts";

const DOMAIN = utf8("medlattice/summary-secret/v1");

/**
 * The secret an institution blinds with, from its storage key. It may change with that key: items are blinded once, and kept with their
 * section.
 */
export function summarySecret(storageIdentity: string): Uint8Array {
  return hkdfSha256({ ikm: utf8(storageIdentity), salt: new Uint8Array(), info: DOMAIN, lengthBytes: 32 });
}

/** Items with their patients blinded, and how many of these have published no key: nobody can recognise them. */
export function blindItems(
  items: readonly OpenItem[],
  secret: Uint8Array,
  keys: Pick<PublishedKeyStore, "own">,
): { readonly items: readonly SummaryItem[]; readonly strangers: number } {
  const recipients = new Map<Hex, string | undefined>();
  let strangers = 0;
  const blinded = items.map(({ patient, ...item }): SummaryItem => {
    if (!recipients.has(patient)) recipients.set(patient, recipientOf(item.chainId, patient, keys));
    const recipient = recipients.get(patient);
    if (recipient === undefined) strangers += 1;
    return {
      ...item,
      ...(recipient === undefined
        ? blindStranger(secret, item)
        : blindPseudonym({ secret, recipient, item })),
    };
  });
  return { items: blinded, strangers };
}

/** Her sealing key as she last published it here; she recognises her items by the key of then, too. */
function recipientOf(
  chainId: number,
  personId: Hex,
  keys: Pick<PublishedKeyStore, "own">,
): string | undefined {
  try {
    return readSealingLeaf(keys.own({ chainId, personId }).sealing.leaf);
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined;
    throw error;
  }
}
