import { type ByteSource, createDigest, type Hex, iterate, readAllBytes } from "../codec/index.ts";
import { isFhirJson, WHOLE_LOCATOR } from "./cut/cut.ts";
import { LeafTable } from "./leaves.ts";
import { bodiesOf, hashingOf, SALT_BYTES, saltsOf } from "./parts.ts";
import { loadPoseidon } from "./poseidon/poseidon.ts";
import { type FieldInput, makeTree } from "./read.ts";
import { isRedacted, MAX_REDACTED_BYTES, readRedacted } from "./redacted/read.ts";
import { SEED_BYTES, seedsFrom } from "./seeds.ts";
import { loadHashBatch } from "./sha256/loadHashBatch.ts";
import { treeOfElements } from "./tree.ts";

/** Largest content that is cut into sections; it is held in memory for that. */
export const MAX_CUT_BYTES = MAX_REDACTED_BYTES;

/**
 * The root alone, in less memory than `readFields`. A stream of FHIR is collected; any other is hashed as it comes, whatever its size.
 * @throws as `readFields` | InvalidInputError STREAM_TOO_LARGE
 */
export async function fieldRootOf({
  content,
  ...input
}: Omit<FieldInput, "content"> & { readonly content: ByteSource }): Promise<Hex> {
  const { mediaType, layout } = input;
  const isCut = isFhirJson(mediaType) && (layout?.level ?? input.level) !== "whole";
  if (content instanceof ReadableStream && !isCut && !isRedacted(mediaType) && layout === undefined)
    return await rootOfStream(content, input);
  const bytes = content instanceof Uint8Array ? content : await readAllBytes(content, MAX_CUT_BYTES);
  if (isRedacted(mediaType)) return (await readRedacted(bytes)).root;
  return (await makeTree({ ...input, content: bytes })).tree.root;
}

/** One section of one part, as `cutContent` has it for anything that is no FHIR. */
async function rootOfStream(
  content: ReadableStream<Uint8Array>,
  { mediaType, fieldSeed, signal }: Omit<FieldInput, "content">,
): Promise<Hex> {
  const batch = await loadHashBatch();
  const [seed = null] = seedsFrom(fieldSeed).seedsOf(batch, [0]);
  const [salt] = saltsOf(batch, [{ seed: seed ?? new Uint8Array(SEED_BYTES), count: 1 }]);
  const digest = createDigest();
  digest.update(hashingOf(salt ?? new Uint8Array(SALT_BYTES), ""));
  for await (const chunk of iterate(content)) {
    signal?.throwIfAborted();
    digest.update(chunk);
  }
  const none = new Uint8Array(0);
  const body = bodiesOf(batch, [{ bytes: none, parts: [{ hash: digest.digest() }], salts: none }]);
  const leaves = new LeafTable(await loadPoseidon(), batch);
  leaves.add([{ position: 0, className: mediaType, locator: WHOLE_LOCATOR }], body);
  return (await treeOfElements(leaves.elements())).root;
}
