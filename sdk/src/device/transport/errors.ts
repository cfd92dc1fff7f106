import { MedLatticeError, PermissionError, UnavailableError } from "../../errors/index.ts";

const HINTS = {
  TRANSPORT_BUSY: [
    "Close the other program or tab that uses this port.",
    "Unplug the adapter and plug it in again.",
  ],
  TRANSPORT_LOST: [
    "Look whether cable and adapter are plugged in.",
    "The session goes on as soon as it is back.",
  ],
  TRANSPORT_UNREACHABLE: ["Is the instrument switched on and its address right?", "Is the bridge running?"],
  TRANSPORT_STALLED: [
    "Is the instrument switched on?",
    "Where the line has hardware handshake, the cable needs RTS and CTS.",
  ],
} as const;

export type TransportErrorCode = keyof typeof HINTS;

/** Something about the way to an instrument that may be mended while one waits. */
export function transportError(code: TransportErrorCode, message: string, cause?: unknown): UnavailableError {
  return new UnavailableError(code, message, {
    hints: HINTS[code],
    ...(cause === undefined ? {} : { cause }),
  });
}

/** What a port or socket refused, as an error with hints. */
export function openError(thrown: unknown): MedLatticeError {
  if (thrown instanceof MedLatticeError) return thrown;
  const name = thrown instanceof Error ? thrown.name : "";
  if (name === "SecurityError" || name === "NotAllowedError") {
    return new PermissionError("TRANSPORT_FORBIDDEN", "The browser does not let this page use the port.", {
      hints: [
        "Choose the port again with a click.",
        "The page must come over HTTPS or from this machine, and the hospital's policy must allow serial ports.",
      ],
      cause: thrown,
    });
  }
  if (name === "TypeError" || name === "NotSupportedError") {
    return new MedLatticeError("TRANSPORT_SETTINGS", "The port cannot be set as this instrument wants it.", {
      hints: ["Another adapter may know this speed, parity or handshake."],
      cause: thrown,
    });
  }
  return transportError("TRANSPORT_BUSY", "The port could not be opened.", thrown);
}
