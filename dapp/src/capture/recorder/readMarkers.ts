import type { CaptureStore } from "@medlattice/sdk/device/record";
import { z } from "zod";

export interface Marker {
  readonly at: number;
  readonly text: string;
}

const noticeSchema = z.object({
  code: z.object({ coding: z.tuple([z.object({ code: z.literal("event-marker") })]) }),
  effectiveDateTime: z.string(),
  valueString: z.string(),
});
const operationSchema = z.object({ kind: z.literal("marker"), at: z.number(), text: z.string() });
const entrySchema = z.object({
  resources: z.array(z.unknown()).default([]),
  operations: z.array(z.string()).default([]),
});

/** What was marked before a capture was taken up again, oldest first. */
export async function readMarkers(store: CaptureStore): Promise<readonly Marker[]> {
  const markers: Marker[] = [];
  for (const kind of ["link", "draft"] as const) {
    for await (const { bytes } of store.read(kind)) {
      const text = new TextDecoder().decode(bytes);
      // Most entries have none, and are large.
      if (!text.includes("marker")) continue;
      const { resources, operations } = entrySchema.parse(JSON.parse(text));
      for (const resource of resources) {
        const { data } = noticeSchema.safeParse(resource);
        if (data !== undefined)
          markers.push({ at: Date.parse(data.effectiveDateTime), text: data.valueString });
      }
      for (const operation of operations) {
        const { data } = operationSchema.safeParse(JSON.parse(operation));
        if (data !== undefined) markers.push({ at: data.at, text: data.text });
      }
    }
  }
  return markers;
}
