import { toHex, utf8 } from "../../../codec/index.ts";
import { categoryConcept, conceptOf, instant, OWN, plainText, quantity } from "../fhir/terms.ts";
import { compact, type Json, type Resource } from "../json.ts";
import type { Measurement } from "./checkMeasurements.ts";

export interface MeasurementBundleOptions {
  readonly measurements: readonly Measurement[];
  /** Person ids. */
  readonly patient: string;
  readonly enteredBy: string;
  readonly source: "typed" | "file";
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Measurements as a FHIR R4 Bundle (JSON): an Observation each, and who entered them. */
export function measurementBundle(options: MeasurementBundleOptions): Uint8Array {
  const { measurements, patient, enteredBy, source, now } = options;
  const base = `https://capture.invalid/${toHex(crypto.getRandomValues(new Uint8Array(8))).slice(2)}`;
  const observations = measurements.map((measurement, index) => observation(measurement, index + 1));
  const resources: readonly Resource[] = [
    { resourceType: "Patient", id: "patient", identifier: [{ system: OWN.person, value: patient }] },
    ...observations,
    {
      resourceType: "Provenance",
      id: "entry",
      target: observations.map(({ id }) => ({ reference: `Observation/${id}` })),
      recorded: instant(now),
      activity: { text: source === "typed" ? "Entered by hand" : "Imported from a CSV file" },
      agent: [
        {
          type: {
            coding: [
              {
                system: "http://terminology.hl7.org/CodeSystem/provenance-participant-type",
                code: "enterer",
              },
            ],
          },
          who: { identifier: { system: OWN.person, value: enteredBy } },
        },
      ],
    },
  ];
  const entry = resources.map((resource) => ({
    fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
    resource,
  }));
  return utf8(JSON.stringify({ resourceType: "Bundle", type: "collection", timestamp: instant(now), entry }));
}

function observation({ measure, time, value, note }: Measurement, number: number): Resource {
  const { id, label, unit, group, loinc, mdc } = measure;
  const code = compact({ id, label, loinc, mdc });
  return compact({
    resourceType: "Observation",
    id: `m${number}`,
    status: "final",
    category: [categoryConcept(categoryOf(group, loinc))],
    code: conceptOf(code, "manual"),
    subject: { reference: "Patient/patient" },
    effectiveDateTime: time,
    valueQuantity: quantity(value, unit),
    note: note === undefined ? undefined : ([{ text: plainText(note) }] as Json),
  });
}

function categoryOf(
  group: Measurement["measure"]["group"],
  loinc: string | undefined,
): "vital-signs" | "activity" | "exam" {
  if (loinc !== undefined && (group === "pulse-wave" || group === "body")) return "vital-signs";
  return group === "fitness" || group === "endurance" || group === "balance" ? "activity" : "exam";
}
