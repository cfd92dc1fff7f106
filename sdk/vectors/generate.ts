/** Writes the vector files again. They come out the same; `vectors.test.ts` fails when they would not. */
import { writeFileSync } from "node:fs";
import { vectorFiles } from "./files.ts";

for (const [name, text] of await vectorFiles()) {
  writeFileSync(new URL(name, import.meta.url), text);
}
