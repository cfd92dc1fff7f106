export interface RealtimeSink {
  /** Of a whole record. @param stream 1 to 12 @param bin 0 to 4095 */
  readonly value: (stream: number, bin: number) => void;
  /** A record was cut short, or the instrument says that it is wrong. */
  readonly corrupt: () => void;
  readonly phase: (kind: "inspiration" | "expiration") => void;
  readonly skipped: (count: number) => void;
}

const SYNC = 0xd0;
const COMMAND = 0xc0;
const END = 0xc0;
const ENABLED_5_TO_8 = 0xc4;
const ENABLED_9_TO_12 = 0xc5;
const BREATH = 0xc6;
const DATA_CORRUPT = 0xcf;

function streamsOf(mask: number, first: number): number[] {
  return [0, 1, 2, 3].filter((bit) => mask & (1 << bit)).map((bit) => first + bit);
}

/**
 * The fast stream: bytes from 80 on (devices.md §2). A record is a sync byte and two bytes for each stream it names; it is told only
 * when all of it came, since the stream has no checksum.
 */
export function createRealtimeReader(sink: RealtimeSink): { take(byte: number): void; clear(): void } {
  let streams: readonly number[] = [];
  let others: readonly [number, number] = [0, 0];
  /** By the mask of the sync byte, while `others` stay as they are. */
  let known = new Map<number, readonly number[]>();
  const values = new Uint16Array(12);
  let count = 0;
  let low = -1;
  let command = -1;
  let mode: "lost" | "record" | "commands" = "lost";

  const lose = (): void => {
    if (mode === "record") sink.corrupt();
    mode = "lost";
  };

  const runCommand = (argument: number): void => {
    const mask = argument & 15;
    if (command === ENABLED_5_TO_8) enable([mask, others[1]]);
    else if (command === ENABLED_9_TO_12) enable([others[0], mask]);
    else if (command === BREATH && argument === 0xc0) sink.phase("inspiration");
    else if (command === BREATH && argument === 0xc1) sink.phase("expiration");
    else if (command === DATA_CORRUPT) sink.corrupt();
  };

  const enable = (masks: readonly [number, number]): void => {
    others = masks;
    known = new Map();
  };

  const streamsBy = (mask: number): readonly number[] => {
    const found = known.get(mask) ?? [
      ...streamsOf(mask, 1),
      ...streamsOf(others[0], 5),
      ...streamsOf(others[1], 9),
    ];
    known.set(mask, found);
    return found;
  };

  const sync = (mask: number): void => {
    lose();
    streams = streamsBy(mask);
    count = 0;
    low = -1;
    command = -1;
    mode = "record";
  };

  const takeValue = (six: number): void => {
    if (mode !== "record") return sink.skipped(1);
    if (low < 0) {
      low = six;
      return undefined;
    }
    values[count++] = low | (six << 6);
    low = -1;
    if (count < streams.length) return undefined;
    streams.forEach((stream, index) => sink.value(stream, values[index] ?? 0));
    mode = "lost";
    return undefined;
  };

  const takeCommand = (byte: number): void => {
    // A command after values have begun means that some of them are missing.
    if (mode === "record" && (count > 0 || low >= 0)) lose();
    if (mode === "lost") return sink.skipped(1);
    mode = "commands";
    if (command < 0) {
      command = byte;
      return undefined;
    }
    if (command === END && byte === END) mode = "lost";
    else runCommand(byte);
    command = -1;
    return undefined;
  };

  return {
    take(byte) {
      if (byte >= 0xe0) {
        lose();
        sink.skipped(1);
      } else if (byte >= SYNC) sync(byte & 15);
      else if (byte >= COMMAND) takeCommand(byte);
      else takeValue(byte & 0x3f);
    },
    clear: lose,
  };
}
