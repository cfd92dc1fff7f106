import { VerificationError } from "../../../errors/index.ts";
import { linkHash, NO_LINK } from "../chain/link.ts";
import { createRecorder } from "../recorder/createRecorder.ts";
import type { CaptureBegin, Link } from "../types.ts";
import { createAxis, SYSTEM_CLOCK } from "./axis.ts";
import { type Capture, type CaptureOptions, requireKey } from "./Capture.ts";
import { createWriter, ENTRY_BYTES } from "./createWriter.ts";
import { readDrafts, readLinks } from "./entries.ts";
import { runCapture } from "./runCapture.ts";

/**
 * Takes up a capture after a crash or a reload, in the same chain. At most the last second before it is lost.
 * @returns null where the store holds none, or one that has ended
 * @throws VerificationError `CAPTURE_JOURNAL_BROKEN` | PermissionError `CAPTURE_OTHER_STATION`
 */
export async function resumeCapture(options: CaptureOptions): Promise<Capture | null> {
  const { key, store, clock = SYSTEM_CLOCK } = options;
  let begin: CaptureBegin | undefined;
  let last: Link | undefined;
  let bundleBytes = 0;
  for await (const entry of readLinks(store)) {
    const { link } = entry;
    if (linkHash(link, last?.hash ?? NO_LINK) !== link.hash || link.sequence !== (last?.sequence ?? -1) + 1) {
      throw new VerificationError(
        "CAPTURE_JOURNAL_BROKEN",
        "What is kept of the capture was changed or is not whole.",
        {
          facts: { chunk: link.sequence },
        },
      );
    }
    begin ??= entry.begin;
    bundleBytes += entry.sizeBytes + entry.resources.length * ENTRY_BYTES;
    last = link;
  }
  if (begin === undefined || last === undefined || last.kind === "end") return null;
  requireKey(begin, key);
  const sequence = last.sequence + 1;
  const { snapshot, operations } = await readDrafts(store, sequence);
  const recorder = createRecorder(begin, snapshot);
  for (const operation of operations) recorder.apply(operation);
  const heard = operations.reduce((latest, { at }) => Math.max(latest, at), last.to);
  const wall = clock.wall();
  const axis = createAxis(clock, Math.max(heard, wall));
  const writer = createWriter({ store, key, head: last.hash, bundleBytes });
  return runCapture({ begin, recorder, axis, writer, sequence, from: last.to }, (apply) => {
    // Whatever was said before may have changed while nobody listened.
    for (const { attached } of recorder.devices)
      apply({ kind: "detach", at: axis.now(), device: attached.key });
    const text = "The capture was taken up again; nothing was captured in between.";
    apply({ kind: "note", at: axis.now(), id: "resumed", text, milliseconds: Math.round(wall - heard) });
  });
}
