import { Schema } from "./Schema.ts";
import type { SchemaFile } from "./types.ts";

let loading: Promise<Schema> | undefined;

/** The schema of R4, loaded when the first file is validated (51 kB compressed), then kept. A failed load may be tried again. */
export function loadSchema(): Promise<Schema> {
  loading ??= load().catch((cause: unknown) => {
    loading = undefined;
    throw cause;
  });
  return loading;
}

async function load(): Promise<Schema> {
  const { default: file } = await import("./r4.json", { with: { type: "json" } });
  // The file is generated together with its type; where that has tuples, the compiler infers arrays from JSON.
  return new Schema(file as unknown as SchemaFile); // oxlint-disable-line typescript/no-unsafe-type-assertion
}
