import { createDigest, type Digest, u32be } from "../../codec/index.ts";
import { BLOCK_BYTES, LANES, MESSAGES, ROUND_CONSTANTS, STATE, STATE_WORDS } from "./compress.ts";
import { INITIAL_STATE, ROUND_WORDS } from "./words.ts";

export const HASH_BYTES = 32;
/** Longer messages are hashed as they come, by themselves. */
const LONG_BYTES = 16_384;
/** Messages together, until they are hashed. */
const ROOM_BYTES = 262_144;
/** The byte behind a message, and its length in 64 bits. */
const PADDING_BYTES = 9;
/** More blocks than a message has. */
const IDLE = 0x7fff_ffff;
/** Shorter pieces are quicker copied byte by byte, the more so where they are a part of something. */
const [SHORT_BYTES, SHORT_RANGE_BYTES] = [12, 48];
/** Room for hashes; when it has grown beyond the second, it is given away with them. */
const [LEAST_BYTES, KEPT_BYTES] = [16_384, 1_048_576];
const noHashes = (): DataView<ArrayBuffer> => new DataView(new ArrayBuffer(LEAST_BYTES));
export const HEAP_BYTES = MESSAGES + ROOM_BYTES + LONG_BYTES + 2 * BLOCK_BYTES;

/** `compressFunction` in WebAssembly. */
export type Compress = (
  blocks: number,
  first: number,
  second: number,
  third: number,
  fourth: number,
) => unknown;

/**
 * SHA-256 of many short messages, four at a time: what libraries offer spends most of its time on the calls. A message is written
 * by `begin`, `put` and `end`; `take` gives the hashes of all. Not to be left half-way, as all users share it.
 */
export class HashBatch {
  private readonly heap: Uint8Array;
  private readonly view: DataView;
  private readonly compress: Compress;
  /** Where the message that is being written begins, and where it has come to. */
  private start = MESSAGES;
  private at = MESSAGES;
  /** Blocks of the messages that wait; 0 of a long one. */
  private readonly waiting: number[] = [];
  /** What the long message that is being written goes to. */
  private long: Digest | null = null;
  private readonly longHashes: Uint8Array[] = [];
  private hashes = noHashes();
  private hashed = 0;
  /** The state of the four, word by word (WebAssembly's memory is little-endian, as every machine that runs it here). */
  private readonly words: Uint32Array;
  /** Of each lane: the message, its blocks left, and where the next one stands. */
  private readonly message = new Int32Array(LANES);
  private readonly left = new Int32Array(LANES);
  private readonly place = new Int32Array(LANES);
  /** The message that is begun next, and where it stands. */
  private next = 0;
  private from = MESSAGES;

  constructor(memory: WebAssembly.Memory, compress: Compress) {
    this.heap = new Uint8Array(memory.buffer);
    this.view = new DataView(memory.buffer);
    this.words = new Uint32Array(memory.buffer, STATE, STATE_WORDS * LANES);
    this.compress = compress;
    for (const [index, constant] of ROUND_WORDS.entries())
      for (let lane = 0; lane < LANES; lane++)
        this.view.setUint32(ROUND_CONSTANTS + 4 * (index * LANES + lane), constant, true);
  }

  /** Begins a message of so many bytes. */
  begin(sizeBytes: number): void {
    this.long = sizeBytes > LONG_BYTES ? createDigest() : null;
    if (this.long === null && this.start - MESSAGES + sizeBytes > ROOM_BYTES) this.run();
    this.at = this.start;
  }

  put(bytes: Uint8Array): void {
    if (bytes.length < SHORT_BYTES) return this.putRange(bytes, 0, bytes.length);
    if (this.long === null) this.heap.set(bytes, this.at);
    else this.long.update(bytes);
    this.at += bytes.length;
  }

  /** Bytes `from` to before `to`. */
  putRange(bytes: Uint8Array, from: number, to: number): void {
    const { heap, at, long } = this;
    if (long !== null) long.update(bytes.subarray(from, to));
    else if (to - from > SHORT_RANGE_BYTES) heap.set(bytes.subarray(from, to), at);
    else for (let index = from, out = at; index < to; index++, out++) heap[out] = bytes[index] ?? 0;
    this.at = at + to - from;
  }

  putU32(value: number): void {
    if (this.long !== null) this.long.update(u32be(value));
    else this.view.setUint32(this.at, value);
    this.at += 4;
  }

  end(): void {
    const { start, at, waiting, long } = this;
    if (long !== null) {
      this.longHashes.push(long.digest());
      this.long = null;
      waiting.push(0);
      return;
    }
    const blocks = Math.ceil((at - start + PADDING_BYTES) / BLOCK_BYTES);
    const end = start + blocks * BLOCK_BYTES;
    this.heap[at] = 0x80;
    this.view.setUint32(end - 4, 8 * (at - start));
    waiting.push(blocks);
    this.start = end;
  }

  /** Hashes of the messages since it was called last, which must be `count`, one behind the other. */
  take(count: number): Uint8Array<ArrayBuffer> {
    this.run();
    const [{ buffer }, hashed] = [this.hashes, this.hashed];
    this.hashed = 0;
    // What somebody left when an error came in between is not another's.
    if (hashed !== count) throw new Error("there are hashes of other messages");
    if (buffer.byteLength <= KEPT_BYTES) return new Uint8Array(buffer.slice(0, count * HASH_BYTES));
    this.hashes = noHashes();
    return new Uint8Array(buffer, 0, count * HASH_BYTES);
  }

  private run(): void {
    const { waiting, compress, left, place } = this;
    this.makeRoom(this.hashed + waiting.length);
    [this.next, this.from] = [0, MESSAGES];
    let active = LANES;
    for (let lane = 0; lane < LANES; lane++) if (!this.beginLane(lane)) active--;
    while (active > 0) {
      const blocks = Math.min(left[0] ?? 0, left[1] ?? 0, left[2] ?? 0, left[3] ?? 0);
      compress(blocks, place[0] ?? 0, place[1] ?? 0, place[2] ?? 0, place[3] ?? 0);
      for (let lane = 0; lane < LANES; lane++) {
        const rest = (left[lane] ?? 0) - blocks;
        if (left[lane] === IDLE) continue;
        left[lane] = rest;
        place[lane] = (place[lane] ?? 0) + blocks * BLOCK_BYTES;
        if (rest > 0) continue;
        this.write(lane);
        if (!this.beginLane(lane)) active--;
      }
    }
    this.hashed += waiting.length;
    waiting.length = 0;
    // What is written next stands among zeros.
    this.heap.fill(0, MESSAGES, this.start);
    this.start = MESSAGES;
  }

  /** @returns whether there was a message left; a lane without one goes along for nothing, at the place of the first */
  private beginLane(lane: number): boolean {
    const { waiting, message, left, place, words } = this;
    while (waiting[this.next] === 0) this.writeLong(this.hashed + this.next++);
    const blocks = waiting[this.next];
    left[lane] = blocks ?? IDLE;
    place[lane] = blocks === undefined ? MESSAGES : this.from;
    if (blocks === undefined) return false;
    message[lane] = this.hashed + this.next++;
    this.from += blocks * BLOCK_BYTES;
    for (let word = 0, at = lane; word < STATE_WORDS; word++, at += LANES)
      words[at] = INITIAL_STATE[word] ?? 0;
    return true;
  }

  private writeLong(index: number): void {
    new Uint8Array(this.hashes.buffer).set(this.longHashes.shift() ?? [], index * HASH_BYTES);
  }

  private write(lane: number): void {
    const { hashes, words } = this;
    let out = (this.message[lane] ?? 0) * HASH_BYTES;
    for (let word = 0, at = lane; word < STATE_WORDS; word++, at += LANES, out += 4)
      hashes.setUint32(out, words[at] ?? 0);
  }

  private makeRoom(count: number): void {
    if (count * HASH_BYTES <= this.hashes.byteLength) return;
    const grown = new Uint8Array(Math.max(count * HASH_BYTES, 2 * this.hashes.byteLength));
    grown.set(new Uint8Array(this.hashes.buffer));
    this.hashes = new DataView(grown.buffer);
  }
}
