import { wallClock } from "../stream/ascii.ts";

export const RECORD_BYTES = 9;
/** Pressures are sent less this, in mmHg. */
export const PRESSURE_OFFSET = 25;

export interface CuffRecord {
  /** mmHg, mmHg, /min */
  readonly systolic: number;
  readonly diastolic: number;
  readonly pulse: number;
  /** By the cuff's own clock, as if it were UTC, in milliseconds since 1970. */
  readonly takenAt: number;
}

/** Header, pressures, pulse, month, day, hour, minute, year − 2000 (devices.md §15). Without a checksum only ranges can tell a record. */
export function decodeRecord(bytes: Uint8Array, start: number): CuffRecord | undefined {
  const [high = 0, low = 0, pulse = 0, month = 0, day = 0, hour = 0, minute = 0, year = 0] = bytes.subarray(
    start + 1,
    start + RECORD_BYTES,
  );
  const systolic = high + PRESSURE_OFFSET;
  const diastolic = low + PRESSURE_OFFSET;
  const takenAt = wallClock(2000 + year, month, day, hour, minute);
  const isIn =
    systolic <= 280 &&
    systolic >= 50 &&
    diastolic >= 30 &&
    diastolic < systolic &&
    pulse >= 30 &&
    pulse <= 200;
  if (!isIn || takenAt === undefined || year < 8 || year > 79) return undefined;
  return { systolic, diastolic, pulse, takenAt };
}
