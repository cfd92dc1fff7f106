import type { DeviceEvent, FrameCounters } from "../../contract.ts";

/** An instrument on one line of the station. Two of one kind have different keys. */
export interface AttachedDevice {
  /** Names the line within the capture: "1", "com3". */
  readonly key: string;
  readonly driver: string;
  readonly driverVersion: string;
  readonly label: string;
  readonly manufacturer: string;
}

/** What happens in a capture, in the order it is recorded. Times are of the common axis: milliseconds since 1970. */
export type Operation =
  | { readonly kind: "attach"; readonly at: number; readonly device: AttachedDevice }
  | {
      readonly kind: "detach";
      readonly at: number;
      readonly device: string;
      readonly counters?: FrameCounters;
    }
  | {
      readonly kind: "events";
      readonly at: number;
      readonly device: string;
      readonly events: readonly DeviceEvent[];
    }
  /** Somebody noted something: incision, drug, position. */
  | { readonly kind: "marker"; readonly at: number; readonly text: string }
  /** The station itself says something. */
  | {
      readonly kind: "note";
      readonly at: number;
      readonly id: NoteId;
      readonly text: string;
      readonly milliseconds?: number;
    };

export type NoteId = "clock-jump" | "resumed" | "paused" | "continued" | "storage-full" | "demo-data";

interface BytesInJson {
  readonly base16: string;
}

/** An operation as JSON text: NaN as null inside samples, bytes in hex. */
export function operationToText(operation: Operation): string {
  return JSON.stringify(operation, (_key, value: unknown) => {
    if (value instanceof Float64Array) {
      return { samples: Array.from(value, (sample) => (Number.isFinite(sample) ? sample : null)) };
    }
    if (value instanceof Uint8Array) {
      return { base16: Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("") };
    }
    return value;
  });
}

/** The way back of `operationToText`; only for texts of our own. */
export function operationFromText(text: string): Operation {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own text, read back
  return JSON.parse(text, (_key, value: unknown) => {
    if (isSamples(value)) return Float64Array.from(value.samples, (sample) => sample ?? Number.NaN);
    if (isBytes(value)) {
      return Uint8Array.from(value.base16.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    }
    return value;
  }) as Operation;
}

function isSamples(value: unknown): value is { readonly samples: readonly (number | null)[] } {
  return isRecord(value) && Array.isArray(value.samples) && Object.keys(value).length === 1;
}

function isBytes(value: unknown): value is BytesInJson {
  return isRecord(value) && typeof value.base16 === "string" && Object.keys(value).length === 1;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
