import type { DeviceSimulator, SimulatorOptions } from "../simulator.ts";
import { createOutbox } from "../stream/createOutbox.ts";
import { CODE } from "./createHost.ts";
import { createSlowReader, encodeSlow, ESC, SOH, type SlowFrame } from "./frames.ts";

const INITIALISE_EVERY_MS = 3_000;
const HOST_SILENT_MS = 3_000;
const ECHO_WITHIN_MS = 10_000;
const NOP_EVERY_MS = 2_000;
const INTERVAL_MS = 16;

interface Stream {
  readonly code: string;
  readonly min: number;
  readonly max: number;
  readonly maxBin: number;
  readonly at: (seconds: number) => number;
}

/**
 * An Evita in software: it calls until it is answered, wants its own greeting back, and calls anew when the host says nothing for
 * three seconds or does not echo its NOP.
 */
export function createMedibusSimulator(options: SimulatorOptions): DeviceSimulator {
  const { model, startedAt } = options;
  const outbox = createOutbox();
  let now = startedAt;
  let isAnswered = false;
  let isGreeted = false;
  let calledAt = -Infinity;
  let heardAt = startedAt;
  let nopAt = startedAt;
  let echoDueAt = Infinity;
  let configured: string[] = [];
  let enabled = 0;
  let sampledAt = startedAt;

  const streams: readonly Stream[] = [
    { code: "00", min: -10, max: 100, maxBin: 880, at: (s) => 10 + 8 * (model.at("respiration", s) ?? 0) },
    { code: "01", min: -200, max: 200, maxBin: 4000, at: (s) => 30 * (model.at("respiration", s) ?? 0) },
    { code: "06", min: 0, max: 100, maxBin: 1000, at: (s) => model.at("co2", s) ?? 0 },
  ];
  const column = (text: string | number, width: number): string => String(text).padEnd(width);
  const seconds = (): number => (now - startedAt) / 1000;

  const reading = (code: string, value: number | undefined, width = 4): string =>
    value === undefined ? "" : code + column(value, width);

  const measured = (): string => {
    const s = seconds();
    return [
      reading("EB", model.at("spo2", s)),
      reading("E1", model.at("heartRate", s)),
      reading("D6", model.at("respiratoryRate", s)),
      reading("E6", model.at("endTidalCo2", s)),
      reading("78", 5),
      reading("7D", 18),
      reading("82", 0.48),
    ].join("");
  };

  const alarms = (): string => {
    const saturation = model.at("spo2", seconds());
    return saturation !== undefined && saturation < 90
      ? `${String.fromCharCode(0x30 + 28)}EB${column("SPO2 LOW", 12)}`
      : "";
  };

  const clock = (): string => {
    const [date = "", time = ""] = new Date(now).toISOString().split("T");
    const [year = "", month = "", day = ""] = date.split("-");
    const name = ["JAN", "FEB", "MAR", "APR", "MAI", "JUN", "JUL", "AUG", "SEP", "OKT", "NOV", "DEZ"][
      Number(month) - 1
    ];
    return `${time.slice(0, 8)}${day}-${name ?? ""}-${year.slice(2)}`;
  };

  const answers: ReadonlyMap<number, () => string> = new Map([
    [CODE.measured1, measured],
    [CODE.measured2, () => reading("13", model.at("bis", seconds()))],
    [CODE.settings, () => `${reading("01", 40, 5)}${reading("0B", 5, 5)}`],
    [CODE.low1, () => reading("EB", 90)],
    [CODE.high1, () => reading("EB", 100)],
    [CODE.alarms1, alarms],
    [CODE.texts, () => "1E7STANDBY\x03"],
    [CODE.clock, clock],
    [CODE.identify, () => "8240'Evita 4'04.00:04.03"],
    [
      CODE.streams,
      () =>
        streams
          .flatMap((s) => [
            s.code,
            "   16000",
            column(s.min, 5),
            column(s.max, 5),
            s.maxBin.toString(16).toUpperCase().padStart(3, "0"),
          ])
          .join(""),
    ],
    ...[CODE.nop, CODE.configure, CODE.initialise].map((code) => [code, () => ""] as const),
  ]);

  /** One record of the fast stream: the sync byte names the streams, each value is two bytes. */
  const record = (at: number): number[] => {
    const active = configured.map((code) => streams.find((stream) => stream.code === code));
    const bytes = [0xd0 | enabled];
    active.forEach((stream, index) => {
      if (stream === undefined || (enabled & (1 << index)) === 0) return;
      const share = (stream.at((at - startedAt) / 1000) - stream.min) / (stream.max - stream.min);
      const bin = Math.max(0, Math.min(stream.maxBin, Math.round(share * stream.maxBin)));
      bytes.push(0x80 | (bin & 0x3f), 0x80 | (bin >>> 6));
    });
    return bytes;
  };

  const sample = (until: number): void => {
    while (sampledAt + INTERVAL_MS <= until) {
      sampledAt += INTERVAL_MS;
      if (enabled !== 0) outbox.put(record(sampledAt));
    }
  };

  /** With the fast stream on, its bytes stand in the middle of a slow frame, as on the real line. */
  const send = (frame: Uint8Array): void => {
    const middle = frame.length >>> 1;
    outbox.put(frame.subarray(0, middle));
    sample(now);
    outbox.put(frame.subarray(middle));
  };

  const callAgain = (): void => {
    isAnswered = false;
    isGreeted = false;
    enabled = 0;
    echoDueAt = Infinity;
  };

  const take = (frame: SlowFrame): void => {
    if (!frame.isCommand) {
      if (frame.code === CODE.initialise) isAnswered = true;
      if (frame.code === CODE.nop) echoDueAt = Infinity;
      return;
    }
    if (frame.code === CODE.initialise) isGreeted = true;
    else if (frame.code === CODE.stop) {
      send(encodeSlow(SOH, CODE.stop));
      return callAgain();
    }
    if (!isGreeted) return;
    if (frame.code === CODE.configure)
      configured = (frame.data.match(/.{4}/g) ?? []).map((entry) => entry.slice(0, 2));
    const answer = answers.get(frame.code);
    send(answer === undefined ? encodeSlow(SOH, CODE.nak) : encodeSlow(SOH, frame.code, answer()));
  };

  const slow = createSlowReader({ good: take, bad: () => undefined, skipped: () => undefined });
  let fast: number[] = [];
  const takeFast = (byte: number): void => {
    fast = byte >= 0xd0 ? [byte] : [...fast, byte];
    const [sync, command, mask = 0, ...end] = fast;
    if (sync === 0xd0 && command === 0xc1 && end.length === 2) {
      enabled = mask & 15;
      sampledAt = now;
    }
  };

  return {
    receive(bytes, at) {
      now = at;
      heardAt = at;
      for (const byte of bytes) {
        if (byte < 0x80) slow.take(byte);
        else takeFast(byte);
      }
    },
    advance(at) {
      now = at;
      if (isGreeted && (at - heardAt > HOST_SILENT_MS || at > echoDueAt)) callAgain();
      sample(at);
      if (!(isAnswered && isGreeted)) {
        if (at - calledAt >= INITIALISE_EVERY_MS && !isAnswered) {
          calledAt = at;
          send(encodeSlow(ESC, CODE.initialise));
        }
      } else if (at - nopAt >= NOP_EVERY_MS) {
        nopAt = at;
        if (echoDueAt === Infinity) echoDueAt = at + ECHO_WITHIN_MS;
        send(encodeSlow(ESC, CODE.nop));
      }
      return outbox.take();
    },
  };
}
