import type { DeviceDriver } from "../contract.ts";
import { createStreamSession, WAIT } from "../stream/createStreamSession.ts";
import { createPacketReader, FRAME_BYTES, type Format } from "./packet.ts";

/** Consecutive right frames before a format is believed (devices.md §5): its sum is of 8 bits only. */
const FRAMES_TO_LOCK = 3;

/** Nonin OEM III, Xpod and 3150 with a serial line: streams format 2 or 7 by itself, told apart by their form. */
export const nonin: DeviceDriver = {
  name: "nonin",
  version: "1.0.0",
  label: "Nonin pulse oximeter",
  manufacturer: "Nonin",
  lines: [{ baudRate: 9600, dataBits: 8, stopBits: 1, parity: "none", flowControl: "none" }],
  help: "device.help.nonin",
  open: ({ startedAt }) =>
    createStreamSession(startedAt, (line) => {
      const packets = { 2: createPacketReader(line, 2), 7: createPacketReader(line, 7) };
      let locked: Format | undefined;
      const lose = (): void => {
        if (locked !== undefined) packets[locked].lose();
        locked = undefined;
      };
      return {
        maxFrameBytes: FRAME_BYTES * FRAMES_TO_LOCK,
        silentAfterMs: 10_000,
        scan(bytes, start, end, isLast) {
          if (locked !== undefined) {
            if (end - start < FRAME_BYTES) return WAIT;
            if (isFrame(bytes, start, locked)) return take(bytes, start, locked);
            lose();
            return line.bad();
          }
          const formats: readonly Format[] = [2, 7];
          for (const format of formats) {
            const answer = looksLike(bytes, start, end, format, isLast);
            if (answer === WAIT) return WAIT;
            if (answer === "no") continue;
            locked = format;
            return take(bytes, start, format);
          }
          return line.skip(1);
        },
        interrupted: lose,
      };

      function take(bytes: Uint8Array, start: number, format: Format): number {
        const offset = format === 2 ? 1 : 0;
        const status = bytes[start + offset] ?? 0;
        const second = bytes[start + offset + 1] ?? 0;
        const third = bytes[start + offset + 2] ?? 0;
        const isRight =
          format === 2
            ? packets[2].take({ status, pleth: second, float: third })
            : packets[7].take({ status, pleth: second * 256 + third, float: bytes[start + 3] ?? 0 });
        if (isRight) return line.good(FRAME_BYTES);
        lose();
        return line.bad();
      }
    }),
};

/** Whether frames of this format begin here: yes, no, or not to be said yet. */
function looksLike(
  bytes: Uint8Array,
  start: number,
  end: number,
  format: Format,
  isLast: boolean,
): "yes" | "no" | typeof WAIT {
  for (let frame = 0; frame < FRAMES_TO_LOCK; frame++) {
    const at = start + frame * FRAME_BYTES;
    if (at + FRAME_BYTES > end) {
      if (at < end && !mayBegin(bytes, at, end, format)) return "no";
      if (!isLast) return WAIT;
      return frame === 0 ? "no" : "yes";
    }
    if (!isFrame(bytes, at, format)) return "no";
  }
  return "yes";
}

function mayBegin(bytes: Uint8Array, at: number, end: number, format: Format): boolean {
  if (format === 7) return (bytes[at] ?? 0) >= 0x80;
  return bytes[at] === 1 && (at + 1 >= end || (bytes[at + 1] ?? 0) >= 0x80);
}

function isFrame(bytes: Uint8Array, at: number, format: Format): boolean {
  const [a = 0, b = 0, c = 0, d = 0, check = 0] = [
    bytes[at],
    bytes[at + 1],
    bytes[at + 2],
    bytes[at + 3],
    bytes[at + 4],
  ];
  const hasForm = format === 2 ? a === 1 && b >= 0x80 : a >= 0x80;
  return hasForm && ((a + b + c + d) & 0xff) === check;
}
