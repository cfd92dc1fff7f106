import type { Hex } from "@medlattice/sdk/codec";
import type {
  AbsentReason,
  AlarmEvent,
  FrameCounters,
  IdentityEvent,
  LineSettings,
  MetricCode,
  StatusEvent,
} from "@medlattice/sdk/device";
import type { CaptureBegin } from "@medlattice/sdk/device/record";
import type { LinkReport } from "@medlattice/sdk/device/transport";

/**
 * The recorder is a worker beside the engine: it reads instruments, journals and signs what they say, and tells the page what to draw.
 * It has no key of a person. The engine gives it what it begins with (`CaptureSeed`), and takes from it what becomes the record (`content`).
 * While a patient's capture runs the page does not lock by itself (`RecorderProvider`), so the engine stays unlocked that long; paused,
 * finished, or of nobody, it holds nothing off.
 */
export interface Recorder {
  /** Begins a capture, and from then on journals it. @throws EngineError `CAPTURE_RUNNING` | `CAPTURE_STORE_…` */
  begin(seed: CaptureSeed): Promise<CaptureState>;
  /**
   * Takes up what this browser began and did not finish, or only finished; instruments of before have to be added again under their keys.
   * @throws EngineError `CAPTURE_UNKNOWN` | `CAPTURE_OTHER_WINDOW` | `CAPTURE_JOURNAL_BROKEN`
   */
  resume(seed: ResumeSeed): Promise<CaptureState>;
  /** @throws EngineError `CAPTURE_LINE_TAKEN` */
  add(instrument: InstrumentSetup, way: InstrumentWay): Promise<CaptureState>;
  /** Closes the line; the same key may be added again. */
  remove(key: string): Promise<CaptureState>;
  mark(text: string): Promise<void>;
  pause(): Promise<CaptureState>;
  proceed(): Promise<CaptureState>;
  /** Closes all lines and signs the end. May be called again after `CAPTURE_STORE_FULL`. */
  finish(): Promise<CaptureState>;
  /** The finished capture as a FHIR Bundle. */
  content(): Promise<Blob>;
  /** Empties the journal: once the record is registered, or on purpose. */
  discard(): Promise<void>;
  state(): Promise<CaptureState | null>;
  /** What comes is posted to `port` as `LiveUpdate`, each only after the one before was seen, at most `UPDATES_PER_SECOND` a second. */
  watch(port: MessagePort): void;
}

/** A page draws sixty times a second; data in between waits for the next picture. */
export const UPDATES_PER_SECOND = 60;

/** What the page says on the port of `watch`. Until it has seen one update, what comes is gathered, and of it no more than a minute is kept. */
export type WatchMessage =
  | { readonly kind: "seen" }
  /** Milliseconds between two updates: a page that nobody sees needs few. */
  | { readonly kind: "pace"; readonly milliseconds: number };

export interface CaptureSeed {
  readonly begin: CaptureBegin;
  /** Name of the journal's database; it tells nothing of person or capture. */
  readonly journal: string;
  /** AES-GCM, not extractable, from the person's master key and the capture's id: the journal is sealed under it. */
  readonly journalKey: CryptoKey;
  /** The station's, as in `begin`; not extractable. */
  readonly stationKey: CryptoKeyPair;
}

export type ResumeSeed = Omit<CaptureSeed, "begin"> & {
  readonly captureId: Hex;
  /** Its appointment is over: it is finished as soon as it is taken up, and nothing is captured any more. */
  readonly mustFinish?: boolean;
};

export interface CaptureState {
  readonly begin: CaptureBegin;
  readonly phase: "running" | "paused" | "finished";
  readonly chunks: number;
  readonly bundleBytes: number;
  /** Most the record may hold. */
  readonly mostBytes: number;
  /** Code of what keeps the journal from being written, or null. */
  readonly problem: string | null;
  /** Every instrument of the capture, those of before a reload, too. */
  readonly instruments: readonly CapturedInstrument[];
}

export interface CapturedInstrument extends Pick<InstrumentSetup, "key" | "driver" | "label"> {
  /** It was added and not removed since; whether its line is there, `LiveUpdate.links` says. */
  readonly isAdded: boolean;
  readonly isSimulated: boolean;
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
  /** When the first of these bytes came, milliseconds since 1970 by the machine: what latency is measured from. Null: no bytes. */
  readonly heardAt: number | null;
  readonly numerics: readonly LiveNumeric[];
  readonly waves: readonly LiveWave[];
  readonly alarms: readonly (Pick<AlarmEvent, "id" | "text" | "priority" | "isActive"> & FromDevice)[];
  readonly statuses: readonly (Pick<StatusEvent, "id" | "text" | "level"> & FromDevice)[];
  readonly identities: readonly (Omit<IdentityEvent, "kind" | "at"> & FromDevice)[];
  /** Right frames of unknown content, how many there are by now. */
  readonly unknowns: readonly ({ readonly id: string; readonly count: number } & FromDevice)[];
  readonly links: readonly ({ readonly link: LinkReport; readonly counters: FrameCounters } & FromDevice)[];
  readonly markers: readonly { readonly at: number; readonly text: string }[];
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
  readonly quality: Quality | null;
}

export type Quality = "questionable" | "demo" | "test";

export interface LiveWave extends FromDevice {
  readonly code: MetricCode;
  readonly unit: string | null;
  readonly samplesPerSecond: number;
  /** NaN where there is none; the first is of the time `at`. Its buffer is transferred. */
  readonly samples: Float32Array;
  readonly quality: Quality | null;
}
