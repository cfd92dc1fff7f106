import type {
  DeviceEvent,
  DeviceSession,
  EventTime,
  FrameCounters,
  LineErrorKind,
  NumericEvent,
  StatusEvent,
} from "../contract.ts";

/** A scanner's answer when the bytes may be the beginning of a frame whose rest has not come. */
export const WAIT = 0;

/** What a protocol has at hand. */
export interface Line {
  readonly counters: FrameCounters;
  /** Milliseconds since 1970 of the bytes that are being looked at. */
  readonly now: () => number;
  /** Time of what is being read, with the instrument's own where it sends one. */
  at(deviceMilliseconds?: number): EventTime;
  emit(event: DeviceEvent): void;
  status(id: string, text: string, level: StatusEvent["level"]): void;
  send(bytes: Uint8Array): void;
  /** @returns n; says that a frame of n bytes was right */
  good(n: number): number;
  /** @returns 1, the start byte that is dropped; says that a complete frame was wrong */
  bad(): number;
  /** @returns n; says that n bytes belong to no frame */
  skip(n: number): number;
}

export interface Protocol {
  /** Longest frame in bytes: what is kept back never exceeds it by more than one. */
  readonly maxFrameBytes: number;
  /**
   * Looks at the bytes from `start` to `end`. Its answer must not change when more bytes follow, unless it is `WAIT`.
   * @param isLast nothing follows these bytes any more: what is complete but waits for its successor may be taken
   * @returns how many bytes are done with, or `WAIT`
   */
  scan(bytes: Uint8Array, start: number, end: number, isLast: boolean): number;
  /**
   * A frame that waits goes on waiting as long as none of these bytes comes, nor was the last that came, and it has no more than `within`
   * bytes: until then it need not be looked at again.
   */
  readonly marks?: { readonly bytes: readonly number[]; readonly within: number };
  /** Time has passed. */
  tick?(now: number): void;
  /** Bytes are missing between those before and those after. */
  interrupted?(): void;
  /** Something that was put out has gone to the line. */
  taken?(now: number): void;
  /** A free-running instrument that says nothing for so long is stuck or unplugged. */
  readonly silentAfterMs?: number;
}

/** Nothing understood for so long, although bytes come: wrong speed, parity or instrument. */
const UNREADABLE_AFTER_MS = 5_000;
const UNREADABLE_BYTES = 200;

/**
 * The part of a session that all protocols share: it holds back incomplete frames, counts, resynchronises and watches for silence
 * (devices.md §0).
 */
export function createStreamSession(startedAt: number, define: (line: Line) => Protocol): DeviceSession {
  const counters: FrameCounters = { bytes: 0, good: 0, bad: 0, skippedBytes: 0, gaps: 0, lineErrors: 0 };
  let events: DeviceEvent[] = [];
  let outgoing: Uint8Array[] = [];
  let now = startedAt;
  let kept: Uint8Array = new Uint8Array(0);
  let keptLength = 0;
  let understoodAt = startedAt;
  let goodBefore = 0;
  let bytesAtGood = 0;
  let heardAt: number | undefined;
  let isSilent = false;
  let isUnreadable = false;

  const line: Line = {
    counters,
    now: () => now,
    at: (device) =>
      device === undefined
        ? { receivedAt: now }
        : { receivedAt: now, device: { milliseconds: device, clock: "absolute" } },
    emit: (event) => void events.push(event),
    status: (id, text, level) => void events.push({ kind: "status", at: line.at(), id, text, level }),
    send: (bytes) => void outgoing.push(bytes),
    good: (n) => {
      counters.good++;
      return n;
    },
    bad: () => {
      counters.bad++;
      return line.skip(1);
    },
    skip: (n) => {
      counters.skippedBytes += n;
      return n;
    },
  };
  const protocol = define(line);

  const scanAll = (bytes: Uint8Array, end: number, isLast: boolean): number => {
    let start = 0;
    while (start < end) {
      const done = protocol.scan(bytes, start, end, isLast);
      if (done !== WAIT) start += done;
      else if (isLast) start += line.skip(1);
      else if (end - start > protocol.maxFrameBytes) start += line.skip(1);
      else break;
    }
    return start;
  };

  const keep = (bytes: Uint8Array): void => {
    if (kept.length < bytes.length) kept = new Uint8Array(Math.max(bytes.length, 64));
    kept.set(bytes);
    keptLength = bytes.length;
  };

  const joined = (bytes: Uint8Array): Uint8Array => {
    const all = new Uint8Array(keptLength + bytes.length);
    all.set(kept.subarray(0, keptLength));
    all.set(bytes, keptLength);
    return all;
  };

  /** Takes bytes that cannot end the frame which waits: long frames that come in small pieces are read once, not once a piece. */
  const goesOnWaiting = (bytes: Uint8Array): boolean => {
    const { marks } = protocol;
    const length = keptLength + bytes.length;
    if (marks === undefined || keptLength === 0 || length > marks.within) return false;
    const last = kept[keptLength - 1];
    for (const mark of marks.bytes) if (mark === last || bytes.includes(mark)) return false;
    if (kept.length < length) {
      const wider = new Uint8Array(2 * length);
      wider.set(kept.subarray(0, keptLength));
      kept = wider;
    }
    kept.set(bytes, keptLength);
    keptLength = length;
    return true;
  };

  const drain = (): DeviceEvent[] => {
    const out = events;
    events = [];
    return out;
  };

  const noteGood = (): void => {
    if (counters.good === goodBefore) return;
    goodBefore = counters.good;
    bytesAtGood = counters.bytes;
    understoodAt = now;
    isUnreadable = false;
  };

  return {
    counters,
    push(bytes, receivedAt) {
      now = receivedAt;
      if (bytes.length === 0) return drain();
      heardAt = receivedAt;
      isSilent = false;
      counters.bytes += bytes.length;
      if (!goesOnWaiting(bytes)) {
        const all = keptLength === 0 ? bytes : joined(bytes);
        keep(all.subarray(scanAll(all, all.length, false)));
      }
      noteGood();
      return drain();
    },
    tick(time) {
      now = time;
      const { silentAfterMs } = protocol;
      if (silentAfterMs !== undefined && !isSilent && time - (heardAt ?? startedAt) >= silentAfterMs) {
        isSilent = true;
        line.status("silent", "The instrument sends nothing.", "warning");
      }
      const strange = counters.bytes - bytesAtGood;
      if (!isUnreadable && strange >= UNREADABLE_BYTES && time - understoodAt >= UNREADABLE_AFTER_MS) {
        isUnreadable = true;
        line.status(
          "unreadable",
          "Bytes come, but none of them is understood: check the speed, the parity and which instrument it is.",
          "warning",
        );
      }
      protocol.tick?.(time);
      return drain();
    },
    takeOutgoing() {
      const out = outgoing;
      outgoing = [];
      if (out.length > 0) protocol.taken?.(now);
      return out;
    },
    lineError(kind, at) {
      now = at;
      counters.lineErrors++;
      // What came after the lost bytes must not be read as the rest of what came before them.
      scanAll(kept, keptLength, true);
      keptLength = 0;
      protocol.interrupted?.();
      noteGood();
      line.status(`line-${kind}`, LINE_ERRORS[kind], "warning");
      return drain();
    },
  };
}

const LINE_ERRORS: Readonly<Record<LineErrorKind, string>> = {
  parity: "A byte came with the wrong parity.",
  framing: "A byte was not framed as the line is set.",
  break: "The line was broken.",
  overrun: "Bytes came faster than they were taken.",
  unplugged: "The cable was unplugged.",
};

/** Builds a numeric value, or says why there is none. */
export function numeric(
  line: Line,
  code: NumericEvent["code"],
  unit: string | null,
  value: number | NonNullable<NumericEvent["absent"]>,
  more: Partial<Pick<NumericEvent, "quality" | "text" | "at">> = {},
): void {
  const at = more.at ?? line.at();
  const event: { -readonly [Member in keyof NumericEvent]: NumericEvent[Member] } =
    typeof value === "number"
      ? { kind: "numeric", at, code, value, unit }
      : { kind: "numeric", at, code, value: null, absent: value, unit };
  if (more.quality !== undefined) event.quality = more.quality;
  if (more.text !== undefined) event.text = more.text;
  line.emit(event);
}
