import { NO_LINK } from "../chain/link.ts";
import { createRecorder } from "../recorder/createRecorder.ts";
import type { CaptureBegin } from "../types.ts";
import { createAxis, SYSTEM_CLOCK } from "./axis.ts";
import { type Capture, type CaptureOptions, requireKey } from "./Capture.ts";
import { createWriter } from "./createWriter.ts";
import { runCapture } from "./runCapture.ts";

/** Starts a capture; its beginning is signed and kept when this resolves. @throws UnavailableError `CAPTURE_STORE_*` */
export async function createCapture(
  options: CaptureOptions & { readonly begin: CaptureBegin },
): Promise<Capture> {
  const { begin, key, store, clock = SYSTEM_CLOCK } = options;
  requireKey(begin, key);
  const writer = createWriter({ store, key, head: NO_LINK });
  const { startedAt } = begin;
  writer.chunk({ sequence: 0, kind: "begin", from: startedAt, to: startedAt, resources: [], begin });
  await writer.flush();
  if (writer.problem !== undefined) throw writer.problem;
  const axis = createAxis(clock, startedAt);
  return runCapture({ begin, recorder: createRecorder(begin), axis, writer, sequence: 1, from: startedAt });
}
