import type { Hex } from "@medlattice/sdk/codec";
import { type CaptureBegin, requireCaptureOf } from "@medlattice/sdk/device/record";
import { UnavailableError } from "@medlattice/sdk/errors";
import type { VerifiedCapture } from "@medlattice/sdk/person";
import { isCapturedBundle } from "./isCapturedBundle.ts";

/**
 * What instruments said becomes a patient's record only when it is a sound capture of this very patient, whichever page sends it (F4, P10).
 * Any other content is not looked at.
 * @throws PermissionError `CAPTURE_DEMONSTRATION` | `CAPTURE_PATIENT_MISMATCH`; VerificationError `CAPTURE_BROKEN`
 * @throws UnavailableError `CHAIN_UNREACHABLE` where nobody can say whether its station is enrolled
 */
export async function requireOwnCapture(
  content: Uint8Array,
  patient: Hex,
  read: (bundle: Uint8Array) => Promise<Pick<VerifiedCapture, "begin" | "problems" | "station">>,
): Promise<void> {
  if (isCapturedBundle(content)) requireSoundOf(await read(content), patient);
}

/** As `requireOwnCapture`, of one that has been read. */
export function requireSoundOf(
  reading: Pick<VerifiedCapture, "begin" | "problems" | "station">,
  patient: Hex,
): void {
  requireCaptureOf(reading, patient);
  if (reading.station !== "unreachable") return;
  throw new UnavailableError(
    "CHAIN_UNREACHABLE",
    "The network cannot say at the moment whether this station is enrolled.",
  );
}

export interface Whose {
  readonly isOtherPatient: boolean;
  readonly isNobodys: boolean;
}

/** Whether a capture belongs in the record it stands in. @param patient null: it stands in none, and belongs everywhere */
export function whoseIn(treatment: CaptureBegin["treatment"], patient: Hex | null): Whose {
  return {
    isOtherPatient: patient !== null && treatment !== null && treatment.patient !== patient,
    isNobodys: patient !== null && treatment === null,
  };
}
