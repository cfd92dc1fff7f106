import type { DeviceSession, SessionOptions } from "../contract.ts";
import { createStopwatch } from "../framing/createStopwatch.ts";
import { createStreamSession } from "../stream/createStreamSession.ts";
import { createRecordScanner, encodeRecord, FRAME_MARKS, MAX_FRAME_BYTES } from "./link.ts";
import { createRecordReader } from "./readRecord.ts";
import { requestDisplayed, requestWaves } from "./records.ts";

const DISPLAYED_EVERY_S = 5;
const ALL_CLASSES = 0x0e;
/** ECG 1, pressure 1, pleth, CO2, airway pressure, flow, volume: 600 samples per second, as many as older monitors send. */
const WAVES = [1, 4, 8, 9, 13, 14, 23];
/** Three displayed intervals without an answer: the monitor was restarted, or the handshake lines are not wired. */
const ASK_AGAIN_MS = 15_000;

export function createDriSession(options: SessionOptions): DeviceSession {
  const stopwatch = createStopwatch(options.startedAt);
  let elapsed = 0;
  let heardAt = 0;
  let askedAt: number | undefined;
  let good = 0;
  const session = createStreamSession(options.startedAt, (line) => {
    const records = createRecordReader(line);
    return {
      maxFrameBytes: MAX_FRAME_BYTES,
      marks: FRAME_MARKS,
      scan: createRecordScanner(line, records.read),
      interrupted: records.cut,
      tick(now) {
        elapsed = stopwatch(now);
        if (line.counters.good !== good) heardAt = elapsed;
        ({ good } = line.counters);
        if (askedAt !== undefined) {
          if (elapsed - Math.max(heardAt, askedAt) < ASK_AGAIN_MS) return;
          line.status(
            "silent",
            "No answer: check that the cable carries the handshake lines (RTS and CTS).",
            "warning",
          );
        }
        askedAt = elapsed;
        line.send(encodeRecord(requestDisplayed(DISPLAYED_EVERY_S, ALL_CLASSES)));
        if (options.wantsWaves === true) line.send(encodeRecord(requestWaves(WAVES)));
      },
    };
  });
  const close = (): readonly Uint8Array[] => [
    encodeRecord(requestDisplayed(0, 0)),
    encodeRecord(requestWaves([])),
  ];
  return { ...session, close };
}
