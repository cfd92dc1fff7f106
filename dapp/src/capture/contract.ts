import type { Hex } from "@medlattice/sdk/codec";
import type {
  AbsentReason,
  AlarmEvent,
  FrameCounters,
  LineSettings,
  MetricCode,
  StatusEvent,
} from "@medlattice/sdk/device";
import type { CaptureBegin } from "@medlattice/sdk/device/record";
import type { LinkReport } from "@medlattice/sdk/device/transport";

/**
 * The recorder is a worker beside the engine: it reads instruments, journals and signs what they say, and tells the page what to draw.
 * It has no key of a person, so a capture of four hours does not keep the engine unlocked. The engine gives it what it begins with
 * (`CaptureSeed`), and takes from it what becomes the record (`content`).
 */
export interface Recorder {
  /** Begins a capture, and from then on journals it. @throws EngineError `CAPTURE_RUNNING` | `CAPTURE_STORE_…` */
  begin(seed: CaptureSeed): Promise<CaptureState>;
  /** Takes up what this browser began and did not finish; instruments of before have to be added again under their keys. */
  resume(seed: ResumeSeed): Promise<CaptureState>;
  /** @throws EngineError `CAPTURE_LINE_TAKEN` */
  add(instrument: InstrumentSetup, way: InstrumentWay): Promise<void>;
  remove(key: string): Promise<void>;
  mark(text: string): Promise<void>;
  pause(): Promise<void>;
  proceed(): Promise<void>;
  /** Closes all lines and signs the end. May be called again after `CAPTURE_STORE_FULL`. */
  finish(): Promise<CaptureState>;
  /** The finished capture as a FHIR Bundle. */
  content(): Promise<Blob>;
  /** Deletes the journal: once the record is registered, or on purpose. */
  discard(): Promise<void>;
  state(): Promise<CaptureState | null>;
  /** What comes is posted to `port` as `LiveUpdate`, at most `UPDATES_PER_SECOND` times a second; nothing while the page says it is hidden. */
  watch(port: MessagePort): void;
}

/** A page draws sixty times a second; data in between waits for the next picture. */
export const UPDATES_PER_SECOND = 60;

export interface CaptureSeed {
  readonly begin: CaptureBegin;
  /** Name of the journal's IndexedDB database: from the master key and the capture's id, so it tells nobody anything. */
  readonly journal: string;
  /** AES-GCM, not extractable, from the person's master key and the capture's id: the journal is sealed under it. */
  readonly journalKey: CryptoKey;
  /** The station's, as in `begin`; not extractable. */
  readonly stationKey: CryptoKeyPair;
}

export type ResumeSeed = Omit<CaptureSeed, "begin"> & { readonly captureId: Hex };

export interface CaptureState {
  readonly begin: CaptureBegin;
  readonly phase: "running" | "paused" | "finished";
  readonly chunks: number;
  readonly bundleBytes: number;
  /** Most the record may hold. */
  readonly mostBytes: number;
  /** Code of what keeps the journal from being written, or null. */
  readonly problem: string | null;
}

export interface InstrumentSetup {
  /** Names the line within the capture: "1", "2". The same again after a reload goes on with its series. */
  readonly key: string;
  /** Of `DRIVERS`. */
  readonly driver: string;
  readonly label: string;
  /** Null: the driver's first, or the instrument is on the network. */
  readonly line: LineSettings | null;
  /** Nothing it says is ever stored as a patient's. */
  readonly isSimulated: boolean;
}

/** How the recorder comes to the bytes. A serial port belongs to the page, which passes on bytes over a port (`serveTransport`). */
export type InstrumentWay =
  | { readonly kind: "page"; readonly port: MessagePort; readonly label: string }
  | { readonly kind: "bridge"; readonly url: string }
  | { readonly kind: "simulator"; readonly name: string }
  | { readonly kind: "recording"; readonly file: Blob };

/** What the page is told, in one message for all instruments. Times are milliseconds of the capture's axis. */
export interface LiveUpdate {
  readonly now: number;
  readonly numerics: readonly LiveNumeric[];
  readonly waves: readonly LiveWave[];
  readonly alarms: readonly (Pick<AlarmEvent, "id" | "text" | "priority" | "isActive"> & FromDevice)[];
  readonly statuses: readonly (Pick<StatusEvent, "id" | "text" | "level"> & FromDevice)[];
  readonly links: readonly ({ readonly link: LinkReport; readonly counters: FrameCounters } & FromDevice)[];
  /** When something of it changed. */
  readonly state: CaptureState | null;
}

export interface FromDevice {
  /** Key of the instrument's line. */
  readonly device: string;
  readonly at: number;
}

export interface LiveNumeric extends FromDevice {
  readonly code: MetricCode;
  readonly value: number | null;
  readonly absent: AbsentReason | null;
  readonly unit: string | null;
  readonly quality: "questionable" | "demo" | "test" | null;
}

export interface LiveWave extends FromDevice {
  readonly code: MetricCode;
  readonly unit: string | null;
  readonly samplesPerSecond: number;
  /** NaN where there is none. Its buffer is transferred. */
  readonly samples: Float32Array;
  readonly afterGap: boolean;
}
