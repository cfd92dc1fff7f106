import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const SAMPLE = fileURLToPath(new URL("../../sdk/samples/hospital-stay.json", import.meta.url));
const entrySchema = z.looseObject({
  fullUrl: z.string(),
  resource: z.looseObject({ resourceType: z.string() }),
});
const bundleSchema = z.looseObject({ resourceType: z.literal("Bundle"), entry: z.array(entrySchema) });

/** 1 MB as the published figures have it (systems.md F10: 64 KB, 256 KB, 1 MB). */
export const MEGABYTE = 1_048_576;

/**
 * A FHIR bundle of exactly 1 MiB: the sample stay, with its observations again and again under fresh names, as a long monitoring would
 * give, and spaces at the end.
 */
export async function megabyteBundle(): Promise<Uint8Array> {
  const bundle = bundleSchema.parse(JSON.parse(await readFile(SAMPLE, "utf8")));
  const observations = bundle.entry
    .filter(({ resource }) => resource.resourceType === "Observation")
    // What others refer to, or refers to others by number, stays as it is.
    .filter(({ resource }) => !("hasMember" in resource) && !("derivedFrom" in resource));
  const entries = [...bundle.entry];
  let size = sizeOf({ ...bundle, entry: entries });
  for (let index = 0; ; index += 1) {
    const source = observations[index % observations.length];
    if (source === undefined) throw new Error("the sample has no observations");
    const copy = { ...source, fullUrl: `urn:uuid:${crypto.randomUUID()}` };
    size += 1 + sizeOf(copy);
    if (size > MEGABYTE) break;
    entries.push(copy);
  }
  const bytes = new Uint8Array(MEGABYTE).fill(0x20);
  bytes.set(new TextEncoder().encode(JSON.stringify({ ...bundle, entry: entries })));
  return bytes;
}

function sizeOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
