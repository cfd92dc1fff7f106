import type { DeviceDriver, LineSettings } from "../contract.ts";
import { toLatin1 } from "../stream/ascii.ts";
import { createStreamSession } from "../stream/createStreamSession.ts";
import { encodeBisPacket, MAX_CONTENT_BYTES, MESSAGE, PACKET_OVERHEAD_BYTES, SYNC } from "./binaryFrame.ts";
import { createAsciiScanner } from "./scanAscii.ts";
import { createBinaryScanner } from "./scanBinary.ts";

const ASCII_LINE: LineSettings = {
  baudRate: 9600,
  dataBits: 8,
  stopBits: 1,
  parity: "none",
  flowControl: "none",
};
const BINARY_LINE: LineSettings = { ...ASCII_LINE, baudRate: 57600 };
/** A record comes every 5 s: after two of them have failed to come one asks again. */
const ASK_AGAIN_MS = 11_000;

/** Aspect or Covidien BIS Vista and A-2000 (devices.md §4): the ASCII mode at 9600, the legacy binary one at 57600 baud. */
export const bisVista: DeviceDriver = {
  name: "bis",
  version: "1.0.0",
  label: "BIS Vista",
  manufacturer: "Covidien",
  lines: [ASCII_LINE, BINARY_LINE],
  help: "device.help.bisVista",
  open: ({ startedAt, line: settings = ASCII_LINE, wantsWaves = false }) =>
    createStreamSession(startedAt, (line) => {
      const ascii = createAsciiScanner(line);
      const binary = createBinaryScanner(line);
      let seen = 0;
      let askedAt = startedAt;
      const ask = (): void => {
        if (settings.baudRate !== BINARY_LINE.baudRate) {
          line.send(toLatin1("D"));
          return;
        }
        line.send(encodeBisPacket({ sequence: 0, id: MESSAGE.askProcessed, payload: Uint8Array.of(0) }));
        if (!wantsWaves) return;
        line.send(encodeBisPacket({ sequence: 1, id: MESSAGE.askRaw, payload: Uint8Array.of(0x80, 0) }));
      };
      ask();
      return {
        maxFrameBytes: MAX_CONTENT_BYTES + PACKET_OVERHEAD_BYTES,
        silentAfterMs: 15_000,
        scan(bytes, start, end) {
          const first = bytes[start];
          if (first === SYNC[0]) return binary.scan(bytes, start, end);
          // Line ends belong to the records before them.
          if (first === 0x0d || first === 0x0a) return 1;
          return ascii.scan(bytes, start, end) ?? line.skip(1);
        },
        tick(now) {
          if (line.counters.good !== seen) {
            seen = line.counters.good;
            askedAt = now;
          } else if (now - askedAt >= ASK_AGAIN_MS) {
            askedAt = now;
            ask();
          }
        },
        interrupted: () => {
          binary.interrupted();
          askedAt = -Infinity;
        },
      };
    }),
};
