import type { DeviceDriver } from "../contract.ts";
import { createStreamSession, WAIT } from "../stream/createStreamSession.ts";
import {
  ACK,
  type BccBlock,
  decodeBcc,
  encodeBcc,
  EOT,
  MAX_BLOCK_BYTES,
  NAK,
  SOH,
  unstuff,
} from "./frame.ts";
import { createRecordReader } from "./readRecords.ts";

/** The rack's name until somebody gave it another. */
const DEFAULT_BED = "1/1/1";
/** A block is acknowledged 0.1 s after it came or later, and 0.5 s or more lie between two requests (devices.md §7a). */
const ACK_AFTER_MS = 100;
const ASK_EVERY_MS = 1_000;
const GIVE_UP_MS = 5_000;

const ALIVE = "ADMIN:ALIVE";
const VERSION = "ADMIN:VERSION";
const GET = "MEM:GET";

/** B. Braun Space over BCC: asks for values and acknowledges them; no request that changes an infusion exists here. */
export const bbraunBcc: DeviceDriver = {
  name: "bcc",
  version: "1.0.0",
  label: "B. Braun Space",
  manufacturer: "B. Braun",
  lines: [9600, 19200, 38400, 57600, 115200].map((baudRate) => ({
    baudRate,
    dataBits: 8,
    stopBits: 1,
    parity: "none",
    flowControl: "none",
  })),
  help: "device.help.bbraunBcc",
  open: ({ startedAt }) =>
    createStreamSession(startedAt, (line) => {
      const readRecords = createRecordReader(line);
      let next = ALIVE;
      let askedAt = startedAt;
      /** Since when an answer is being waited for or has to be acknowledged. */
      let waitingSince: number | undefined = startedAt;
      let answer: { readonly byte: number; readonly from: number; readonly isLast: boolean } | undefined;
      const ask = (now: number): void => {
        line.send(encodeBcc({ bed: DEFAULT_BED, information: next, isLast: true }));
        askedAt = now;
        waitingSince = now;
      };
      ask(startedAt);
      return {
        maxFrameBytes: MAX_BLOCK_BYTES,
        silentAfterMs: 15_000,
        scan(bytes, start, end) {
          if (bytes[start] === ACK || bytes[start] === NAK) return line.skip(1);
          if (bytes[start] !== SOH) return line.skip(1);
          const stop = endOf(bytes, start, end);
          if (stop === WAIT) return WAIT;
          if (stop < 0) return line.skip(-stop);
          const block = blockOf(bytes.subarray(start, stop));
          answer = {
            byte: block === undefined ? NAK : ACK,
            from: line.now() + ACK_AFTER_MS,
            isLast: block?.isLast ?? false,
          };
          if (block === undefined) return line.bad();
          readRecords(block.information);
          return line.good(stop - start);
        },
        tick(now) {
          if (answer !== undefined && now >= answer.from) {
            line.send(Uint8Array.of(answer.byte));
            waitingSince = answer.isLast ? undefined : now;
            if (answer.isLast) next = next === ALIVE ? VERSION : GET;
            answer = undefined;
            return;
          }
          if (answer !== undefined) return;
          if (waitingSince === undefined) {
            if (now - askedAt >= ASK_EVERY_MS) ask(now);
          } else if (now - waitingSince >= GIVE_UP_MS) {
            next = ALIVE;
            ask(now);
          }
        },
        interrupted: () => {
          answer = undefined;
          waitingSince = -Infinity;
        },
      };
    }),
};

/** @returns where the block ends, `WAIT`, or less than 0: how many bytes belong to none */
function endOf(bytes: Uint8Array, start: number, end: number): number {
  for (let index = start + 1; index < end; index++) {
    if (bytes[index] === EOT) return index + 1;
    if (bytes[index] === SOH) return start - index;
    if (index - start >= MAX_BLOCK_BYTES) return -1;
  }
  return WAIT;
}

/** Stuffing is the pump's usual setting, but can be switched off. */
function blockOf(sent: Uint8Array): BccBlock | undefined {
  const plain = unstuff(sent);
  return (plain === undefined ? undefined : decodeBcc(plain)) ?? decodeBcc(sent);
}
