export { type CaptureClock, SYSTEM_CLOCK } from "./capture/axis.ts";
export { beginCapture, type BeginCaptureOptions } from "./capture/beginCapture.ts";
export { type Capture, type CaptureOptions, MOST_CAPTURE_BYTES } from "./capture/Capture.ts";
export { createCapture } from "./capture/createCapture.ts";
export { resumeCapture } from "./capture/resumeCapture.ts";
export { CHAIN_MEDIA_TYPE, exportCapture } from "./bundle/exportCapture.ts";
export {
  type CaptureReading,
  readCapture,
  type ReadCaptureOptions,
  requireCaptureOf,
} from "./bundle/readCapture.ts";
export type {
  CapturedContent,
  CapturedDevice,
  CapturedNotice,
  CapturedNumeric,
  CapturedSeries,
  CapturedWave,
} from "./bundle/captured.ts";
export { type CaptureKey, captureKeyOf, createCaptureKey } from "./chain/captureKey.ts";
export type { ChainProblem, ChainProblemKind } from "./chain/verifyChain.ts";
export {
  checkStation,
  type CheckStationOptions,
  signStation,
  type StationRegistry,
} from "./chain/stationStatement.ts";
export type { AttachedDevice, NoteId } from "./recorder/operation.ts";
export { type CaptureStore, storeError, type StoredEntry } from "./store/CaptureStore.ts";
export { createIndexedDbStore } from "./store/createIndexedDbStore.ts";
export { createMemoryStore } from "./store/createMemoryStore.ts";
export { createSealedStore, type SealedStoreOptions } from "./store/createSealedStore.ts";
export {
  type CaptureBegin,
  type IdentifiedBy,
  IDENTIFIED_BY,
  type StationStatement,
  type Treatment,
} from "./types.ts";
export * from "./manual/index.ts";
