import type { DeviceDriver, MetricCode } from "../contract.ts";
import { latin1 } from "../stream/ascii.ts";
import { collectWave } from "../stream/collectWave.ts";
import { createStreamSession, type Line, WAIT } from "../stream/createStreamSession.ts";
import { createCapnostreamReader, DEVICE, encodeCapnostream, HOST, START, WRONG } from "./frame.ts";
import { createNumericsReader } from "./readNumerics.ts";

/** Without "link is active" the monitor stops after 5 s. */
const KEEP_ALIVE_MS = 4_000;
const ASK_AGAIN_MS = 10_000;
/** Every byte of the longest frame may be stuffed. */
const MAX_FRAME_BYTES = 1 + 2 * 257;

const CO2: MetricCode = { id: "CO2", label: "Carbon dioxide in the breath" };

const SCALE = { origin: 0, factor: 1 / 256, lowerLimit: 0, upperLimit: 0xffff };

/** Why the wave is no measurement, by bit of its status. */
const WAVE_STATES: readonly (readonly [bit: number, id: string, text: string])[] = [
  [0x01, "co2-invalid", "The CO2 value is not valid."],
  [0x02, "initialising", "The monitor is starting up."],
  [0x04, "occlusion", "The gas line is blocked."],
  [0x10, "self-maintenance", "The monitor maintains itself."],
  [0x20, "purging", "The monitor purges the gas line."],
  [0x40, "filterline-off", "The FilterLine is not connected."],
  [0x80, "fault", "The monitor has a fault."],
];
const NO_MEASUREMENT = 0xf7;

/** Oridion Capnostream 20 (devices.md §8): real-time mode; only what starts the data and keeps it coming is ever sent. */
export const capnostream: DeviceDriver = {
  name: "capnostream",
  version: "1.0.0",
  label: "Capnostream 20",
  manufacturer: "Oridion",
  lines: [{ baudRate: 115200, dataBits: 8, stopBits: 1, parity: "none", flowControl: "none" }],
  help: "device.help.capnostream",
  open: ({ startedAt }) =>
    createStreamSession(startedAt, (line) => {
      const readNumerics = createNumericsReader(line);
      const wave = createWaveReader(line);
      const { frame, read } = createCapnostreamReader();
      let aliveAt = startedAt;
      let seen = 0;
      let heardAt = startedAt;
      const begin = (): void => {
        line.send(encodeCapnostream(HOST.enable));
        line.send(encodeCapnostream(HOST.startRealTime));
      };
      begin();
      return {
        maxFrameBytes: MAX_FRAME_BYTES,
        silentAfterMs: ASK_AGAIN_MS,
        scan(bytes, start, end) {
          if (bytes[start] !== START) return line.skip(1);
          const size = read(bytes, start, end);
          if (size === WAIT) return WAIT;
          if (size === WRONG) return line.bad();
          if (size < 0) return line.skip(-size);
          return take() ? line.good(size) : line.bad();
        },
        tick(now) {
          if (line.counters.good !== seen) {
            seen = line.counters.good;
            heardAt = now;
          } else if (now - heardAt >= ASK_AGAIN_MS) {
            heardAt = now;
            begin();
          }
          if (now - aliveAt < KEEP_ALIVE_MS) return;
          aliveAt = now;
          line.send(encodeCapnostream(HOST.linkIsActive));
        },
        interrupted() {
          wave.cut();
          heardAt = -Infinity;
        },
      };

      function take(): boolean {
        const { code, length, content } = frame;
        if (code === DEVICE.wave && length === 4) return wave.take(content);
        const payload = content.slice(0, length);
        if (code === DEVICE.numerics && payload.length >= 9) return readNumerics(payload);
        if (code === DEVICE.identity && payload.length > 0) {
          const text = latin1(payload);
          const [, software, , serialNumber] = /^V(\S+) (\S+) (\S+)/.exec(text) ?? [];
          const more = software === undefined || serialNumber === undefined ? {} : { software, serialNumber };
          line.emit({
            kind: "identity",
            at: line.at(),
            manufacturer: "Oridion",
            model: "Capnostream",
            ...more,
          });
          return true;
        }
        const id = code.toString(16).padStart(2, "0").toUpperCase();
        line.emit({ kind: "unknown", at: line.at(), id, bytes: payload });
        return true;
      }
    }),
};

function createWaveReader(line: Line): { take(payload: Uint8Array): boolean; cut(): void } {
  const wave = collectWave(line, { code: CO2, unit: "mm[Hg]", samplesPerSecond: 20, size: 1, scale: SCALE });
  let previous: number | undefined;
  let states = 0;
  return {
    cut: () => {
      wave.cut();
      previous = undefined;
    },
    take(payload) {
      const message = payload[0] ?? 0;
      const status = payload[3] ?? 0;
      if (previous !== undefined && message !== ((previous + 1) & 0xff)) {
        line.counters.gaps++;
        wave.cut();
      }
      previous = message;
      if (status !== states) tell(status);
      const value = (payload[1] ?? 0) + (payload[2] ?? 0) / 256;
      wave.add((status & NO_MEASUREMENT) === 0 ? value : NaN);
      return true;
    },
  };

  function tell(status: number): void {
    for (const [bit, id, text] of WAVE_STATES) {
      if ((status & bit) !== 0 && (states & bit) === 0)
        line.status(id, text, bit === 0x80 ? "error" : "warning");
    }
    if ((states & NO_MEASUREMENT) !== 0 && (status & NO_MEASUREMENT) === 0) {
      line.status("measuring", "The monitor measures.", "info");
    }
    states = status;
  }
}
