import { latin1, toLatin1 } from "../stream/ascii.ts";

export const SOH = 0x01;
export const STX = 0x02;
export const ETX = 0x03;
export const EOT = 0x04;
export const ACK = 0x06;
export const NAK = 0x15;
export const ETB = 0x17;
/** Longest block taken in, as sent: the maker's own examples are of 1.2 kB, and stuffing may double them. */
export const MAX_BLOCK_BYTES = 4096;

const HEAD = /^(\d{5})$/;

export interface BccBlock {
  readonly bed: string;
  readonly information: string;
  /** Nothing follows this block. */
  readonly isLast: boolean;
}

/** SOH, length of all, STX, `bed>information`, ETX or ETB, sum from SOH to there mod 256, EOT; then stuffed (devices.md §7a). */
export function encodeBcc(block: BccBlock, { isStuffed = true } = {}): Uint8Array {
  const content = toLatin1(`${block.bed}>${block.information}`);
  const message = new Uint8Array(content.length + 14);
  message[0] = SOH;
  message.set(toLatin1(String(message.length).padStart(5, "0")), 1);
  message[6] = STX;
  message.set(content, 7);
  message[content.length + 7] = block.isLast ? ETX : ETB;
  message.set(toLatin1(checkOf(message)), content.length + 8);
  message[message.length - 1] = EOT;
  return isStuffed ? stuff(message) : message;
}

/** @param message one block, from SOH to EOT, already without stuffing. @returns undefined when length, sum or form is wrong */
export function decodeBcc(message: Uint8Array): BccBlock | undefined {
  const [, length] = HEAD.exec(latin1(message, 1, 6)) ?? [];
  const terminator = message[message.length - 7];
  if (Number(length) !== message.length || message[6] !== STX) return undefined;
  if (terminator !== ETX && terminator !== ETB) return undefined;
  if (latin1(message, message.length - 6, message.length - 1) !== checkOf(message)) return undefined;
  const content = new TextDecoder().decode(message.subarray(7, message.length - 7));
  const bedEnd = content.indexOf(">");
  if (bedEnd < 1) return undefined;
  return {
    bed: content.slice(0, bedEnd),
    information: content.slice(bedEnd + 1),
    isLast: terminator === ETX,
  };
}

function checkOf(message: Uint8Array): string {
  let total = 0;
  for (let index = 0; index < message.length - 6; index++) total += message[index] ?? 0;
  return String(total & 0xff).padStart(5, "0");
}

const UNSTUFFED: ReadonlyMap<number, readonly [escape: number, letter: number]> = new Map([
  [0x44, [0x45, 0x58]],
  [0x45, [0x45, 0x45]],
  [0x64, [0x65, 0x78]],
  [0x65, [0x65, 0x65]],
]);

/** D → EX, E → EE, d → ex, e → ee. */
export function stuff(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from([...bytes].flatMap((byte) => UNSTUFFED.get(byte) ?? [byte]));
}

/** Undoes `stuff` from left to right, so that EEX is E, X. @returns undefined where an E or e stands before a letter it cannot */
export function unstuff(bytes: Uint8Array): Uint8Array | undefined {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    if (byte === 0x44 || byte === 0x64) return undefined;
    if (byte !== 0x45 && byte !== 0x65) {
      out[length++] = byte;
      continue;
    }
    const next = bytes[++index];
    if (next === byte) out[length++] = byte;
    else if (next === byte + 0x13) out[length++] = byte - 1;
    else return undefined;
  }
  return out.subarray(0, length);
}
