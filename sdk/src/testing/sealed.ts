import { readAllBytes } from "../codec/index.ts";
import { newParts, open, seal, type RecordParts, type RecordRef } from "../envelope/index.ts";

/** Above any record of the tests. */
export const TEST_LIMIT_BYTES = 10_000_000;

export function someRecord(): RecordRef {
  return { registryId: `0x${"a1".repeat(32)}`, chainId: 7101, recordId: `0x${"b2".repeat(32)}`, version: 1 };
}

/** A sealed file with what it was made from. */
export async function sealed(plaintext: Uint8Array, record = someRecord(), parts = newParts()) {
  const { stream, facts } = await seal({ plaintext, record, parts });
  return { bytes: await readAllBytes(stream, TEST_LIMIT_BYTES), facts: await facts, record, parts };
}

/** The plaintext of a sealed file. */
export async function opened(bytes: Uint8Array, record: RecordRef, parts: RecordParts): Promise<Uint8Array> {
  return readAllBytes(await open({ sealed: bytes, record, parts }), TEST_LIMIT_BYTES);
}
