import { allergy, carePlan, conditions, encounter, immunization, medications, procedure } from "./care.ts";
import { report, results, vitals } from "./findings.ts";
import { serialise, urn } from "./parts.ts";
import type { Resource } from "./parts.ts";
import { gp, hospital, monitor, patient, surgeon } from "./people.ts";

/** The whole Bundle as it is stored: a transaction in which every reference resolves. */
export function renderSample(): string {
  const resources: Readonly<Record<string, Resource>> = {
    patient,
    hospital,
    surgeon,
    gp,
    monitor,
    encounter,
    ...conditions,
    allergy,
    immunization,
    ...vitals,
    ...results,
    report,
    procedure,
    ...medications,
    carePlan,
  };
  return serialise({
    resourceType: "Bundle",
    identifier: { system: "https://qinghe-hospital.example/bundles", value: "QH-004417-2026-03" },
    type: "transaction",
    timestamp: "2026-03-18T10:20:00+08:00",
    entry: Object.entries(resources).map(([name, resource]) => ({
      fullUrl: urn(name),
      resource,
      request: { method: "POST", url: resource.resourceType },
    })),
  });
}
