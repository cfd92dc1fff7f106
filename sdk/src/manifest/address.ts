import { z } from "zod";
import { bytes32Schema, type Hex } from "../codec/index.ts";
import {
  type Identities,
  differenceOf,
  openMessage,
  recordRefSchema,
  sealMessage,
  type RecordRef,
} from "../envelope/index.ts";
import { VerificationError } from "../errors/index.ts";
import type { Manifest } from "./schema.ts";

/** Where the sealed file is (M10). Told to the proxies only, and by them to whoever has an access. */
const addressSchema = z.strictObject({
  format: z.literal("medlattice/address/v1"),
  record: recordRefSchema,
  /** CIDv1 in base32 (`unixfs-v1-2025`). */
  cid: z.string().regex(/^b[a-z2-7]{20,120}$/),
  /** Organisations that keep a copy. */
  providers: z.array(bytes32Schema).min(1).max(16),
});

export interface StorageAddress {
  readonly cid: string;
  readonly providers: readonly Hex[];
}

/** Seals the address to each proxy by itself, so that who they are is all that shows. */
export async function sealAddress(
  record: RecordRef,
  address: StorageAddress,
  proxies: readonly { readonly organization: Hex; readonly recipient: string }[],
): Promise<Manifest["address"]> {
  const message = {
    format: "medlattice/address/v1" as const,
    record,
    cid: address.cid,
    providers: [...address.providers],
  };
  const sealed: Manifest["address"]["sealed"] = [];
  for (const { organization, recipient } of proxies) {
    sealed.push({
      organization,
      sealed: await sealMessage({ schema: addressSchema, message, recipients: [recipient] }),
    });
  }
  return { sealed };
}

/**
 * A proxy opens the address.
 * @throws VerificationError ADDRESS_MISSING | ADDRESS_MISMATCH | SEALED_MESSAGE_*
 */
export async function openAddress(options: {
  readonly manifest: Manifest;
  readonly organization: Hex;
  readonly identity: Identities;
}): Promise<StorageAddress> {
  const { content, address } = options.manifest;
  const entry = address.sealed.find(({ organization }) => organization === options.organization);
  if (entry === undefined)
    throw new VerificationError("ADDRESS_MISSING", "The manifest holds no address for this proxy.");
  const { value } = await openMessage({
    schema: addressSchema,
    sealed: entry.sealed,
    identity: options.identity,
  });
  const { chainId, registryId, recordId, version } = content;
  const member = differenceOf(value.record, { chainId, registryId, recordId, version });
  if (member !== null) {
    throw new VerificationError("ADDRESS_MISMATCH", "The sealed address is of another record.", {
      facts: { member },
    });
  }
  return { cid: value.cid, providers: value.providers };
}
