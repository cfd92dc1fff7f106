import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A committed vector file of `sdk/vectors`. */
export function readVectors(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../vectors/${name}`, import.meta.url), "utf8"));
}

/** The reference vectors beside the project, where somebody has put them; they use domain strings of their own. */
export function readReferenceVectors(
  name: string,
): { readonly skip: string } | { readonly vectors: unknown } {
  const path = fileURLToPath(new URL(`../../../../../shared/vectors/${name}`, import.meta.url));
  if (!existsSync(path)) return { skip: `../shared/vectors/${name} is not here` };
  return { vectors: JSON.parse(readFileSync(path, "utf8")) };
}
