import { type CaptureBegin, type CaptureStore } from "@medlattice/sdk/device/record";
import { InvalidInputError } from "@medlattice/sdk/errors";

/**
 * What is known of a capture that was finished before.
 * @throws InvalidInputError `CAPTURE_UNKNOWN` where the journal holds none
 */
export async function readEnded(
  store: CaptureStore,
): Promise<{ readonly begin: CaptureBegin; readonly bytes: number; readonly chunks: number }> {
  let begin: CaptureBegin | undefined;
  let bytes = 0;
  let chunks = -1;
  for await (const entry of store.read("link")) {
    bytes += entry.bytes.length;
    chunks += 1;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- sealed by us, and opened unchanged
    begin ??= (JSON.parse(new TextDecoder().decode(entry.bytes)) as { begin?: CaptureBegin }).begin;
  }
  if (begin !== undefined) return { begin, bytes, chunks };
  throw new InvalidInputError("CAPTURE_UNKNOWN", "This browser holds no such capture.");
}
