import type { Hex, StoredJson } from "../codec/index.ts";
import { type Identities, openMessage, sealDocument } from "../envelope/index.ts";
import { type OpenReason, openReasonSchema } from "./open-request.ts";

/** An access as the chain has it, as far as its reason is concerned. */
export interface ReasonedAccess {
  readonly reader: Hex;
  readonly recordId: Hex;
  readonly requestHash: Hex;
}

/** Seals the reason of an access for the patient's inbox. @param recipient age recipient of the patient */
export async function sealOpenReason(reason: StoredJson<OpenReason>, recipient: string): Promise<Hex> {
  return await sealDocument(reason, [recipient]);
}

/**
 * Opens what a reader told, and finds the accesses it is about: those with its hash on chain, by this reader, to this record.
 * @throws VerificationError SEALED_MESSAGE_* | InvalidInputError DOCUMENT_INVALID
 */
export async function openOpenReason<Access extends ReasonedAccess>(
  sealed: Hex,
  identity: Identities,
  accesses: readonly Access[],
): Promise<{ readonly reason: string; readonly accesses: readonly Access[] }> {
  const { value, hash } = await openMessage({ schema: openReasonSchema, sealed, identity });
  const { reader, recordId, reason } = value;
  const own = accesses.filter(
    (access) => access.requestHash === hash && access.reader === reader && access.recordId === recordId,
  );
  return { reason, accesses: own };
}
