import type { Hex } from "@medlattice/sdk/codec";
import {
  checkMeasurements,
  measurementBundle,
  type MeasurementText,
  readMeasurementsCsv,
} from "@medlattice/sdk/device/record/manual";
import type { Session } from "./session/session.ts";
import { appointmentOf } from "./visits.ts";

export interface MeasurementsEntry {
  readonly appointmentId: Hex;
  readonly entered:
    | { readonly kind: "typed"; readonly rows: readonly MeasurementText[] }
    | { readonly kind: "file"; readonly csv: string };
  /** Of times that name no zone, minutes east of UTC. */
  readonly utcOffsetMinutes: number;
}

/** Measurements by hand and from CSV files (P17). */
export function measuringVerbs(session: Session) {
  return {
    /** What was entered as a FHIR Bundle of the appointment's patient; it is written like any file. @throws InvalidMeasurementsError */
    async bundle({ appointmentId, entered, utcOffsetMinutes }: MeasurementsEntry): Promise<Uint8Array> {
      const { patient, chainId } = await appointmentOf(session, appointmentId);
      const options = { now: Date.now(), utcOffsetMinutes };
      const { measurements } =
        entered.kind === "typed"
          ? checkMeasurements(entered.rows, options)
          : readMeasurementsCsv(entered.csv, options);
      return measurementBundle({
        measurements,
        patient,
        enteredBy: session.person().pseudonymOn(chainId).personId,
        source: entered.kind,
        now: options.now,
      });
    },
  };
}
