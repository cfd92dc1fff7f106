import { z } from "zod";
import {
  bytes32Schema,
  chainIdSchema,
  fromBase64Url,
  fromHex,
  toBase64Url,
  toHex,
  uint32Schema,
} from "../codec/index.ts";

/** Names one version of one record in one lineage of registries on one chain. */
export const recordRefSchema = z.strictObject({
  registryId: bytes32Schema,
  chainId: chainIdSchema,
  recordId: bytes32Schema,
  version: uint32Schema,
});

export type RecordRef = z.infer<typeof recordRefSchema>;

/** Type of our stanza. */
export const STANZA_TYPE = "medlattice/parts/v1";

/** `medlattice/parts/v1 <base64url registryId> <chainId> <base64url recordId> <version>` */
export function stanzaArguments(record: RecordRef): string[] {
  return [
    STANZA_TYPE,
    toBase64Url(fromHex(record.registryId, 32)),
    String(record.chainId),
    toBase64Url(fromHex(record.recordId, 32)),
    String(record.version),
  ];
}

/** Reads the arguments back; null when they are not the one canonical text of a reference. */
export function parseStanzaArguments(args: readonly string[]): RecordRef | null {
  const [type, registryId, chainId, recordId, version, ...rest] = args;
  if (type !== STANZA_TYPE || rest.length > 0 || registryId === undefined || recordId === undefined)
    return null;
  if (chainId === undefined || version === undefined) return null;
  try {
    const record = recordRefSchema.parse({
      registryId: toHex(fromBase64Url(registryId, 32)),
      chainId: Number(chainId),
      recordId: toHex(fromBase64Url(recordId, 32)),
      version: Number(version),
    });
    return stanzaArguments(record).join(" ") === args.join(" ") ? record : null;
  } catch {
    return null;
  }
}

/** Name of the first member in which two references differ; null when they are the same. */
export function differenceOf(a: RecordRef, b: RecordRef): keyof RecordRef | null {
  for (const member of ["chainId", "registryId", "recordId", "version"] as const) {
    if (a[member] !== b[member]) return member;
  }
  return null;
}
