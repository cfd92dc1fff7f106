import { isCapturedBundle } from "../capturing/isCapturedBundle.ts";
import { type FhirIntake, InvalidFhirError, validateFhir } from "@medlattice/sdk/fhir";

/** What a record turned out to be when it was opened. */
export interface RecordTitle {
  /** From the content, in its own language; null when it says nothing better than what kind of file it is. */
  readonly title: string | null;
  /** `Bundle`, `Observation`, …; null for what is not FHIR. */
  readonly resourceType: string | null;
  /** Instruments recorded it. */
  readonly isCapture: boolean;
  readonly counts: FhirIntake["counts"];
  /** First and last day of care in it, as precise as written. */
  readonly period: { readonly from: string; readonly to: string } | null;
}

export const NOT_FHIR: RecordTitle = {
  title: null,
  resourceType: null,
  isCapture: false,
  counts: [],
  period: null,
};

/** What the SDK calls a Bundle that names itself nowhere; pages say that in the person's language. */
const GENERIC_TITLE = /^Health record(,|$)/;

export async function titleOf(content: Uint8Array, mediaType: string): Promise<RecordTitle> {
  if (!/^application\/(fhir\+)?json/.test(mediaType)) return NOT_FHIR;
  try {
    const { title, resourceType, counts, period = null } = await validateFhir({ bytes: content });
    const isCapture = resourceType === "Bundle" && isCapturedBundle(content);
    return { title: GENERIC_TITLE.test(title) ? null : title, resourceType, isCapture, counts, period };
  } catch (error) {
    if (error instanceof InvalidFhirError) return NOT_FHIR;
    throw error;
  }
}
