/**
 * What every driver of an instrument is (systems.md F4, F8, P10, P17): a pure, streaming state machine between the bytes of one serial
 * line and what they mean. It knows no transport, clock or screen; it only ever reads: no therapy command exists in any driver.
 */
export interface DeviceDriver {
  /** Stable name, as at the command line: "intellivue", "medibus", "dri", "bis", "nonin", "hl7". */
  readonly name: string;
  /** Of this driver, for provenance (semver). */
  readonly version: string;
  readonly label: string;
  readonly manufacturer: string;
  /** How the line may be set, the usual one first. Empty where the instrument is on the network only. */
  readonly lines: readonly LineSettings[];
  /** What one has to do at the instrument and with the cable, by message key of the dapp. */
  readonly help: string;
  open(options: SessionOptions): DeviceSession;
}

export interface LineSettings {
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly stopBits: 1 | 2;
  readonly parity: "none" | "even" | "odd";
  readonly flowControl: "none" | "hardware";
  /** Lines that feed the adapter or wake the instrument. */
  readonly signals?: { readonly dataTerminalReady?: boolean; readonly requestToSend?: boolean };
}

export interface SessionOptions {
  /** Milliseconds since 1970, when the session began. */
  readonly startedAt: number;
  /** Waves are asked for where the instrument sends them only on demand. */
  readonly wantsWaves?: boolean;
  /** How the line is set: some instruments speak another protocol at another speed. Without it the driver's first is taken. */
  readonly line?: LineSettings;
}

/**
 * One instrument on one line. Any chunking of the same bytes gives the same events; what is kept back is bounded by the longest frame
 * plus one byte; after a bad checksum one start byte is dropped and the rest is looked at again; no value is ever invented.
 * It outlives the line: after an error or a new cable the same session goes on.
 */
export interface DeviceSession {
  /** @param receivedAt milliseconds since 1970 @returns what the bytes completed, in order */
  push(bytes: Uint8Array, receivedAt: number): readonly DeviceEvent[];
  /** Has time pass: what is to be asked again, given up or kept alive. Call at least once a second. */
  tick(now: number): readonly DeviceEvent[];
  /** What the host must send now, in order; each is handed out once. */
  takeOutgoing(): readonly Uint8Array[];
  /** The line lost bytes (Web Serial's ParityError, FramingError, BreakError, BufferOverrunError; "unplugged"): waves have a gap here. */
  lineError(kind: LineErrorKind, at: number): readonly DeviceEvent[];
  /** Last words before the port is closed on purpose, so that the instrument goes quiet at once. Not needed for safety. */
  close?(): readonly Uint8Array[];
  readonly counters: Readonly<FrameCounters>;
}

export type LineErrorKind = "parity" | "framing" | "break" | "overrun" | "unplugged";

export interface FrameCounters {
  bytes: number;
  good: number;
  /** Complete by their form, but with a wrong checksum or an impossible member. */
  bad: number;
  /** Bytes that belong to no frame. */
  skippedBytes: number;
  /** Frames that must be missing, by the instrument's own numbering. */
  gaps: number;
  lineErrors: number;
}

/** Why there is no value (FHIR data-absent-reason). Never 0 in its place. */
export type AbsentReason =
  | "unknown"
  | "not-performed"
  | "error"
  | "not-applicable"
  | "temp-unknown"
  | "not-a-number"
  | "as-text"
  | "unsupported";

/** What is measured: the instrument's own code always, the standards' where they are known (devices.md §20). */
export interface MetricCode {
  /** Unique within the driver, as the instrument names it: "4BB8", "HR", "SpO2". */
  readonly id: string;
  /** Plain English. */
  readonly label: string;
  /** Which of several like parts of the instrument measured it (a pump of a rack). Series differ by `id` and `channel`. */
  readonly channel?: string;
  /** IEEE 11073-10101, decimal context-free code. */
  readonly mdc?: number;
  readonly loinc?: string;
}

export interface NumericEvent {
  readonly kind: "numeric";
  readonly at: EventTime;
  readonly code: MetricCode;
  /** Null when the instrument gave none; then `absent` says why. */
  readonly value: number | null;
  readonly absent?: AbsentReason;
  /** UCUM; null where the instrument names none that is known. */
  readonly unit: string | null;
  /** The value is doubtful, or the instrument is in a mode whose values are nobody's. */
  readonly quality?: "questionable" | "demo" | "test";
  /** As it was sent, for whoever must compare. */
  readonly text?: string;
}

export interface WaveEvent {
  readonly kind: "wave";
  /** `device` is of the first sample; `receivedAt`, as always, of the last byte. */
  readonly at: EventTime;
  readonly code: MetricCode;
  readonly unit: string | null;
  readonly samplesPerSecond: number;
  /** NaN where the instrument says that a sample is invalid. */
  readonly samples: Float64Array;
  /** How the samples were sent: value = origin + raw × factor (FHIR SampledData); absent where they have no fixed step. */
  readonly scale?: WaveScale;
  /** Samples are missing between these and the ones before. */
  readonly afterGap: boolean;
  readonly quality?: "questionable" | "demo" | "test";
}

export interface WaveScale {
  readonly origin: number;
  readonly factor: number;
  /** The raw numbers the instrument can send. */
  readonly lowerLimit: number;
  readonly upperLimit: number;
}

export interface AlarmEvent {
  readonly kind: "alarm";
  readonly at: EventTime;
  /** As the instrument says it. */
  readonly id: string;
  readonly text: string;
  readonly priority: "high" | "medium" | "low" | "technical" | "unknown";
  readonly isActive: boolean;
}

/** Something about the instrument or the link: identified, sensor off, calibrating, association refused. */
export interface StatusEvent {
  readonly kind: "status";
  readonly at: EventTime;
  readonly id: string;
  readonly text: string;
  readonly level: "info" | "warning" | "error";
}

export interface IdentityEvent {
  readonly kind: "identity";
  readonly at: EventTime;
  readonly manufacturer?: string;
  readonly model?: string;
  readonly serialNumber?: string;
  readonly software?: string;
}

/** A right frame that holds what this driver does not know: kept and shown, never dropped. */
export interface UnknownEvent {
  readonly kind: "unknown";
  readonly at: EventTime;
  readonly id: string;
  readonly bytes: Uint8Array;
}

export interface EventTime {
  /** When the last byte of it came, milliseconds since 1970. */
  readonly receivedAt: number;
  /**
   * The instrument's own time, where it sends one: milliseconds since 1970, or since it began, by `clock`. A wall clock that names no
   * zone is given as if it were UTC.
   */
  readonly device?: { readonly milliseconds: number; readonly clock: "absolute" | "relative" };
}

export type DeviceEvent = NumericEvent | WaveEvent | AlarmEvent | StatusEvent | IdentityEvent | UnknownEvent;
