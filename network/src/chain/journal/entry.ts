import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";

/** One block as the journal keeps it: all that is needed to make it again, and its hash to compare. */
export interface BlockEntry {
  readonly number: number;
  /** Unix seconds. */
  readonly timestamp: number;
  /** 32 bytes. */
  readonly hash: Buffer;
  /** Raw transactions in block order. */
  readonly transactions: readonly Buffer[];
}

export const FRAME_MARKER = Buffer.from("MLB1", "latin1");
/** marker 4 ‖ body length u32 ‖ CRC-32 of both u32: a damaged length is never taken for a torn tail. */
export const FRAME_BYTES = 12;
/** SHA-256(previous link ‖ frame ‖ body): checksum of this entry and, through it, of all before. */
export const LINK_BYTES = 32;
const BODY_FIXED_BYTES = 8 + 8 + 32 + 4;

/** Bytes of the whole entry, or undefined if the frame is not one. */
export function entryBytes(frame: Buffer): number | undefined {
  if (!frame.subarray(0, FRAME_MARKER.length).equals(FRAME_MARKER)) return undefined;
  if (crc32(frame.subarray(0, 8)) !== frame.readUInt32BE(8)) return undefined;
  return FRAME_BYTES + frame.readUInt32BE(4) + LINK_BYTES;
}

/** Layout: frame ‖ number u64 ‖ time u64 ‖ hash 32 ‖ count u32 ‖ (length u32 ‖ raw)* ‖ link; big-endian. */
export function encodeEntry(entry: BlockEntry, previousLink: Buffer): { bytes: Buffer; link: Buffer } {
  const rawBytes = entry.transactions.reduce((sum, raw) => sum + 4 + raw.length, 0);
  const bytes = Buffer.alloc(FRAME_BYTES + BODY_FIXED_BYTES + rawBytes + LINK_BYTES);
  FRAME_MARKER.copy(bytes);
  bytes.writeUInt32BE(BODY_FIXED_BYTES + rawBytes, 4);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, 8)), 8);
  let at = bytes.writeBigUInt64BE(BigInt(entry.number), FRAME_BYTES);
  at = bytes.writeBigUInt64BE(BigInt(entry.timestamp), at);
  at += entry.hash.copy(bytes, at);
  at = bytes.writeUInt32BE(entry.transactions.length, at);
  for (const raw of entry.transactions) {
    at = bytes.writeUInt32BE(raw.length, at);
    at += raw.copy(bytes, at);
  }
  const link = linkOf(bytes.subarray(0, at), previousLink);
  link.copy(bytes, at);
  return { bytes, link };
}

/** Decodes a whole entry, or says that it is not the one that follows `previousLink`. */
export function decodeEntry(
  bytes: Buffer,
  previousLink: Buffer,
): { entry: BlockEntry; link: Buffer } | undefined {
  const linkAt = bytes.length - LINK_BYTES;
  // A peer can send a frame that is consistent in itself and too short for what a block has.
  if (linkAt < FRAME_BYTES + BODY_FIXED_BYTES) return undefined;
  const link = linkOf(bytes.subarray(0, linkAt), previousLink);
  if (!link.equals(bytes.subarray(linkAt))) return undefined;
  const number = Number(bytes.readBigUInt64BE(FRAME_BYTES));
  const timestamp = Number(bytes.readBigUInt64BE(FRAME_BYTES + 8));
  if (!Number.isSafeInteger(number) || !Number.isSafeInteger(timestamp)) return undefined;
  const hash = Buffer.from(bytes.subarray(FRAME_BYTES + 16, FRAME_BYTES + 48));
  const count = bytes.readUInt32BE(FRAME_BYTES + 48);
  const transactions: Buffer[] = [];
  let at = FRAME_BYTES + BODY_FIXED_BYTES;
  for (let index = 0; index < count; index += 1) {
    // A peer can send a body that is consistent with its link and still lies about its own lengths.
    if (at + 4 > linkAt) return undefined;
    const length = bytes.readUInt32BE(at);
    if (at + 4 + length > linkAt) return undefined;
    transactions.push(Buffer.from(bytes.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
  return at === linkAt ? { entry: { number, timestamp, hash, transactions }, link } : undefined;
}

function linkOf(bytes: Buffer, previousLink: Buffer): Buffer {
  return createHash("sha256").update(previousLink).update(bytes).digest();
}
