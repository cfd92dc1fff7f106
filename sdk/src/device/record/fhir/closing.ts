import { compact, inOrder, type Json, type Resource } from "../json.ts";
import type { DeviceState, Series } from "../recorder/state.ts";
import type { CaptureBegin } from "../types.ts";
import { conceptOf, instant, OWN, plainText, quantity, unitConcept } from "./terms.ts";

const PARTICIPANT = "http://terminology.hl7.org/CodeSystem/provenance-participant-type";
/** Marks what is nobody's (v3-ActReason: test health data). */
export const TEST_DATA: Json = [
  { system: "http://terminology.hl7.org/CodeSystem/v3-ActReason", code: "HTEST" },
];

/** What a capture is about: patient, procedure, instruments, what they measured, and who captured it from which by what (P10). */
export function closingResources(options: {
  readonly begin: CaptureBegin;
  readonly to: number;
  readonly devices: readonly DeviceState[];
  readonly series: readonly Series[];
}): readonly Resource[] {
  const { begin, to, devices, series } = options;
  const drivers = new Map(devices.map(({ attached }) => [attached.key, attached.driver]));
  return inOrder([
    patient(begin),
    procedure(begin, to, devices),
    station(begin),
    ...devices.map(instrument),
    ...series.map((each) => metric(each, drivers.get(each.device) ?? "")),
    ...devices.map((device) => provenance(begin, to, device, series)),
  ]);
}

function patient({ treatment }: CaptureBegin): Resource {
  const base = { resourceType: "Patient", id: "patient" } as const;
  if (treatment === null) return { ...base, meta: { security: TEST_DATA } };
  return { ...base, identifier: [{ system: OWN.person, value: treatment.patient }] };
}

function procedure(begin: CaptureBegin, to: number, devices: readonly DeviceState[]): Resource {
  const { treatment } = begin;
  return compact({
    resourceType: "Procedure",
    id: "capture",
    meta: treatment === null ? { security: TEST_DATA } : undefined,
    identifier: [
      { system: OWN.capture, value: begin.captureId },
      ...(treatment === null ? [] : [{ system: OWN.treatment, value: treatment.treatmentId }]),
    ],
    status: "completed",
    code: { text: treatment === null ? "Demonstration of instruments" : "Surgical record from instruments" },
    subject: { reference: "Patient/patient" },
    performedPeriod: { start: instant(begin.startedAt), end: instant(Math.max(to, begin.startedAt)) },
    usedReference:
      devices.length === 0 ? undefined : devices.map(({ id }) => ({ reference: `Device/${id}` })),
  });
}

function station({ station: { person, key } }: CaptureBegin): Resource {
  return {
    resourceType: "Device",
    id: "station",
    identifier: [
      { system: OWN.person, value: person },
      { system: "urn:medlattice:capture-key", value: key },
    ],
    type: { text: "Capture station" },
  };
}

function instrument({ id, attached, identity, counters }: DeviceState): Resource {
  const { model, serialNumber, software, manufacturer } = identity;
  return compact({
    resourceType: "Device",
    id,
    identifier: [{ system: OWN.line, value: attached.key }],
    manufacturer: plainText(manufacturer ?? attached.manufacturer),
    serialNumber: serialNumber === undefined ? undefined : plainText(serialNumber),
    deviceName: [{ name: plainText(attached.label), type: "user-friendly-name" }],
    modelNumber: model === undefined ? undefined : plainText(model),
    type: { text: plainText(attached.label) },
    version: [
      { type: { coding: [{ system: OWN.driver, code: attached.driver }] }, value: attached.driverVersion },
      ...(software === undefined ? [] : [{ type: { text: "software" }, value: plainText(software) }]),
    ],
    property:
      counters === undefined
        ? undefined
        : Object.entries(counters).map(([name, value]) => ({
            type: { coding: [{ system: `${OWN.driver}:counters`, code: name }] },
            valueQuantity: [quantity(Number(value), "1")],
          })),
  });
}

function metric({ id, code, unit }: Series, driver: string): Resource {
  return compact({
    resourceType: "DeviceMetric",
    id,
    identifier:
      code.channel === undefined ? undefined : [{ system: OWN.channel, value: plainText(code.channel) }],
    type: conceptOf(code, driver, true),
    unit: unit === null ? undefined : unitConcept(unit),
    source: { reference: `Device/${id.slice(0, id.indexOf("."))}` },
    category: "measurement",
  });
}

/** "Captured by the station from the instrument", with the driver that understood it. */
function provenance(
  begin: CaptureBegin,
  to: number,
  { id, attached }: DeviceState,
  series: readonly Series[],
): Resource {
  const metrics = series.filter(({ device }) => device === attached.key);
  const agent = (code: string, who: Json): Json => ({
    type: { coding: [{ system: PARTICIPANT, code }] },
    who,
  });
  const { treatment } = begin;
  return {
    resourceType: "Provenance",
    id: `${id}.p`,
    target: [
      { reference: "Procedure/capture" },
      ...metrics.map((each) => ({ reference: `DeviceMetric/${each.id}` })),
    ],
    occurredPeriod: { start: instant(begin.startedAt), end: instant(Math.max(to, begin.startedAt)) },
    recorded: instant(Math.max(to, begin.startedAt)),
    activity: { text: `Captured with the driver ${attached.driver} ${attached.driverVersion}` },
    agent: [
      agent("assembler", { reference: "Device/station" }),
      ...(treatment === null
        ? []
        : [
            agent("performer", { identifier: { system: OWN.person, value: treatment.doctor } }),
            agent("custodian", {
              identifier: { system: "urn:medlattice:organization", value: treatment.institution },
            }),
          ]),
    ],
    entity: [
      { role: "source", what: { reference: `Device/${id}` } },
      { role: "derivation", what: { reference: "Binary/chain" } },
    ],
  };
}
