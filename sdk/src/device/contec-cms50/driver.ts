import type { DeviceDriver, LineSettings } from "../contract.ts";
import { latin1 } from "../stream/ascii.ts";
import { createStreamSession, type Line, WAIT } from "../stream/createStreamSession.ts";
import { COMMAND, decodeContec, encodeCommand, OLD_FRAME_BYTES, PACKET_BYTES, TYPE } from "./packet.ts";
import { createReadingTaker, readOldFrame, readRealtime } from "./readings.ts";

const NEW_LINE: LineSettings = {
  baudRate: 115200,
  dataBits: 8,
  stopBits: 1,
  parity: "none",
  flowControl: "none",
  signals: { dataTerminalReady: true, requestToSend: true },
};
/** Firmware before V4.6 streams by itself and takes no commands. */
const OLD_LINES: readonly LineSettings[] = [19200, 4800].map((baudRate) => ({
  ...NEW_LINE,
  baudRate,
  parity: "odd",
}));
/** The oximeter stops after 5 s without "keep alive". */
const KEEP_ALIVE_MS = 4_000;
const ASK_AGAIN_MS = 3_000;

const ANSWERS: ReadonlyMap<number, string> = new Map([
  [1, "The oximeter is switched off."],
  [2, "The oximeter's user was changed."],
  [3, "The oximeter is recording."],
  [5, "The oximeter does not know what was asked."],
]);

/** Contec CMS50D+, E, F and EW: protocol V7.0, and V5.0A of older ones, told apart by their form (devices.md §13). */
export const contecCms50: DeviceDriver = {
  name: "cms50",
  version: "1.0.0",
  label: "Contec CMS50",
  manufacturer: "Contec",
  lines: [NEW_LINE, ...OLD_LINES],
  help: "device.help.contecCms50",
  open: ({ startedAt, line: settings = NEW_LINE }) =>
    createStreamSession(startedAt, (line) => {
      const readings = createReadingTaker(line);
      const takesCommands = settings.baudRate === NEW_LINE.baudRate;
      let seen = 0;
      let heardAt = startedAt;
      let aliveAt = startedAt;
      const begin = (): void => {
        if (takesCommands) line.send(encodeCommand(COMMAND.startRealtime));
      };
      begin();
      // Only the first byte: what stands after it may be the start that is looked for.
      const drop = (): number => {
        readings.cut();
        return line.skip(1);
      };
      const wrong = (): number => {
        readings.cut();
        return line.bad();
      };
      return {
        maxFrameBytes: PACKET_BYTES,
        silentAfterMs: 10_000,
        scan(bytes, start, end, isLast) {
          const isOld = (bytes[start] ?? 0) >= 0x80;
          const size = isOld
            ? lengthOf(bytes, start, end, OLD_FRAME_BYTES, isLast, isLow)
            : lengthOf(bytes, start, end, PACKET_BYTES, isLast, isHigh);
          if (size === WAIT) return WAIT;
          if (size < 0) return drop();
          if (isOld) {
            if (size !== OLD_FRAME_BYTES) return drop();
            return readings.take(readOldFrame(bytes, start)) ? line.good(size) : wrong();
          }
          const type = bytes[start] ?? 0;
          const data = size < 2 ? undefined : decodeContec(bytes, start, size);
          if (data === undefined || (type === TYPE.realtime && size !== PACKET_BYTES)) return drop();
          if (type === TYPE.realtime) return readings.take(readRealtime(data)) ? line.good(size) : wrong();
          if (!KNOWN_TYPES.has(type)) return drop();
          takeOther(line, type, data);
          return line.good(size);
        },
        tick(now) {
          if (!takesCommands) return;
          if (line.counters.good !== seen) {
            seen = line.counters.good;
            heardAt = now;
          } else if (now - heardAt >= ASK_AGAIN_MS) {
            heardAt = now;
            begin();
          }
          if (now - aliveAt < KEEP_ALIVE_MS) return;
          aliveAt = now;
          line.send(encodeCommand(COMMAND.keepAlive));
        },
        interrupted() {
          readings.cut();
          heardAt = -Infinity;
        },
      };
    }),
};

/** Every type that the maker's document has, and the host's own commands. */
const KNOWN_TYPES: ReadonlySet<number> = new Set([
  0x04, 0x05, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0f, 0x10, 0x11, 0x12, 0x15, 0x7d,
]);

const isHigh = (byte: number): boolean => byte >= 0x80;
const isLow = (byte: number): boolean => byte < 0x80;

/**
 * There is no checksum: a packet is believed only when the byte after it is the start of another, for a lost or an inserted byte
 * would shift its members.
 * @returns the packet's bytes, `WAIT`, or less than 0 where there are too many
 */
function lengthOf(
  bytes: Uint8Array,
  start: number,
  end: number,
  most: number,
  isLast: boolean,
  continues: (byte: number) => boolean,
): number {
  let at = start + 1;
  while (at < end && continues(bytes[at] ?? 0)) {
    at++;
    if (at - start > most) return -1;
  }
  if (at < end) return at - start;
  if (!isLast) return WAIT;
  return at - start;
}

function takeOther(line: Line, type: number, data: Uint8Array): void {
  if (type === TYPE.identity) {
    const model = latin1(data)
      .replace(/[^ -~]/g, "")
      .trim();
    line.emit({ kind: "identity", at: line.at(), manufacturer: "Contec", model });
    return;
  }
  const answer = type === TYPE.answer ? ANSWERS.get(data[1] ?? 0) : undefined;
  if (answer !== undefined) line.status("answer", answer, "warning");
  else if (type === TYPE.disconnected)
    line.status("disconnected", "The oximeter ended the session.", "warning");
  else {
    const id = type.toString(16).padStart(2, "0").toUpperCase();
    line.emit({ kind: "unknown", at: line.at(), id, bytes: data });
  }
}
