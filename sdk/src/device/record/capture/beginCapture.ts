import { toHex } from "../../../codec/index.ts";
import { InvalidInputError, PermissionError } from "../../../errors/index.ts";
import type { CaptureKey } from "../chain/captureKey.ts";
import {
  captureBeginSchema,
  type CaptureBegin,
  type IdentifiedBy,
  type StationStatement,
  type Treatment,
} from "../types.ts";

export interface BeginCaptureOptions {
  /** Null: a demonstration. It becomes nobody's record, ever. */
  readonly treatment:
    | null
    | (Treatment & {
        /** Of the appointment, Unix seconds. */
        readonly notBefore: number;
        readonly notAfter: number;
      });
  /** Who was found at the instruments, and by whom; checked against the treatment. */
  readonly identified?: { readonly patient: string; readonly by: string; readonly how: IdentifiedBy };
  /** Person id of the capture station, as it is enrolled. */
  readonly station: CaptureBegin["station"]["person"];
  readonly key: Pick<CaptureKey, "spki">;
  /** That the key is the station's, by `signStation`. */
  readonly statement?: StationStatement;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * How a capture begins, once it is certain whose it is (F4).
 * @throws PermissionError `CAPTURE_NOT_IDENTIFIED` | `CAPTURE_PATIENT_MISMATCH` | `CAPTURE_DOCTOR_MISMATCH` | `CAPTURE_TREATMENT_CLOSED`
 * @throws InvalidInputError `CAPTURE_BEGIN_INVALID`
 */
export function beginCapture(options: BeginCaptureOptions): CaptureBegin {
  const { treatment, identified, station, key, now } = options;
  const base = {
    format: "medlattice/capture/v1",
    captureId: toHex(crypto.getRandomValues(new Uint8Array(32))),
    startedAt: Math.round(now),
    station: { person: station, key: key.spki, statement: options.statement ?? null },
  } as const;
  if (treatment === null) return parse({ ...base, treatment: null });
  if (identified === undefined) {
    throw refusal("CAPTURE_NOT_IDENTIFIED", "Nobody has made sure yet who the patient is.");
  }
  const { notBefore, notAfter, ...rest } = treatment;
  if (identified.patient !== treatment.patient) {
    throw refusal(
      "CAPTURE_PATIENT_MISMATCH",
      "The person at the instruments is not the patient of this treatment.",
    );
  }
  if (identified.by !== treatment.doctor) {
    throw refusal(
      "CAPTURE_DOCTOR_MISMATCH",
      "The patient was identified by somebody who is not the doctor of this treatment.",
    );
  }
  const seconds = now / 1000;
  if (seconds < notBefore || seconds > notAfter) {
    throw refusal("CAPTURE_TREATMENT_CLOSED", "The treatment has not begun yet, or is over.");
  }
  return parse({ ...base, treatment: { ...rest, identifiedBy: identified.how } });
}

function parse(begin: unknown): CaptureBegin {
  const result = captureBeginSchema.safeParse(begin);
  if (result.success) return result.data;
  const field = result.error.issues[0]?.path.join(".") ?? "";
  throw new InvalidInputError("CAPTURE_BEGIN_INVALID", "A capture cannot begin with these.", {
    facts: { field },
  });
}

function refusal(code: string, message: string): PermissionError {
  return new PermissionError(code, message, {
    hints: ["Nothing was captured. Check the patient and the treatment, and begin again."],
  });
}
