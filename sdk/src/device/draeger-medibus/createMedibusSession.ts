import type { DeviceSession, SessionOptions } from "../contract.ts";
import { toLatin1 } from "../stream/ascii.ts";
import { createStreamSession, type Line, type Protocol } from "../stream/createStreamSession.ts";
import { CODE, createHost, type Host } from "./createHost.ts";
import { createPageReader } from "./createPageReader.ts";
import { createRealtimeReader } from "./createRealtimeReader.ts";
import { createRealtimeWaves } from "./createRealtimeWaves.ts";
import { createSlowReader, type SlowFrame } from "./frames.ts";
import { parseClock, parseIdentity, parseStreams, type StreamRange } from "./parseResponses.ts";

const FAST = 0x80;

function define(line: Line, options: SessionOptions): { protocol: Protocol; host: Host } {
  const waves = createRealtimeWaves(line);
  const readPage = createPageReader(line);
  let deviceId = "";
  let ranges: readonly StreamRange[] = [];
  let isStrange = false;
  const host = createHost(line, options.startedAt, options.wantsWaves === true, (streams) => {
    waves.use(streams, deviceId);
  });

  const identify = (data: string): boolean => {
    const identity = parseIdentity(data);
    if (identity === undefined) return data === "";
    deviceId = identity.id;
    line.emit({
      kind: "identity",
      at: line.at(),
      manufacturer: "Dräger",
      model: `${identity.name} (${identity.id})`,
      software: identity.software,
    });
    host.identified(identity);
    return true;
  };

  const tellClock = (data: string): boolean => {
    const time = parseClock(data);
    if (time === undefined) return data === "";
    const at = line.at(time);
    line.emit({
      kind: "status",
      at,
      id: "clock",
      text: new Date(time).toISOString().slice(0, 19),
      level: "info",
    });
    return true;
  };

  const offer = (data: string): boolean => {
    const found = parseStreams(data);
    if (found === undefined) return false;
    ranges = found;
    host.offered(found);
    return true;
  };

  const understand = ({ code, data }: SlowFrame): boolean => {
    const page = readPage(code, data, deviceId);
    if (page !== "other") return page === "read";
    if (code === CODE.identify) return identify(data);
    if (code === CODE.clock) return tellClock(data);
    if (code === CODE.streams) return offer(data);
    if (data !== "")
      line.emit({ kind: "unknown", at: line.at(), id: code.toString(16), bytes: toLatin1(data) });
    return true;
  };

  /** In a recording of both directions the host's own configuration says what the streams are. */
  const follow = (data: string): void => {
    const streams = (data.match(/.{4}/g) ?? []).flatMap((entry) => {
      const multiplier = Number(entry.slice(2));
      const range = ranges.find((known) => known.code === entry.slice(0, 2));
      return range === undefined || !(multiplier > 0) ? [] : [{ range, multiplier }];
    });
    if (streams.length > 0) waves.use(streams, deviceId);
  };

  const slow = createSlowReader({
    good(frame) {
      line.good(0);
      host.heard(line.now());
      if (frame.isCommand) {
        if (frame.code === CODE.configure) follow(frame.data);
        return host.command(frame);
      }
      if (understand(frame)) return host.answered(frame.code);
      line.counters.bad++;
      line.emit({ kind: "unknown", at: line.at(), id: frame.code.toString(16), bytes: toLatin1(frame.data) });
      return host.answered(frame.code);
    },
    bad: () => void line.counters.bad++,
    skipped: (count) => void line.skip(count),
  });

  const fast = createRealtimeReader({
    value(stream, bin) {
      if (waves.add(stream, bin) || isStrange) return;
      isStrange = true;
      line.status("streams-unknown", "Real-time values come, but nobody said what they are.", "warning");
    },
    corrupt() {
      line.counters.gaps++;
      waves.cut();
    },
    phase(kind) {
      line.status(kind, kind === "inspiration" ? "Inspiration begins." : "Expiration begins.", "info");
    },
    skipped: (count) => void line.skip(count),
  });

  const protocol: Protocol = {
    // Every byte is taken at once: what is begun lives in the two readers, which are bounded by the longest frame.
    maxFrameBytes: 1,
    scan(bytes, start, end) {
      for (let index = start; index < end; index++) {
        const byte = bytes[index] ?? 0;
        if (byte < FAST) slow.take(byte);
        else fast.take(byte);
      }
      return end - start;
    },
    tick(now) {
      waves.tick(now);
      host.tick(now);
    },
    interrupted() {
      slow.clear();
      fast.clear();
      waves.cut();
    },
  };
  return { protocol, host };
}

export function createMedibusSession(options: SessionOptions): DeviceSession {
  let host: Host | undefined;
  const session = createStreamSession(options.startedAt, (line) => {
    const made = define(line, options);
    ({ host } = made);
    return made.protocol;
  });
  return { ...session, close: () => host?.close() ?? [] };
}
