import { counted, listOf, u16, u32 } from "../framing/bigEndian.ts";

/** OSI constants of the association (Philips Data Export Interface Programming Guide; devices.md §1). */
const SESSION_DATA = [0x05, 0x08, 0x13, 0x01, 0x00, 0x16, 0x01, 0x02, 0x80, 0x00, 0x14, 0x02, 0x00, 0x02];
const OID = [0x06, 0x0c, 0x2a, 0x86, 0x48, 0xce, 0x14, 0x02, 0x01, 0x00, 0x00, 0x00];
const BER_INTEGERS = [0x31, 0x80, 0xa0, 0x80, 0x80, 0x01, 0x01, 0, 0, 0xa2, 0x80, 0xa0, 0x03, 0, 0, 0x01];
const BER_CONTEXT = [
  164,
  128,
  48,
  128,
  2,
  1,
  1,
  6,
  4,
  82,
  1,
  0,
  1,
  48,
  128,
  6,
  2,
  81,
  1,
  0,
  0,
  0,
  0,
  48,
  128,
  2,
  1,
  2,
  ...OID,
  1,
  1,
  48,
  128,
  ...OID,
  2,
  1,
  0,
  0,
  0,
  0,
  0,
  0,
];
const BER_USER = [
  97,
  128,
  48,
  128,
  2,
  1,
  1,
  160,
  128,
  96,
  128,
  161,
  128,
  ...OID,
  3,
  1,
  0,
  0,
  190,
  128,
  40,
  128,
  ...OID,
  1,
  1,
  2,
  1,
  2,
  129,
];

export const EXT_POLL_NUMERICS = 0x80000000;
export const EXT_POLL_WAVES = 0x08000000;
const EXT_POLL_ENUMERATIONS = 0x04000000;
/** Longest message we take, in bytes. */
const MTU = 1456;
/** 1 s in ticks of 125 µs. */
export const SECOND = 8_000;

/** First byte of a session message. */
export const SESSION = {
  request: 0x0d,
  accept: 0x0e,
  refuse: 0x0c,
  release: 0x09,
  released: 0x0a,
  abort: 0x19,
  data: 0xe1,
} as const;

function lengthOf(size: number): number[] {
  return size <= 0xfe ? [size] : [0xff, ...u16(size)];
}

/** @param first 0D to ask, 0E to accept */
export function association(first: number, user: readonly number[]): Uint8Array {
  const presentation = [
    ...BER_INTEGERS,
    ...BER_CONTEXT,
    ...BER_USER,
    ...lengthOf(user.length),
    ...user,
    ...Array.from({ length: 16 }, () => 0),
  ];
  const session = [...SESSION_DATA, 0xc1, ...lengthOf(presentation.length), ...presentation];
  return Uint8Array.from([first, ...lengthOf(session.length), ...session]);
}

/** User information of the association: what this side can do. */
export function pollProfile(options: number, startup: number, system: number): number[] {
  const extended = [...u16(0xf001), ...counted([...u32(options), ...u32(0)])];
  const profile = [...u32(0x80000000), ...u32(SECOND), ...u32(MTU), ...u32(MTU), ...u32(0xffffffff)];
  const attribute = [...u16(0x0001), ...counted([...profile, ...u32(0x60000000), ...listOf([extended])])];
  return [
    ...u32(0x80000000),
    ...u32(0x40000000),
    ...u32(0),
    ...u32(system),
    ...u32(startup),
    ...listOf([]),
    ...listOf([attribute]),
  ];
}

export function associationRequest(wantsWaves: boolean): Uint8Array {
  const options = EXT_POLL_NUMERICS + (wantsWaves ? EXT_POLL_WAVES : 0) + EXT_POLL_ENUMERATIONS;
  return association(SESSION.request, pollProfile(options, 0x20000000, 0x80000000));
}

const RELEASE = [0xc1, 0x16, 0x61, 0x80, 0x30, 0x80, 0x02, 0x01, 0x01, 0xa0, 0x80];

/** @param kind release or its answer */
export function release(kind: "ask" | "answer"): Uint8Array {
  const tag = kind === "ask" ? 0x62 : 0x63;
  const first = kind === "ask" ? SESSION.release : SESSION.released;
  return Uint8Array.from([first, 0x18, ...RELEASE, tag, 0x80, 0x80, 0x01, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
}

/** Remote operations. */
export const RO = { invoke: 1, result: 2, error: 3, linked: 5 } as const;
export const COMMAND = { confirmedEvent: 1, get: 3, confirmedSet: 5, confirmedAction: 7 } as const;
export const ACTION = { poll: 0x0c16, extendedPoll: 0xf13b } as const;
export const OBJECT = { mds: 0x0021, numerics: 0x0006, waves: 0x0009, alerts: 0x0036 } as const;
export const MDS_CREATED = 0x0d06;
/** How long an extended poll keeps on sending, in ticks: the attribute of `extendedPoll`. */
export const ATTRIBUTE_POLL_TIME = 0xf13e;
export const ATTRIBUTE_WAVE_LIST = 0xf23a;
const MDS_ROOT = [...u16(OBJECT.mds), 0, 0, 0, 0];

export function operation(
  kind: number,
  invokeId: number,
  command: number,
  argument: readonly number[],
): Uint8Array {
  const body = [...u16(invokeId), ...u16(command), ...counted(argument)];
  return Uint8Array.from([SESSION.data, 0, 0, 2, ...u16(kind), ...counted(body)]);
}

/** Answer to the MDS create event, without which the monitor drops the link. */
export function createReply(invokeId: number, object: Uint8Array, monitorTime: number): Uint8Array {
  const argument = [...object, ...u32(monitorTime), ...u16(MDS_CREATED), 0, 0];
  return operation(RO.result, invokeId, COMMAND.confirmedEvent, argument);
}

export interface PollRequest {
  readonly invokeId: number;
  readonly pollNumber: number;
  readonly object: number;
  readonly group: number;
  /** Ticks of 125 µs; an extended poll where it is given. */
  readonly lasting?: number;
}

export function poll(request: PollRequest): Uint8Array {
  const { invokeId, pollNumber, object, group, lasting } = request;
  const what = [...u16(pollNumber), ...u16(1), ...u16(object), ...u16(group)];
  const more = lasting === undefined ? [] : listOf([[...u16(ATTRIBUTE_POLL_TIME), ...counted(u32(lasting))]]);
  const action = lasting === undefined ? ACTION.poll : ACTION.extendedPoll;
  const argument = [...MDS_ROOT, ...u32(0), ...u16(action), ...counted([...what, ...more])];
  return operation(RO.invoke, invokeId, COMMAND.confirmedAction, argument);
}

/** Asks which waves the export port is set to send. */
export function getWaveList(invokeId: number): Uint8Array {
  const argument = [...MDS_ROOT, ...u32(0), ...listOf([u16(ATTRIBUTE_WAVE_LIST)])];
  return operation(RO.invoke, invokeId, COMMAND.get, argument);
}

/** Says which waves the export port shall send; it changes nothing that the monitor shows or does. */
export function setWaveList(invokeId: number, labels: readonly number[]): Uint8Array {
  const value = listOf(labels.map(u32));
  const change = [0, 0, ...u16(ATTRIBUTE_WAVE_LIST), ...counted(value)];
  const argument = [...MDS_ROOT, ...u32(0), ...listOf([change])];
  return operation(RO.invoke, invokeId, COMMAND.confirmedSet, argument);
}
