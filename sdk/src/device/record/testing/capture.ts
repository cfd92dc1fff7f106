import { toHex, type Hex } from "../../../codec/index.ts";
import type { DeviceEvent, MetricCode, NumericEvent, WaveEvent } from "../../contract.ts";
import { beginCapture } from "../capture/beginCapture.ts";
import type { CaptureClock } from "../capture/axis.ts";
import { type CaptureKey, createCaptureKey } from "../chain/captureKey.ts";
import type { Capture } from "../capture/Capture.ts";
import { createCapture } from "../capture/createCapture.ts";
import { exportCapture } from "../bundle/exportCapture.ts";
import type { AttachedDevice } from "../recorder/operation.ts";
import type { CaptureStore } from "../store/CaptureStore.ts";
import { createMemoryStore } from "../store/createMemoryStore.ts";
import type { CaptureBegin } from "../types.ts";

export const T0 = Date.UTC(2026, 10, 21, 8, 0, 0);

export const id = (byte: number): Hex => toHex(new Uint8Array(32).fill(byte));
export const PATIENT = id(1);
export const DOCTOR = id(2);

/** A clock that the test moves. */
export function handClock(): CaptureClock & { advance(ms: number): void; jump(ms: number): void } {
  let wall = T0;
  let monotonic = 5_000;
  return {
    wall: () => wall,
    monotonic: () => monotonic,
    advance(ms) {
      wall += ms;
      monotonic += ms;
    },
    jump(ms) {
      wall += ms;
    },
  };
}

export const treatment = (): Parameters<typeof beginCapture>[0]["treatment"] & object => ({
  chainId: 31_337,
  treatmentId: id(3),
  institution: id(4),
  patient: PATIENT,
  doctor: DOCTOR,
  notBefore: T0 / 1000 - 3_600,
  notAfter: T0 / 1000 + 36_000,
});

export function beginFor(
  key: Pick<CaptureKey, "spki">,
  more: { readonly isDemonstration?: boolean } = {},
): CaptureBegin {
  return beginCapture({
    treatment: more.isDemonstration === true ? null : treatment(),
    identified: { patient: PATIENT, by: DOCTOR, how: "wallet" },
    station: id(5),
    key,
    now: T0,
  });
}

export const monitor = (key = "1"): AttachedDevice => ({
  key,
  driver: "intellivue",
  driverVersion: "1.0.0",
  label: "Philips IntelliVue",
  manufacturer: "Philips",
});

export const HEART_RATE: MetricCode = { id: "4182", label: "Heart rate", mdc: 147_842, loinc: "8867-4" };
export const ECG: MetricCode = { id: "0102", label: "ECG lead II", mdc: 131_330, loinc: "11524-6" };

export function numeric(
  receivedAt: number,
  value: number | null,
  more: Partial<NumericEvent> = {},
): NumericEvent {
  return { kind: "numeric", at: { receivedAt }, code: HEART_RATE, value, unit: "/min", ...more };
}

export function wave(
  receivedAt: number,
  samples: readonly number[],
  more: Partial<WaveEvent> = {},
): WaveEvent {
  return {
    kind: "wave",
    at: { receivedAt },
    code: ECG,
    unit: "mV",
    samplesPerSecond: 250,
    samples: Float64Array.from(samples),
    scale: { origin: -40.96, factor: 0.005, lowerLimit: 0, upperLimit: 16_383 },
    afterGap: false,
    ...more,
  };
}

/** Samples on the monitor's own steps. */
export const ecg = (count: number, from = 0): number[] =>
  Array.from({ length: count }, (_, index) => -40.96 + (8_192 + ((from + index) % 97)) * 0.005);

export interface Bench {
  readonly capture: Capture;
  readonly store: CaptureStore;
  readonly key: CaptureKey;
  readonly clock: ReturnType<typeof handClock>;
  /** A second passes in which the instrument says these. */
  readonly second: (events: (at: number) => readonly DeviceEvent[], device?: string) => void;
}

export async function bench(
  options: {
    readonly isDemonstration?: boolean;
    readonly store?: CaptureStore;
    readonly key?: CaptureKey;
  } = {},
): Promise<Bench> {
  const key = options.key ?? (await createCaptureKey());
  const clock = handClock();
  const store = options.store ?? createMemoryStore();
  const capture = await createCapture({ begin: beginFor(key, options), key, store, clock });
  capture.attach(monitor());
  return {
    capture,
    store,
    key,
    clock,
    second(events, device = "1") {
      clock.advance(1_000);
      capture.add(device, events(clock.wall()));
    },
  };
}

/** A capture of so many seconds with a pulse and an ECG, as the Bundle's JSON. */
export async function capturedBundle(
  seconds = 35,
  by?: CaptureKey,
): Promise<{ readonly text: string; readonly key: CaptureKey }> {
  const { capture, store, key, second } = await bench(by === undefined ? {} : { key: by });
  for (let index = 0; index < seconds; index++) {
    second((at) => [numeric(at, 60 + (index % 7)), wave(at, ecg(250, index * 250))]);
  }
  capture.mark("Incision");
  await capture.finish();
  return { text: await bundleText(store), key };
}

export async function bundleText(store: CaptureStore): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const piece of exportCapture(store)) text += decoder.decode(piece, { stream: true });
  return text;
}
