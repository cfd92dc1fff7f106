export type {
  AbsentReason,
  AlarmEvent,
  DeviceDriver,
  DeviceEvent,
  DeviceSession,
  EventTime,
  FrameCounters,
  IdentityEvent,
  LineErrorKind,
  LineSettings,
  MetricCode,
  NumericEvent,
  SessionOptions,
  StatusEvent,
  UnknownEvent,
  WaveEvent,
  WaveScale,
} from "./contract.ts";
export {
  decodeRecording,
  eventToJson,
  type NumericSummary,
  type RecordingSummary,
  type WaveSummary,
} from "./decodeRecording.ts";
export { DRIVERS, findDriver } from "./drivers.ts";
export { createIdentifier, type Identifier, settingsToTry } from "./identify.ts";
export type { DeviceSimulator, SimulatorOptions, Vital, VitalsModel } from "./simulator.ts";
