import { concatBytes, iterate, LIMITS, streamOf } from "../codec/index.ts";
import { VerificationError } from "../errors/index.ts";

const VERSION_LINE = "age-encryption.org/v1\n";

/**
 * Reads an age header off a stream without trusting it: the library itself would buffer a file without line ends whole.
 * Gives back a stream that has the header in front again.
 *
 * @throws VerificationError ENVELOPE_NOT_AGE | ENVELOPE_HEADER_DAMAGED (no end of header within the limit, or cut short)
 */
export async function checkHeader(sealed: ReadableStream<Uint8Array>): Promise<ReadableStream<Uint8Array>> {
  const chunks = iterate(sealed);
  let head: Uint8Array = new Uint8Array(0);
  while (!isHeader(head)) {
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
  return streamOf(prepend(head, chunks));
}

/** Whether the bytes hold a whole header: from the version line to the line that starts with `---`. */
function isHeader(head: Uint8Array): boolean {
  const known = new TextDecoder("latin1").decode(head.subarray(0, VERSION_LINE.length));
  if (!VERSION_LINE.startsWith(known)) {
    throw new VerificationError("ENVELOPE_NOT_AGE", "The stored file is not an age version 1 file.");
  }
  const text = new TextDecoder("latin1").decode(head.subarray(0, LIMITS.envelopeHeaderBytes));
  const mac = text.indexOf("\n---");
  return mac >= 0 && text.indexOf("\n", mac + 1) >= 0;
}

async function* prepend(
  head: Uint8Array,
  rest: AsyncGenerator<Uint8Array, void, undefined>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield head;
  yield* rest;
}
