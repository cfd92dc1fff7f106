import type { DeviceDriver, FrameCounters, LineSettings } from "../contract.ts";
import { DRIVERS } from "../drivers.ts";
import { createIdentifier, type Identifier } from "../identify.ts";
import { describeLine } from "./describeLine.ts";

/** An instrument that says nothing for so long is stuck, off or not connected (devices.md §22). */
const SILENT_AFTER_MS = 10_000;
const UNREADABLE_AFTER_MS = 5_000;
/** So many bytes, or so many of the line's errors, without one right frame. */
const UNREADABLE_BYTES = 200;
const UNREADABLE_ERRORS = 20;

export interface LineFinding {
  readonly state: "receiving" | "silent" | "unreadable";
  readonly text: string;
  readonly hints: readonly string[];
  /** Name of another driver that does understand what comes. */
  readonly other?: string;
}

export interface LineWatch {
  heard(bytes: Uint8Array, now: number): void;
  /** @returns what is to be said now */
  look(counters: Readonly<FrameCounters>, now: number): LineFinding;
}

/** Says in words whether what comes over a line can be read, and if not, what to do; a wrong speed shows as bytes that nobody understands. */
export function watchLine(driver: DeviceDriver, line: LineSettings | undefined, openedAt: number): LineWatch {
  let heardAt = openedAt;
  let goodAt = openedAt;
  let good = 0;
  let bytes = 0;
  let lineErrors = 0;
  let other: DeviceDriver | undefined;
  // Listens along until the driver has understood something; nothing is sent for it.
  let identifier: Identifier | undefined =
    line === undefined
      ? undefined
      : createIdentifier(
          line,
          DRIVERS.filter((each) => each !== driver),
        );
  return {
    heard(part, now) {
      heardAt = now;
      other = identifier?.push(part) ?? other;
    },
    look(counters, now) {
      if (counters.good !== good) {
        ({ good, bytes, lineErrors } = counters);
        goodAt = now;
        identifier = undefined;
        other = undefined;
      }
      if (now - heardAt >= SILENT_AFTER_MS) return silent(driver);
      const isStrange =
        counters.bytes - bytes >= UNREADABLE_BYTES || counters.lineErrors - lineErrors >= UNREADABLE_ERRORS;
      if (isStrange && now - goodAt >= UNREADABLE_AFTER_MS) return unreadable(driver, line, other);
      return { state: "receiving", text: `${driver.label} is connected.`, hints: [] };
    },
  };
}

function silent({ label }: DeviceDriver): LineFinding {
  return {
    state: "silent",
    text: `${label} sends nothing.`,
    hints: [
      "Is the instrument on, and its data output switched on in its menu?",
      "Is it the right cable (crossed or straight) and the right socket?",
    ],
  };
}

function unreadable(
  driver: DeviceDriver,
  line: LineSettings | undefined,
  other: DeviceDriver | undefined,
): LineFinding {
  if (other !== undefined) {
    return {
      state: "unreadable",
      text: `These bytes are not those of ${driver.label}; they are those of ${other.label}.`,
      hints: [`Choose ${other.label} for this port.`],
      other: other.name,
    };
  }
  const tried = line === undefined ? "" : describeLine(line);
  const rest = driver.lines.map(describeLine).filter((each) => each !== tried);
  return {
    state: "unreadable",
    text:
      line === undefined
        ? `Bytes come, but they are not those of ${driver.label}.`
        : `Bytes come, but at ${tried} ${driver.label} cannot be understood: the speed or parity is probably wrong.`,
    hints: [
      ...(rest.length === 0 ? [] : [`Set the port to what the instrument is set to: ${rest.join("; ")}.`]),
      ...(line === undefined ? [] : [`Or set the instrument to ${tried}.`]),
      "Or it is another instrument.",
    ],
  };
}
