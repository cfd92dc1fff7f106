import { utf8 } from "../../../codec/index.ts";
import type { Resource } from "../json.ts";
import { type Operation, operationFromText, operationToText } from "../recorder/operation.ts";
import type { RecorderSnapshot } from "../recorder/state.ts";
import type { CaptureStore } from "../store/CaptureStore.ts";
import type { CaptureBegin, Link } from "../types.ts";

/** A link as it is kept, with what it covers. */
export interface LinkEntry {
  readonly link: Link;
  /** Only of the first. */
  readonly begin?: CaptureBegin;
  readonly resources: readonly Resource[];
}

/** What came since the last link, or what the recorder held when that link was made. */
export type DraftEntry = { readonly snapshot: RecorderSnapshot } | { readonly operations: readonly string[] };

export function entryBytes(entry: LinkEntry | DraftEntry): Uint8Array {
  return utf8(JSON.stringify(entry));
}

export function draftOf(operations: readonly Operation[]): Uint8Array {
  return entryBytes({ operations: operations.map(operationToText) });
}

/** Links in order, one in memory at a time. */
export async function* readLinks(
  store: CaptureStore,
): AsyncGenerator<LinkEntry & { readonly sizeBytes: number }> {
  for await (const { bytes } of store.read("link")) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own entry, read back
    const entry = JSON.parse(new TextDecoder().decode(bytes)) as LinkEntry;
    yield { ...entry, sizeBytes: bytes.length };
  }
}

/** What was held when the last link was made, and all that came since. */
export async function readDrafts(
  store: CaptureStore,
  sequence: number,
): Promise<{ readonly snapshot: RecorderSnapshot | undefined; readonly operations: readonly Operation[] }> {
  let snapshot: RecorderSnapshot | undefined;
  let operations: Operation[] = [];
  for await (const entry of store.read("draft")) {
    // A crash between a snapshot and its link leaves a snapshot for a link that was never made.
    if (entry.sequence !== sequence) continue;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own entry, read back
    const draft = JSON.parse(new TextDecoder().decode(entry.bytes)) as DraftEntry;
    if ("snapshot" in draft) {
      snapshot = draft.snapshot;
      operations = [];
    } else operations.push(...draft.operations.map(operationFromText));
  }
  return { snapshot, operations };
}
