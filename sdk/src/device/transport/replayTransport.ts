import type { DeviceTransport } from "./contract.ts";
import { type SessionClock, systemClock } from "./clock.ts";
import { transportError } from "./errors.ts";

/** Bytes, and when they came after the first. */
export interface TimedBytes {
  readonly atMs: number;
  readonly bytes: Uint8Array;
}

const PIECE_MS = 20;

/** Times for a recording that has none: as fast as a full line would have brought them. */
export function* atLineRate(bytes: Uint8Array, baudRate: number): Generator<TimedBytes> {
  // Start bit, eight data bits and stop bit: ten bits a byte.
  const bytesPerMs = baudRate / 10_000;
  const size = Math.max(1, Math.round(bytesPerMs * PIECE_MS));
  for (let start = 0; start < bytes.length; start += size) {
    yield { atMs: start / bytesPerMs, bytes: bytes.subarray(start, start + size) };
  }
}

/**
 * A recording in the place of an instrument; what the driver sends goes nowhere.
 * @param clock one that runs faster makes the recording do so
 * @param onEnd when everything was played; without it the line is lost then
 */
export function replayTransport(
  recording: Iterable<TimedBytes>,
  { clock = systemClock, onEnd }: { readonly clock?: SessionClock; readonly onEnd?: () => void } = {},
): DeviceTransport {
  return {
    label: "Recording",
    async open(_line, sink) {
      const pieces = recording[Symbol.iterator]();
      const startedAt = clock.elapsed();
      const state = { isOpen: true };
      let cancel = (): void => undefined;
      let next = pieces.next();
      const play = (): void => {
        while (state.isOpen && next.done !== true) {
          const wait = next.value.atMs - (clock.elapsed() - startedAt);
          if (wait > 0) {
            cancel = clock.after(wait, play);
            return;
          }
          sink.bytes(next.value.bytes);
          next = pieces.next();
        }
        if (!state.isOpen) return;
        if (onEnd !== undefined) onEnd();
        else {
          state.isOpen = false;
          sink.closed(transportError("TRANSPORT_LOST", "The recording is at its end."));
        }
      };
      // Whoever opens must have the line in hand before its first byte.
      cancel = clock.after(0, play);
      return {
        write: async () => undefined,
        close: async () => {
          state.isOpen = false;
          cancel();
        },
      };
    },
  };
}
