import type { Hex } from "../codec/index.ts";
import { type FieldInput, makeTree } from "./read.ts";
import { isRedacted, readRedacted } from "./redacted/read.ts";

/**
 * The root alone, in less memory than `readFields`.
 * @throws as `readFields`
 */
export async function fieldRootOf(input: FieldInput): Promise<Hex> {
  if (isRedacted(input.mediaType)) return (await readRedacted(input.content)).root;
  return (await makeTree(input)).tree.root;
}
