import { z } from "zod";
import { samplesOf } from "../fhir/sampledData.ts";
import { LOINC, MDC, OWN } from "../fhir/terms.ts";
import type { Resource } from "../json.ts";
import type {
  CapturedContent,
  CapturedDevice,
  CapturedNotice,
  CapturedNumeric,
  CapturedSeries,
  CapturedWave,
} from "./captured.ts";

const codingSchema = z.object({ system: z.string().optional(), code: z.string().optional() });
const conceptSchema = z.object({ coding: z.array(codingSchema).optional(), text: z.string().optional() });
const quantitySchema = z.object({ value: z.number(), code: z.string().optional() });
const referenceSchema = z.object({ reference: z.string() });
const observationSchema = z.object({
  status: z.string(),
  code: conceptSchema,
  effectiveDateTime: z.string().optional(),
  effectivePeriod: z.object({ start: z.string(), end: z.string() }).optional(),
  valueQuantity: quantitySchema.optional(),
  valueString: z.string().optional(),
  valueSampledData: z
    .object({
      origin: quantitySchema,
      period: z.number().positive(),
      factor: z.number().optional(),
      data: z.string().optional(),
    })
    .optional(),
  dataAbsentReason: conceptSchema.optional(),
  note: z.array(z.object({ text: z.string() })).optional(),
  extension: z
    .array(
      z.object({
        url: z.string(),
        valueDateTime: z.string().optional(),
        valueQuantity: quantitySchema.optional(),
      }),
    )
    .optional(),
  device: referenceSchema.optional(),
  component: z
    .array(
      z.object({
        code: conceptSchema,
        valueString: z.string().optional(),
        valueBoolean: z.boolean().optional(),
        valueQuantity: quantitySchema.optional(),
      }),
    )
    .optional(),
});
const metricSchema = z.object({
  id: z.string(),
  identifier: z.array(z.object({ system: z.string().optional(), value: z.string() })).optional(),
  type: conceptSchema,
  unit: conceptSchema.optional(),
  source: referenceSchema,
});
const deviceSchema = z.object({
  id: z.string(),
  manufacturer: z.string().optional(),
  modelNumber: z.string().optional(),
  serialNumber: z.string().optional(),
  type: conceptSchema.optional(),
  version: z.array(z.object({ type: conceptSchema.optional(), value: z.string() })).optional(),
});

type Observation = z.infer<typeof observationSchema>;

/** Sorts the resources of a capture into what a replay draws. What it does not know it leaves out; it never guesses a value. */
export function collectSeries(resources: readonly Resource[]): CapturedContent {
  const series = new Map<string, CapturedSeries & { numerics: CapturedNumeric[]; waves: CapturedWave[] }>();
  const notices: CapturedNotice[] = [];
  const devices: CapturedDevice[] = [];
  for (const resource of resources) {
    if (resource.resourceType === "DeviceMetric") {
      const metric = metricSchema.safeParse(resource);
      if (metric.success)
        series.set(`DeviceMetric/${metric.data.id}`, { ...seriesOf(metric.data), numerics: [], waves: [] });
    } else if (resource.resourceType === "Device" && resource.id !== "station") {
      const device = deviceSchema.safeParse(resource);
      if (device.success) devices.push(deviceOf(device.data));
    }
  }
  for (const resource of resources) {
    if (resource.resourceType !== "Observation") continue;
    const parsed = observationSchema.safeParse(resource);
    if (!parsed.success) continue;
    const observation = parsed.data;
    const owner = series.get(observation.device?.reference ?? "");
    if (owner === undefined) {
      const notice = noticeOf(observation);
      if (notice !== undefined) notices.push(notice);
    } else if (observation.valueSampledData === undefined) owner.numerics.push(numericOf(observation));
    else owner.waves.push(waveOf(observation, observation.valueSampledData));
  }
  for (const each of series.values()) {
    each.numerics.sort((a, b) => a.from - b.from);
    each.waves.sort((a, b) => a.from - b.from);
  }
  notices.sort((a, b) => a.at - b.at);
  return { devices, series: [...series.values()], notices };
}

function seriesOf(metric: z.infer<typeof metricSchema>): Omit<CapturedSeries, "numerics" | "waves"> {
  const codings = metric.type.coding ?? [];
  const mdc = codings.find(({ system }) => system === MDC)?.code;
  const loinc = codings.find(({ system }) => system === LOINC)?.code;
  const own = codings.find(({ system }) => system?.startsWith(OWN.driver))?.code ?? "";
  const channel = metric.identifier?.find(({ system }) => system === OWN.channel)?.value;
  return {
    id: metric.id,
    device: metric.source.reference.replace("Device/", ""),
    label: metric.type.text ?? own,
    code: own,
    ...(channel === undefined ? {} : { channel }),
    ...(mdc === undefined ? {} : { mdc: Number(mdc) }),
    ...(loinc === undefined ? {} : { loinc }),
    unit: metric.unit?.coding?.[0]?.code ?? null,
  };
}

function deviceOf(device: z.infer<typeof deviceSchema>): CapturedDevice {
  const { id, manufacturer, modelNumber, serialNumber } = device;
  const driver = device.version?.find(({ type }) => type?.coding?.[0]?.system === OWN.driver);
  const name = driver?.type?.coding?.[0]?.code;
  return {
    id,
    label: device.type?.text ?? id,
    ...(manufacturer === undefined ? {} : { manufacturer }),
    ...(modelNumber === undefined ? {} : { model: modelNumber }),
    ...(serialNumber === undefined ? {} : { serialNumber }),
    ...(name === undefined ? {} : { driver: name }),
    ...(driver === undefined ? {} : { driverVersion: driver.value }),
  };
}

function timesOf({ effectiveDateTime, effectivePeriod }: Observation): {
  readonly from: number;
  readonly to: number;
} {
  const from = Date.parse(effectivePeriod?.start ?? effectiveDateTime ?? "");
  return { from, to: effectivePeriod === undefined ? from : Date.parse(effectivePeriod.end) };
}

function deviceTimeOf({ extension }: Observation): { readonly deviceTime?: number } {
  for (const { url, valueDateTime, valueQuantity } of extension ?? []) {
    if (url === OWN.deviceTime && valueDateTime !== undefined)
      return { deviceTime: Date.parse(valueDateTime) };
    if (url === OWN.deviceClock && valueQuantity !== undefined) return { deviceTime: valueQuantity.value };
  }
  return {};
}

function numericOf(observation: Observation): CapturedNumeric {
  const absent = observation.dataAbsentReason?.coding?.[0]?.code;
  const text = observation.note?.[0]?.text;
  return {
    ...timesOf(observation),
    value: observation.valueQuantity?.value ?? null,
    ...(absent === undefined ? {} : { absent }),
    isQuestionable: observation.status === "preliminary",
    ...(text === undefined ? {} : { text }),
    ...deviceTimeOf(observation),
  };
}

function waveOf(observation: Observation, data: NonNullable<Observation["valueSampledData"]>): CapturedWave {
  const { factor, ...rest } = data;
  return {
    ...timesOf(observation),
    samplesPerSecond: Math.round((1000 / data.period) * 1e6) / 1e6,
    isQuestionable: observation.status === "preliminary",
    ...deviceTimeOf(observation),
    samples: () => samplesOf({ ...rest, data: data.data ?? "", ...(factor === undefined ? {} : { factor }) }),
  };
}

function noticeOf(observation: Observation): CapturedNotice | undefined {
  const kind = observation.code.coding?.find(({ system }) => system === OWN.event)?.code;
  if (kind === undefined) return undefined;
  const device = observation.device?.reference.replace("Device/", "");
  const facts = (observation.component ?? []).flatMap(
    ({ code, valueString, valueBoolean, valueQuantity }) => {
      const value = valueString ?? valueBoolean ?? valueQuantity?.value;
      const name = code.coding?.[0]?.code;
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    },
  );
  return {
    kind,
    at: timesOf(observation).from,
    text: observation.valueString ?? "",
    ...(device === undefined || device === "station" ? {} : { device }),
    ...deviceTimeOf(observation),
    facts: Object.fromEntries(facts),
  };
}
