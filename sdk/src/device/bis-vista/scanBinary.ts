import { type Line, numeric, WAIT } from "../stream/createStreamSession.ts";
import {
  type BisMessage,
  MAX_CONTENT_BYTES,
  MESSAGE,
  PACKET,
  PACKET_OVERHEAD_BYTES,
  sum,
  SYNC,
} from "./binaryFrame.ts";
import { EEG_CODES, GROUPS, impedanceCode } from "./codes.ts";
import { emitTrend } from "./emitTrend.ts";

const PROCESSED_BYTES = 120;
const TRENDS_AT = 48;
const TREND_BYTES = 24;
const INVALID_AT_MOST = -3277;
const DEFAULT_EEG = { gain: 0.05, offset: -3234 };
const MAX_CHANNELS = 4;

export interface BinaryScanner {
  scan(bytes: Uint8Array, start: number, end: number): number;
  interrupted(): void;
}

/** Packets of the legacy binary mode, cut by their length: BA AB may occur inside (devices.md §4b). */
export function createBinaryScanner(line: Line): BinaryScanner {
  let previous: number | undefined;
  let afterGap = false;
  let eeg = DEFAULT_EEG;
  return {
    scan(bytes, start, end) {
      if (end - start < 8) return (bytes[start + 1] ?? SYNC[1]) === SYNC[1] ? WAIT : line.skip(1);
      if (bytes[start + 1] !== SYNC[1]) return line.skip(1);
      const word = (at: number): number => (bytes[start + at] ?? 0) | ((bytes[start + at + 1] ?? 0) << 8);
      const contentBytes = word(4);
      const type = word(6);
      if (contentBytes > MAX_CONTENT_BYTES || type < PACKET.data || type > PACKET.refuse) return line.skip(1);
      const size = contentBytes + PACKET_OVERHEAD_BYTES;
      if (end - start < size) return WAIT;
      if (word(size - 2) !== sum(bytes, start + 2, start + size - 2)) return line.bad();
      const done = line.good(size);
      if (type === PACKET.refuse) line.status("refused", "The monitor refused what was asked.", "warning");
      if (type !== PACKET.data || contentBytes < 12) return done;
      const sequence = word(2);
      if (previous !== undefined && sequence !== previous && sequence !== ((previous + 1) & 0xffff)) {
        line.counters.gaps++;
        afterGap = true;
      }
      previous = sequence;
      // A copy: what is put out must outlive the buffer it came in, and Buffer.slice does not copy.
      const payload = Uint8Array.from(bytes.subarray(start + 20, start + 8 + contentBytes));
      take({ sequence, id: word(12) + word(14) * 0x10000, payload });
      return done;
    },
    interrupted() {
      afterGap = true;
    },
  };

  function take({ id, payload }: BisMessage): void {
    const view = new DataView(payload.buffer);
    if (id === MESSAGE.raw && payload.length >= 4) raw(view);
    else if (isProcessed(id) && payload.length >= PROCESSED_BYTES) processed(view, payload);
    else line.emit({ kind: "unknown", at: line.at(), id: id.toString(16).toUpperCase(), bytes: payload });
  }

  function processed(view: DataView, payload: Uint8Array): void {
    const [gainDivisor, offsetDivisor] = [view.getInt32(12, true), view.getInt32(20, true)];
    if (gainDivisor !== 0 && offsetDivisor !== 0) {
      eeg = {
        gain: view.getInt32(8, true) / gainDivisor,
        offset: view.getInt32(16, true) / offsetDivisor,
      };
    }
    const at = line.at();
    for (const channel of [1, 2]) {
      // Result 1 is a test that was passed, as in the packets known; an open electrode shows in the value itself.
      const value = view.getUint16(24 + (channel - 1) * 4, true);
      numeric(line, impedanceCode(channel), "kOhm", value >= 1000 ? "error" : value, { at });
    }
    GROUPS.forEach((group, index) => {
      const from = TRENDS_AT + index * TREND_BYTES;
      const read = (offset: number, scale: number): number => {
        const value = view.getInt16(from + offset, true);
        return value <= INVALID_AT_MOST ? -Infinity : value / scale;
      };
      const quality = view.getInt32(from + 16, true);
      const trend = {
        SR: read(0, 10),
        SEF: read(2, 100),
        BIS: read(6, 10),
        TOTPOW: read(12, 100),
        EMGLOW: read(14, 100),
        SQI: quality <= INVALID_AT_MOST ? -Infinity : quality / 10,
      };
      emitTrend(line, trend, group, at);
    });
    if (payload.length > PROCESSED_BYTES) {
      line.emit({ kind: "unknown", at, id: "34+", bytes: payload.subarray(PROCESSED_BYTES) });
    }
  }

  function raw(view: DataView): void {
    const channels = view.getUint16(0, true);
    const rate = view.getUint16(2, true);
    const count = Math.floor((view.byteLength - 4) / 2);
    if (channels < 1 || channels > MAX_CHANNELS || rate === 0 || count % channels !== 0) return;
    for (let channel = 0; channel < channels; channel++) {
      const samples = new Float64Array(count / channels);
      for (let index = 0; index < samples.length; index++) {
        const value = view.getInt16(4 + (index * channels + channel) * 2, true);
        samples[index] = eeg.gain * (value - eeg.offset);
      }
      const code = EEG_CODES[channel];
      if (code === undefined) continue;
      const scale = {
        origin: -eeg.gain * eeg.offset,
        factor: eeg.gain,
        lowerLimit: -32_768,
        upperLimit: 32_767,
      };
      const shape = { unit: "uV", samplesPerSecond: rate, samples, afterGap, scale };
      line.emit({ kind: "wave", at: line.at(), code, ...shape });
    }
    afterGap = false;
  }
}

function isProcessed(id: number): boolean {
  return id === MESSAGE.processed || id === MESSAGE.processedWithSpectra;
}
