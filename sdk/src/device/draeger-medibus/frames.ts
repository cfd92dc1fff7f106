import { latin1, toLatin1 } from "../stream/ascii.ts";

export const ESC = 0x1b;
export const SOH = 0x01;
const CR = 0x0d;
const LONGEST_COMMAND = 251 + 5;
const LONGEST_RESPONSE = 3840 + 5;

/** Low eight bits of the sum of all bytes before it, as two upper-case hexadecimal digits. */
function checksum(bytes: Uint8Array, end: number): string {
  let sum = 0;
  for (let index = 0; index < end; index++) sum += bytes[index] ?? 0;
  return (sum & 0xff).toString(16).toUpperCase().padStart(2, "0");
}

/** @param start ESC for a command, SOH for a response */
export function encodeSlow(start: typeof ESC | typeof SOH, code: number, data = ""): Uint8Array {
  const body = Uint8Array.from([start, code, ...toLatin1(data)]);
  return Uint8Array.from([...body, ...toLatin1(checksum(body, body.length)), CR]);
}

export interface SlowFrame {
  readonly isCommand: boolean;
  readonly code: number;
  readonly data: string;
}

export interface SlowReader {
  /** One byte below 80. */
  readonly take: (byte: number) => void;
  /** Bytes were lost: what is begun is not finished. */
  readonly clear: () => void;
}

export interface SlowSink {
  readonly good: (frame: SlowFrame) => void;
  readonly bad: () => void;
  readonly skipped: (count: number) => void;
}

/**
 * Puts slow frames together from the bytes below 80. A command may stand inside a response; an SOH inside a frame ends it, since
 * neither data nor checksum can hold one.
 */
export function createSlowReader(sink: SlowSink): SlowReader {
  const response = new Uint8Array(LONGEST_RESPONSE);
  const command = new Uint8Array(LONGEST_COMMAND);
  let responseLength = 0;
  let commandLength = 0;

  const finish = (bytes: Uint8Array, length: number, isCommand: boolean): boolean => {
    const end = length - 2;
    if (length < 4 || checksum(bytes, end) !== latin1(bytes, end, length)) {
      sink.bad();
      return false;
    }
    sink.good({ isCommand, code: bytes[1] ?? 0, data: latin1(bytes, 2, end) });
    return true;
  };

  const drop = (): void => {
    if (responseLength + commandLength > 0) sink.skipped(responseLength + commandLength);
    responseLength = 0;
    commandLength = 0;
  };

  return {
    take(byte) {
      if (byte === SOH) {
        drop();
        response[responseLength++] = byte;
      } else if (byte === ESC) {
        if (commandLength > 0) sink.skipped(commandLength);
        commandLength = 0;
        command[commandLength++] = byte;
      } else if (commandLength > 0) {
        if (byte === CR) {
          const isGood = finish(command, commandLength, true);
          commandLength = 0;
          // A wrong command inside a response may have been the response itself, hit by noise.
          if (!isGood) drop();
        } else if (commandLength < LONGEST_COMMAND) command[commandLength++] = byte;
        else drop();
      } else if (responseLength > 0) {
        if (byte === CR) {
          finish(response, responseLength, false);
          responseLength = 0;
        } else if (responseLength < LONGEST_RESPONSE) response[responseLength++] = byte;
        else drop();
      } else sink.skipped(1);
    },
    clear: drop,
  };
}
