// oxlint-disable no-control-regex -- the protocols' frames are made of control characters
import { encodeCommand, COMMAND as CONTEC } from "../contec-cms50/packet.ts";
import { encodeCapnostream, HOST as CAPNOSTREAM } from "../capnostream/frame.ts";
import { unstuff } from "../bbraun-bcc/frame.ts";
import { latin1 } from "../stream/ascii.ts";

/**
 * Everything that may ever reach an instrument, one message at a time, as the drivers send it: questions, answers to the instrument's own
 * and keep-alives. It is a second lock behind the drivers, for the bridge: whoever holds its token can still not send a setting, a
 * rate or an order (devices.md §0). Drivers that only listen are not in it.
 */
const ALLOWED: Readonly<Record<string, (bytes: Uint8Array) => boolean>> = {
  intellivue: isIntellivue,
  medibus: (bytes) => MEDIBUS.test(latin1(bytes)),
  dri: isDri,
  bis: (bytes) => /^[CDU]$/.test(latin1(bytes)) || BIS_BINARY.test(hexOf(bytes)),
  capnostream: isOneOf(Object.values(CAPNOSTREAM).map((code) => encodeCapnostream(code))),
  cms50: isOneOf(Object.values(CONTEC).map(encodeCommand)),
  bcc: (bytes) => /^[\x06\x15]$/.test(latin1(bytes)) || BCC.test(latin1(unstuff(bytes) ?? new Uint8Array())),
  bm58: (bytes) => /^(?:aa|a4|a2|a3..)$/.test(hexOf(bytes)),
  // A header and one segment that acknowledges.
  hl7: (bytes) => /^\x0bMSH[^\r\v\x1c]*\rMSA[^\r\v\x1c]*\r\x1c\r$/.test(latin1(bytes)),
};

/** @param driver its name @param bytes one message of `takeOutgoing` */
export function canSend(driver: string, bytes: Uint8Array): boolean {
  return Object.hasOwn(ALLOWED, driver) && ALLOWED[driver]?.(bytes) === true;
}

// Reading commands without an argument (the clock's would set it); which waves come; echoes, with our name where one asks for it; and
// the command that has chosen waves sent.
const MEDIBUS =
  /^(?:\x1b[#-.0QRSU][0-9A-F]{2}\r|\x1bT(?:[0-9A-F]{4}){1,12}[0-9A-F]{2}\r|\x01[!-~](?:0161'MedLattice'01\.00:03\.00)?[0-9A-F]{2}\r|\xd0\xc1[\xc0-\xcf]\xc0\xc0)$/;

// Ask for or end processed variables and raw EEG.
const BIS_BINARY = /^baab.{4}.{4}0100.{8}(?:6f|70|73|74)0{6}0000.{4}.{0,4}.{4}$/;

const BCC = /^\x01\d{5}\x02[^>]{1,20}>(?:ADMIN:ALIVE|ADMIN:VERSION|MEM:GET)\x03\d{5}\x04$/;

// Association, release and its answer; then of the remote operations: the create event's answer, polls, and reading and choosing the
// waves of this port.
const INTELLIVUE = new RegExp(
  "^1101.{4}(?:0d.*|09.*|0a.*|e1000002(?:" +
    [
      "0002.{8}0001.*",
      "0001.{8}0007.{4}00210000000000000000(?:0c16|f13b).*",
      "0001.{8}0003.{4}002100000000000000000001.{4}f23a",
      "0001.{8}0005.{4}002100000000000000000001.{4}0000f23a.*",
    ].join("|") +
    ")).{4}$",
);

function isIntellivue(bytes: Uint8Array): boolean {
  return INTELLIVUE.test(hexOf(unescaped(bytes, { start: 0xc0, end: 0xc1, restore: (byte) => byte ^ 0x20 })));
}

/** A request of the physiological or the wave class, of the length these have: header of 40 bytes, request, sum. */
function isDri(bytes: Uint8Array): boolean {
  const record = unescaped(bytes, { start: 0x7e, end: 0x7e, restore: (byte) => byte | 0x20 });
  const main = record[14];
  return (main === 0 && record.length === 40 + 9 + 1) || (main === 1 && record.length === 40 + 32 + 1);
}

/** @returns what stands in the one frame that the bytes are; empty where they are none or more */
function unescaped(
  bytes: Uint8Array,
  frame: { readonly start: number; readonly end: number; readonly restore: (byte: number) => number },
): Uint8Array {
  const inside = bytes.subarray(1, -1);
  const isOne =
    bytes[0] === frame.start &&
    bytes.at(-1) === frame.end &&
    !inside.includes(frame.start) &&
    !inside.includes(frame.end);
  if (!isOne) return new Uint8Array();
  const out: number[] = [];
  for (let index = 0; index < inside.length; index++) {
    const byte = inside[index] ?? 0;
    out.push(byte === 0x7d ? frame.restore(inside[++index] ?? 0) : byte);
  }
  return Uint8Array.from(out);
}

function isOneOf(messages: readonly Uint8Array[]): (bytes: Uint8Array) => boolean {
  const known = new Set(messages.map(hexOf));
  return (bytes) => known.has(hexOf(bytes));
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
