import { VerificationError } from "@medlattice/sdk/errors";
import { decodeEntry, entryBytes, FRAME_BYTES } from "../journal/entry.ts";
import type { BlockEntry } from "../journal/entry.ts";
import type { JournalPosition } from "../journal/scanEntries.ts";

// A leader's stream is its journal's bytes as they are, with a heartbeat between entries now and then.

const HEARTBEAT_MARKER = Buffer.from("MLH1", "latin1");
/** marker 4 ‖ block u64 ‖ end u64 ‖ link 32 */
const HEARTBEAT_BYTES = 4 + 8 + 8 + 32;
/** A block holds at most 4 MiB of transactions and a little; what claims more would only fill memory. */
const MAX_ENTRY_BYTES = 64 * 1024 * 1024;

/** Says where the leader's journal stands; a silent leader is thereby told from an idle one. */
export function encodeHeartbeat({ block, end, link }: JournalPosition): Buffer {
  const bytes = Buffer.alloc(HEARTBEAT_BYTES);
  HEARTBEAT_MARKER.copy(bytes);
  bytes.writeBigUInt64BE(BigInt(block), 4);
  bytes.writeBigUInt64BE(BigInt(end), 12);
  link.copy(bytes, 20);
  return bytes;
}

export type Frame = { readonly kind: "entry"; readonly entry: BlockEntry } | { readonly kind: "heartbeat" };

/** Cuts a leader's stream into frames and checks that every entry follows the one before. */
export interface FrameReader {
  /** @throws VerificationError `CHAIN_DIVERGED` when the bytes are not what follows this journal */
  push(bytes: Buffer): Frame[];
}

/** @param start where the stream was asked to begin */
export function createFrameReader(start: JournalPosition): FrameReader {
  let position = start;
  let buffered: Buffer = Buffer.alloc(0);

  function next(): Frame | undefined {
    if (buffered.length < FRAME_BYTES) return undefined;
    if (buffered.subarray(0, HEARTBEAT_MARKER.length).equals(HEARTBEAT_MARKER)) {
      if (buffered.length < HEARTBEAT_BYTES) return undefined;
      const bytes = take(HEARTBEAT_BYTES);
      // A leader sends all it has before it says where it stands, so both are at the same place.
      if (!bytes.equals(encodeHeartbeat(position))) throw diverged(position, "it stands elsewhere");
      return { kind: "heartbeat" };
    }
    const length = entryBytes(buffered);
    if (length === undefined || length > MAX_ENTRY_BYTES)
      throw diverged(position, "what was sent is no block");
    if (buffered.length < length) return undefined;
    const decoded = decodeEntry(take(length), position.link);
    if (decoded?.entry.number !== position.block + 1)
      throw diverged(position, "it does not continue this journal");
    position = { end: position.end + length, link: decoded.link, block: decoded.entry.number };
    return { kind: "entry", entry: decoded.entry };
  }

  function take(length: number): Buffer {
    const bytes = buffered.subarray(0, length);
    buffered = buffered.subarray(length);
    return bytes;
  }

  return {
    push(bytes) {
      buffered = buffered.length === 0 ? bytes : Buffer.concat([buffered, bytes]);
      const frames: Frame[] = [];
      for (let frame = next(); frame !== undefined; frame = next()) frames.push(frame);
      return frames;
    },
  };
}

/** The leader's chain is not the one this follower has verified so far. */
export function diverged({ block }: JournalPosition, reason: string): VerificationError {
  return new VerificationError(
    "CHAIN_DIVERGED",
    `The leader's journal is not the one followed so far: ${reason} after block ${block}.`,
    {
      facts: { block },
      hints: [
        "Find out who changed the leader's history; this follower still serves what it verified.",
        "If the chain was reset on purpose, move the follower's folder away and restart it.",
      ],
    },
  );
}
