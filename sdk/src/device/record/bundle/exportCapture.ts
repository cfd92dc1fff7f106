import { base64 } from "@scure/base";
import { utf8 } from "../../../codec/index.ts";
import { PermissionError } from "../../../errors/index.ts";
import { readLinks } from "../capture/entries.ts";
import { TEST_DATA } from "../fhir/closing.ts";
import { instant, OWN } from "../fhir/terms.ts";
import type { Resource } from "../json.ts";
import type { CaptureStore } from "../store/CaptureStore.ts";
import type { CaptureBegin, Link } from "../types.ts";

export const CHAIN_MEDIA_TYPE = "application/vnd.medlattice.capture-chain+json";

/**
 * Writes a finished capture as a FHIR R4 Bundle (JSON), piece by piece; no more than one chunk of it is in memory.
 * @throws PermissionError `CAPTURE_UNFINISHED`
 * @example const content = new Blob(await Array.fromAsync(exportCapture(store)));
 */
export async function* exportCapture(store: CaptureStore): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let begin: CaptureBegin | undefined;
  const links: Link[] = [];
  for await (const entry of readLinks(store)) {
    const { link, resources } = entry;
    links.push(link);
    if (entry.begin !== undefined) {
      begin = entry.begin;
      yield encode(head(begin));
      continue;
    }
    if (begin === undefined) break;
    const base = baseOf(begin);
    if (resources.length > 0) {
      yield encode(resources.map((resource) => entryText(base, resource)).join(""));
    }
  }
  if (begin === undefined || links.at(-1)?.kind !== "end") {
    throw new PermissionError("CAPTURE_UNFINISHED", "The capture has not been finished.", {
      hints: ["Take it up again at the station that began it, and finish it there."],
    });
  }
  const chain = { format: "medlattice/capture-chain/v1", begin, links };
  const binary = {
    resourceType: "Binary",
    id: "chain",
    contentType: CHAIN_MEDIA_TYPE,
    data: base64.encode(utf8(JSON.stringify(chain))),
  };
  // The chain comes last, and has no comma behind it.
  yield encode(`${entryText(baseOf(begin), binary).slice(0, -1)}]}`);
}

function head(begin: CaptureBegin): string {
  const members = JSON.stringify({
    resourceType: "Bundle",
    ...(begin.treatment === null ? { meta: { security: TEST_DATA } } : {}),
    identifier: { system: OWN.capture, value: begin.captureId },
    type: "collection",
    timestamp: instant(begin.startedAt),
  });
  return `${members.slice(0, -1)},"entry":[`;
}

/** References within the Bundle are relative: they resolve against the full URLs, which differ by capture. */
function baseOf({ captureId }: CaptureBegin): string {
  return `https://capture.invalid/${captureId.slice(2, 18)}`;
}

function entryText(base: string, resource: Resource): string {
  const fullUrl = `${base}/${resource.resourceType}/${resource.id}`;
  return `${JSON.stringify({ fullUrl, resource })},`;
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
