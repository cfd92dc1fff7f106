import { decodeText, plain } from "./json/decode.ts";
import { JsonReader } from "./json/JsonReader.ts";
import type { Span } from "./json/JsonReader.ts";
import { JsonArray, JsonObject } from "./json/nodes.ts";
import type { JsonValue } from "./json/nodes.ts";
import { BundleCheck } from "./rules/BundleCheck.ts";
import { resourceType, validateMembers } from "./rules/resource.ts";
import { Validation } from "./rules/Validation.ts";
import type { FhirWarning } from "./rules/Warnings.ts";
import { loadSchema } from "./schema/loadSchema.ts";
import { SummaryCollector } from "./summary/SummaryCollector.ts";
import type { FhirSummary } from "./summary/SummaryCollector.ts";

/** Larger files are refused before they are read. */
export const MAX_FHIR_BYTES = 128 * 1024 * 1024;
/** How long the thread is kept before others get their turn. */
const TURN_MS = 30;

export interface ValidateFhirOptions {
  /** The file as it is; it is only read. */
  readonly bytes: Uint8Array;
  readonly signal?: AbortSignal;
  /** Largest size to take in; {@link MAX_FHIR_BYTES} if not given. */
  readonly maxBytes?: number;
}

export interface FhirIntake extends FhirSummary {
  readonly resourceType: string;
  readonly kind: "Bundle" | "resource";
  /** Resources in the file: entries of a Bundle that hold one, else 1. Contained resources are part of theirs. */
  readonly resourceCount: number;
  readonly warnings: readonly FhirWarning[];
}

/** The document as read, and what its check fills. */
interface Work {
  readonly validation: Validation;
  readonly summary: SummaryCollector;
  readonly reader: JsonReader;
  readonly root: JsonObject;
  readonly spans: readonly Span[];
}

/**
 * Checks that bytes are one FHIR R4 (4.0.1) resource or Bundle in JSON, and describes it for people. The bytes are never
 * written again: decimals, key order and white space are the caller's to keep.
 *
 * Structure is checked (R4 §2.1.28): names, types, cardinality, primitive formats, required codes, the standard's own
 * invariants and the narrative; no profiles, no terminology beyond required value sets. A Bundle is held one entry at a time.
 *
 * @throws InvalidFhirError with the problems found: FHIR_UNSUPPORTED_FORMAT | FHIR_TOO_LARGE | FHIR_NOT_UTF8 |
 *   FHIR_NOT_JSON | FHIR_NOT_R4
 * @throws the signal's reason once it is aborted
 * @example const { title, warnings } = await validateFhir({ bytes });
 */
export async function validateFhir(options: ValidateFhirOptions): Promise<FhirIntake> {
  const { bytes, signal, maxBytes = MAX_FHIR_BYTES } = options;
  if (bytes.length > maxBytes) {
    const message = `it has ${bytes.length} bytes, and ${maxBytes} are allowed`;
    throw plain("FHIR_TOO_LARGE", message, "Split the Bundle into several.");
  }
  const schema = await loadSchema();
  signal?.throwIfAborted();
  const { text, byteOrderMark } = decodeText(bytes);
  const reader = new JsonReader(text);
  const { root, spans } = reader.readRoot("entry");
  const type = root.string("resourceType") ?? "";
  const rootStep = schema.resources.has(type) ? type : "(resource)";
  const validation = new Validation({ schema, reader, root, rootStep });
  if (byteOrderMark) warnByteOrderMark(validation);
  const work = {
    validation,
    summary: new SummaryCollector(type, root),
    reader,
    root,
    spans,
    at: text.indexOf("{"),
  };
  if (resourceType(validation, root) === "Bundle") await checkEntries(work, signal);
  else if (validation.problems.length === 0) checkSingle(work, type);
  validation.finish();
  return describe(work, type);
}

/** The first pass has found the syntax sound, and where each entry is; here one after the other is read again and checked. */
async function checkEntries(
  { validation, summary, reader, root, spans }: Work,
  signal: AbortSignal | undefined,
): Promise<void> {
  const check = new BundleCheck(validation, root);
  check.begin(spans.length);
  let turn = performance.now();
  for (const [index, span] of spans.entries()) {
    const entry = reader.readSpan(span);
    check.entry(entry, index, placeOf(entry, span, root));
    const resource = entry instanceof JsonObject ? entry.object("resource") : undefined;
    if (resource !== undefined) summary.add(resource.string("resourceType") ?? "", resource);
    if (performance.now() - turn < TURN_MS) continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    signal?.throwIfAborted();
    turn = performance.now();
  }
  check.end();
}

/** Other resources with an `entry` (List, Linkage) are read whole. */
function checkSingle({ validation, summary, reader, root, spans }: Work, type: string): void {
  const whole =
    spans.length === 0
      ? root
      : withEntries(
          root,
          spans.map((span) => reader.readSpan(span)),
        );
  validateMembers(validation, whole, type);
  summary.add(type, root);
}

function withEntries(root: JsonObject, items: readonly JsonValue[]): JsonObject {
  const values = root.values.map((value, index) =>
    root.keys[index] === "entry" && value instanceof JsonArray ? new JsonArray(value.start, items) : value,
  );
  return new JsonObject(root.start, root.keys, values);
}

/** An entry that was read alone stands in a list of its own; one that is no object is shown at the name `entry`. */
function placeOf(
  entry: JsonValue,
  span: Span,
  root: JsonObject,
): { owner: JsonObject | JsonArray; index: number } {
  if (entry instanceof JsonObject) return { owner: new JsonArray(span.start, [entry]), index: 0 };
  return { owner: root, index: root.keys.indexOf("entry") };
}

function warnByteOrderMark({ warnings }: Validation): void {
  const message =
    "the file begins with a byte order mark, which JSON does not allow; some systems may refuse it";
  warnings.add({ rule: "byte-order-mark", path: "", message });
}

/** Copied, because texts cut out of a file would keep the whole of it in memory. */
function describe({ validation, summary }: Work, type: string): FhirIntake {
  return structuredClone({
    resourceType: type,
    kind: type === "Bundle" ? "Bundle" : "resource",
    resourceCount: summary.count,
    ...summary.describe(),
    warnings: validation.warnings.list(),
  });
}
