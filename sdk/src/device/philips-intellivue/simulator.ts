import { counted, listOf, u16, u32 } from "../framing/bigEndian.ts";
import { ByteReader } from "../framing/ByteReader.ts";
import { toMedicalFloat } from "../framing/medicalFloat.ts";
import type { DeviceSimulator, SimulatorOptions, Vital } from "../simulator.ts";
import { createOutbox } from "../stream/createOutbox.ts";
import { createStreamSession, type Line } from "../stream/createStreamSession.ts";
import { createLinkReader, encodeFrame, MAX_FRAME_BYTES } from "./link.ts";
import * as messages from "./messages.ts";

const { ACTION, COMMAND, OBJECT, RO, SESSION, operation } = messages;
const HOST_SILENT_MS = 10_000;
const WAVE_MS = 256;
const NAN = [0, 0x7f, 0xff, 0xff];
const MDS = [...u16(OBJECT.mds), 0, 0, 0, 0];

const NUMERICS: readonly (readonly [
  handle: number,
  id: number,
  unit: number,
  decimals: number,
  vital: Vital,
])[] = [
  [0x10, 0x4182, 0x0aa0, 0, "heartRate"],
  [0x11, 0x4bb8, 0x0220, 0, "spo2"],
  [0x12, 0x500a, 0x0ae0, 0, "respiratoryRate"],
  [0x13, 0x50b0, 0x0f20, 0, "endTidalCo2"],
  [0x14, 0x4b48, 0x17a0, 1, "temperature"],
];
const CUFF: readonly (readonly [id: number, vital: Vital])[] = [
  [0x4a05, "systolic"],
  [0x4a06, "diastolic"],
  [0x4a07, "mean"],
];

interface Stream {
  readonly number: number;
  readonly object: number;
  readonly invokeId: number;
  readonly endsAt: number;
  nextAt: number;
  sequence: number;
}

function attribute(id: number, value: readonly number[]): number[] {
  return [...u16(id), ...counted(value)];
}

function text(value: string): number[] {
  return counted(Array.from(`${value}\0`, (character) => u16(character.charCodeAt(0))).flat());
}

/**
 * An IntelliVue monitor in software. It accepts one host, drops it when the create event is not answered or nothing comes for ten
 * seconds, and stops an extended poll when its time is over.
 */
export function createIntellivueSimulator(options: SimulatorOptions): DeviceSimulator {
  const { model, startedAt } = options;
  const outbox = createOutbox();
  let now = startedAt;
  let phase: "idle" | "created" | "polled" = "idle";
  let heardAt = startedAt;
  let streams: Stream[] = [];

  const send = (message: Uint8Array): void => outbox.put(encodeFrame(message));
  const ticks = (at: number): number => Math.round((at - startedAt) * 8) >>> 0;

  const numeric = (id: number, unit: number, decimals: number, vital: Vital, seconds: number): number[] => {
    const value = model.at(vital, seconds);
    const float = value === undefined ? NAN : toMedicalFloat(value, decimals);
    return [...u16(id), ...u16(value === undefined ? 0x8000 : 0), ...u16(unit), ...float];
  };

  const numerics = (seconds: number): number[][] => [
    ...NUMERICS.map(([handle, id, unit, decimals, vital]) => [
      ...u16(handle),
      ...listOf([attribute(0x0950, numeric(id, unit, decimals, vital, seconds))]),
    ]),
    [
      ...u16(0x20),
      ...listOf([
        attribute(0x094b, listOf(CUFF.map(([id, vital]) => numeric(id, 0x0f20, 0, vital, seconds)))),
      ]),
    ],
  ];

  const waves = (seconds: number): number[][] => {
    const samples = (
      count: number,
      rate: number,
      vital: Vital,
      encode: (value: number) => number,
    ): number[] =>
      counted(
        Array.from({ length: count }, (_, index) =>
          u16(Math.round(encode(model.at(vital, seconds + index / rate) ?? 0)) & 0x3fff),
        ).flat(),
      );
    const spec = (count: number): number[] => attribute(0x096d, [...u16(count), 16, 14, 0, 0]);
    const ecgScale = [...toMedicalFloat(-40.96, 2), ...toMedicalFloat(40.955, 3), ...u16(0), ...u16(0x3fff)];
    return [
      [
        ...u16(0x30),
        ...listOf([
          spec(64),
          attribute(0x098d, u32(32)),
          attribute(0x0996, u16(0x10b2)),
          attribute(0x096f, ecgScale),
          attribute(0x096e, [...u16(0x0102), 0, 0, ...samples(64, 250, "ecg", (mV) => mV * 200 + 8192)]),
        ]),
      ],
      [
        ...u16(0x31),
        ...listOf([
          spec(32),
          attribute(0x098d, u32(64)),
          attribute(0x096f, [...NAN, ...NAN, 0, 0, ...u16(0x3fff)]),
          attribute(0x096e, [...u16(0x4bb4), 0, 0, ...samples(32, 125, "pleth", (part) => part * 10_000)]),
        ]),
      ],
    ];
  };

  const alarms = (seconds: number): number[][] => {
    const saturation = model.at("spo2", seconds);
    const low = saturation !== undefined && saturation < 90;
    const details = [...u16(1), ...u32(0), ...u16(1), ...u16(0), ...text("** SpO2 LOW")];
    const entry = [
      ...u16(0x4bb8),
      ...u16(0x0012),
      ...u16(0x0200),
      ...u16(0),
      ...MDS,
      ...u16(0x0204),
      ...counted(details),
    ];
    return [[...u16(1), ...listOf([attribute(0x0902, listOf(low ? [entry] : []))])]];
  };

  const contents = (object: number, at: number): number[][] => {
    const seconds = (at - startedAt) / 1000;
    if (object === OBJECT.numerics) return numerics(seconds);
    if (object === OBJECT.waves) return waves(seconds);
    return object === OBJECT.alerts ? alarms(seconds) : [];
  };

  const reply = (request: Stream, at: number, action: number): void => {
    const objects = contents(request.object, at);
    // Two linked parts, as a monitor does whose answer exceeds one message: a 5 and a final 2.
    const cut = objects.length > 3 ? 3 : 0;
    const parts = cut === 0 ? [objects] : [objects.slice(0, cut), objects.slice(cut)];
    parts.forEach((part, index) => {
      const sequence = action === ACTION.extendedPoll ? u16(request.sequence & 0xffff) : [];
      const head = [
        ...u16(request.number),
        ...sequence,
        ...u32(ticks(at)),
        ...Array.from({ length: 8 }, () => 0xff),
      ];
      const body = [...head, ...u16(1), ...u16(request.object), 0, 0, ...listOf([[0, 0, ...listOf(part)]])];
      const argument = [...MDS, ...u16(action), ...counted(body)];
      const isLast = index === parts.length - 1;
      const message = operation(RO.result, request.invokeId, COMMAND.confirmedAction, argument);
      if (isLast) return send(message);
      const linked = [1, 1, ...message.subarray(8)];
      return send(Uint8Array.from([SESSION.data, 0, 0, 2, ...u16(RO.linked), ...counted(linked)]));
    });
    request.sequence++;
  };

  const associate = (): void => {
    if (phase !== "idle") return send(Uint8Array.from([SESSION.refuse, 0]));
    phase = "created";
    send(messages.association(SESSION.accept, messages.pollProfile(0x8e000000, 0x80000000, 0x00800000)));
    const name = (value: string): number[] =>
      counted(Array.from(value, (character) => character.charCodeAt(0)));
    const serial = [...u16(1), ...u16(8), ...name("SIM0000001")];
    const attributes = listOf([
      attribute(0x0928, [...name("Philips"), ...name("SIMULATED")]),
      attribute(0x092d, listOf([serial])),
      attribute(0x0946, u16(0x4000)),
    ]);
    const event = [
      ...MDS,
      ...u32(ticks(now)),
      ...u16(messages.MDS_CREATED),
      ...counted([...MDS, ...attributes]),
    ];
    send(operation(RO.invoke, 1, COMMAND.confirmedEvent, event));
  };

  const takePoll = (argument: ByteReader, invokeId: number): void => {
    argument.skip(10);
    const action = argument.u16();
    const body = argument.part(argument.u16());
    const number = body.u16();
    body.skip(2);
    const object = body.u16();
    body.skip(2);
    const request: Stream = { number, object, invokeId, endsAt: now, nextAt: now, sequence: 1 };
    if (body.isShort) return;
    if (action === ACTION.poll) return reply(request, now, action);
    body.skip(8);
    const endsAt = now + body.u32() / 8;
    if (body.isShort) return;
    const running = streams.find((stream) => stream.object === object);
    streams = streams.filter((stream) => stream !== running);
    streams.push({ ...(running ?? request), number, invokeId, endsAt });
  };

  const takeOperation = (data: Uint8Array): void => {
    const reader = new ByteReader(data, 4);
    const kind = reader.u16();
    reader.u16();
    const invokeId = reader.u16();
    const command = reader.u16();
    const argument = reader.part(reader.u16());
    if (reader.isShort) return undefined;
    if (kind === RO.result && command === COMMAND.confirmedEvent && phase === "created") {
      phase = "polled";
      return undefined;
    }
    if (kind !== RO.invoke || phase !== "polled") return undefined;
    if (command === COMMAND.confirmedAction) return takePoll(argument, invokeId);
    if (command !== COMMAND.get) return undefined;
    const list = attribute(messages.ATTRIBUTE_WAVE_LIST, listOf([u32(0x00020102), u32(0x00024bb4)]));
    return send(operation(RO.result, invokeId, COMMAND.get, [...MDS, ...listOf([list])]));
  };

  const drop = (): void => {
    phase = "idle";
    streams = [];
  };

  const take = (data: Uint8Array): void => {
    heardAt = now;
    if (data[0] === SESSION.request && data.length > 200) associate();
    else if (data[0] === SESSION.release) {
      send(messages.release("answer"));
      drop();
    } else if (data[0] === SESSION.data) takeOperation(data);
  };

  const input = createStreamSession(startedAt, (line: Line) => {
    const link = createLinkReader(line, take, () => undefined);
    return { maxFrameBytes: MAX_FRAME_BYTES, scan: link.scan };
  });

  const stream = (until: number): void => {
    for (const running of streams) {
      const period = running.object === OBJECT.waves ? WAVE_MS : 1_000;
      while (running.nextAt <= Math.min(until, running.endsAt)) {
        reply(running, running.nextAt, ACTION.extendedPoll);
        running.nextAt += period;
      }
    }
  };

  return {
    receive(bytes, at) {
      now = at;
      input.push(bytes, at);
    },
    advance(at) {
      now = at;
      if (phase !== "idle" && at - heardAt > HOST_SILENT_MS) {
        drop();
        send(Uint8Array.from([SESSION.abort, 0]));
      }
      stream(at);
      return outbox.take();
    },
  };
}
