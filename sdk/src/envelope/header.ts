import { concatBytes, LIMITS } from "../codec/index.ts";
import { VerificationError } from "../errors/index.ts";

const VERSION_LINE = "age-encryption.org/v1\n";

/** An age header as it stands in the file, and what was read beyond it. */
export interface ReadHeader {
  readonly header: Uint8Array;
  readonly rest: Uint8Array;
}

/**
 * Reads an age header without trusting it: the library itself would buffer a file without line ends whole.
 *
 * @throws VerificationError ENVELOPE_NOT_AGE | ENVELOPE_HEADER_DAMAGED (no end of header within the limit, or cut short)
 */
export async function readHeader(chunks: AsyncGenerator<Uint8Array, void, undefined>): Promise<ReadHeader> {
  let head: Uint8Array = new Uint8Array(0);
  for (;;) {
    const end = endOfHeader(head);
    if (end !== null) return { header: head.subarray(0, end), rest: head.subarray(end) };
    const next = head.length > LIMITS.envelopeHeaderBytes ? undefined : await chunks.next();
    if (next === undefined || next.done === true) {
      throw new VerificationError(
        "ENVELOPE_HEADER_DAMAGED",
        "The header of the sealed file is cut short or too long.",
        {
          facts: { limitBytes: LIMITS.envelopeHeaderBytes },
        },
      );
    }
    head = concatBytes(head, next.value);
  }
}

/** Where the header ends: after the line that starts with `---`. Null while it is not all there. */
function endOfHeader(head: Uint8Array): number | null {
  const known = new TextDecoder("latin1").decode(head.subarray(0, VERSION_LINE.length));
  if (!VERSION_LINE.startsWith(known)) {
    throw new VerificationError("ENVELOPE_NOT_AGE", "The stored file is not an age version 1 file.");
  }
  const text = new TextDecoder("latin1").decode(head.subarray(0, LIMITS.envelopeHeaderBytes));
  const mac = text.indexOf("\n---");
  const end = mac < 0 ? -1 : text.indexOf("\n", mac + 1);
  return end < 0 ? null : end + 1;
}
