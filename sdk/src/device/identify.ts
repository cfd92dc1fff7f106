import type { DeviceDriver, DeviceSession, LineSettings } from "./contract.ts";
import { DRIVERS } from "./drivers.ts";

/** Right frames before an instrument counts as recognised, and the part of the bytes since the first that they must explain. */
const FRAMES_NEEDED = 3;
const EXPLAINED = 0.9;
/** Noise has frames too, where there is no checksum, but they are few. */
const HALF = 0.5;
/** So finely is told what came before the first frame and what after it. */
const PIECE_BYTES = 8;

export interface Identifier {
  /** @returns the one driver that understands what was heard on this line; undefined while none or more than one does */
  push(bytes: Uint8Array): DeviceDriver | undefined;
}

/**
 * Listens to an unknown instrument on a line set in one way and finds whose protocol it speaks. It only listens: what one instrument takes
 * for a question might be a command to another. Those that speak only when asked are chosen by hand.
 * @param line how the port was opened; drivers that do not know this setting are not tried
 */
export function createIdentifier(line: LineSettings, drivers: readonly DeviceDriver[] = DRIVERS): Identifier {
  const candidates = driversOn(line, drivers).map((driver) => ({
    driver,
    trial: createTrial(driver.open({ startedAt: 0, line })),
  }));
  return {
    push(bytes) {
      for (const { trial } of candidates) trial.push(bytes, 0);
      const fitting = candidates.filter(({ trial }) => trial.fits());
      return fitting.length === 1 ? fitting[0]?.driver : undefined;
    },
  };
}

/** Those whose instruments may have their line set so. */
export function driversOn(line: LineSettings, drivers: readonly DeviceDriver[]): readonly DeviceDriver[] {
  return drivers.filter((driver) => driver.lines.some((each) => isSame(each, line)));
}

/** The settings to listen with, one after the other, those of more instruments first. */
export function settingsToTry(drivers: readonly DeviceDriver[] = DRIVERS): readonly LineSettings[] {
  const rows: { readonly line: LineSettings; count: number }[] = [];
  for (const line of drivers.flatMap((driver) => driver.lines)) {
    const known = rows.find((row) => isSame(row.line, line));
    if (known === undefined) rows.push({ line, count: 1 });
    else known.count++;
  }
  return rows.toSorted((one, other) => other.count - one.count).map((row) => row.line);
}

/** A driver that listens along to find out whether it understands. */
export interface Trial {
  push(bytes: Uint8Array, now: number): void;
  /** Whether it understood something, and most of what came after it. */
  seems(): boolean;
  /** Whether it understands beyond doubt. */
  fits(): boolean;
}

export function createTrial(session: DeviceSession): Trial {
  let before: { readonly bytes: number; readonly skipped: number } | undefined;
  /** Which part of the bytes since the first right frame belongs to frames. */
  const explained = (): number => {
    if (before === undefined) return 0;
    const heard = session.counters.bytes - before.bytes;
    return heard === 0 ? 1 : 1 - (session.counters.skippedBytes - before.skipped) / heard;
  };
  return {
    push(bytes, now) {
      for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
        session.push(bytes.subarray(start, start + PIECE_BYTES), now);
        const { good, bytes: all, skippedBytes } = session.counters;
        if (good > 0) before ??= { bytes: all, skipped: skippedBytes };
      }
    },
    seems: () => explained() >= HALF,
    fits: () => session.counters.good >= FRAMES_NEEDED && explained() >= EXPLAINED,
  };
}

function isSame(one: LineSettings, other: LineSettings): boolean {
  return (
    one.baudRate === other.baudRate &&
    one.dataBits === other.dataBits &&
    one.stopBits === other.stopBits &&
    one.parity === other.parity &&
    one.flowControl === other.flowControl
  );
}
