/** Values in the order of time; `from` and `to` are milliseconds since 1970. */
export interface CapturedNumeric {
  readonly from: number;
  readonly to: number;
  /** Null: there was none, and `absent` says why. */
  readonly value: number | null;
  readonly absent?: string;
  readonly isQuestionable: boolean;
  readonly text?: string;
  /** The instrument's own time, milliseconds. */
  readonly deviceTime?: number;
}

/** Samples without a gap; they are decoded when they are asked for. */
export interface CapturedWave {
  readonly from: number;
  readonly to: number;
  readonly samplesPerSecond: number;
  readonly isQuestionable: boolean;
  readonly deviceTime?: number;
  /** NaN where the instrument said that there is none. */
  samples(): Float64Array;
}

export interface CapturedSeries {
  readonly id: string;
  /** Id of its instrument among `devices`. */
  readonly device: string;
  readonly label: string;
  /** As the instrument names it. */
  readonly code: string;
  readonly channel?: string;
  readonly mdc?: number;
  readonly loinc?: string;
  /** UCUM; null where none is known. */
  readonly unit: string | null;
  readonly numerics: readonly CapturedNumeric[];
  readonly waves: readonly CapturedWave[];
}

/** Something that was said: alarm, technical state, marker. */
export interface CapturedNotice {
  readonly kind: string;
  readonly at: number;
  readonly text: string;
  /** Absent: the station itself, or whoever marked it. */
  readonly device?: string;
  readonly deviceTime?: number;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

export interface CapturedDevice {
  readonly id: string;
  readonly label: string;
  readonly manufacturer?: string;
  readonly model?: string;
  readonly serialNumber?: string;
  readonly driver?: string;
  readonly driverVersion?: string;
}

export interface CapturedContent {
  readonly devices: readonly CapturedDevice[];
  readonly series: readonly CapturedSeries[];
  readonly notices: readonly CapturedNotice[];
}
