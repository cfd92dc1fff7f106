import { decodeFrame, encodeFrame } from "../philips-intellivue/link.ts";

/** How an instrument's datagrams become the bytes of its serial line, and back, so that one driver reads both. */
export interface DatagramCodec {
  toLine(datagram: Uint8Array): Uint8Array;
  /** @param bytes one message of `takeOutgoing` @returns undefined where it is none */
  fromLine(bytes: Uint8Array): Uint8Array | undefined;
}

/**
 * By driver. An IntelliVue sends over UDP, each in a datagram of its own, the very messages that it puts in frames on RS-232 (devices.md §1:
 * an adapter between the two only takes frames off and puts them on).
 */
export const DATAGRAMS: Readonly<Record<string, DatagramCodec>> = {
  intellivue: { toLine: encodeFrame, fromLine: decodeFrame },
};
