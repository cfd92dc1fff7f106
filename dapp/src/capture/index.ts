export type {
  CapturedInstrument,
  CaptureSeed,
  CaptureState,
  InstrumentSetup,
  LiveNumeric,
  LiveUpdate,
  ResumeSeed,
} from "./contract.ts";
export type { DeviceLink, LiveBook, LiveSnapshot, NumericLine, WaveLine } from "./live/createLiveBook.ts";
export { createTrend, TREND_MS, type Trend, type TrendPoint } from "./live/createTrend.ts";
export { createWaveRing, type WaveRing } from "./live/createWaveRing.ts";
export { type Freshness, freshnessOf } from "./live/freshness.ts";
export type { InstrumentSource, RecorderHost } from "./page/createRecorderHost.ts";
export { RecorderProvider, useCapture, useLive } from "./page/RecorderProvider.tsx";
