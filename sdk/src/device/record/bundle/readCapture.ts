import { base64 } from "@scure/base";
import { InvalidInputError, PermissionError, VerificationError } from "../../../errors/index.ts";
import { type ChainProblem, verifyChain } from "../chain/verifyChain.ts";
import { inOrder, type Resource } from "../json.ts";
import { chainSchema, type CaptureBegin, type Chain } from "../types.ts";
import type { CapturedContent } from "./captured.ts";
import { collectSeries } from "./collectSeries.ts";

export interface CaptureReading extends CapturedContent {
  readonly begin: CaptureBegin;
  /** Milliseconds since 1970. */
  readonly endedAt: number;
  /** Links of the chain, the first and the last among them. */
  readonly links: number;
  /** Everything that is wrong with it; none: it is what the station captured, all of it. */
  readonly problems: readonly ChainProblem[];
}

export interface ReadCaptureOptions {
  /** The Bundle's bytes, or what was parsed from them. */
  readonly bundle: Uint8Array | object;
  /** Whether the station is enrolled with its key, and was when the capture began: `checkStation`. */
  readonly isEnrolled: (begin: CaptureBegin) => boolean | Promise<boolean>;
}

const IN_CHUNK = /^([1-9]\d{0,8})\.([1-9]\d{0,8})$/;

/**
 * Reads a captured record back for a replay, and verifies its chain. A record that is not whole is read as far as it goes: show the problems.
 * @throws InvalidInputError `CAPTURE_NOT_READABLE` where there is no capture in it
 */
export async function readCapture({ bundle, isEnrolled }: ReadCaptureOptions): Promise<CaptureReading> {
  const resources = resourcesOf(bundle);
  const chain = chainOf(resources);
  const end = chain.links.at(-1);
  const chunks = new Map<number, { readonly order: number; readonly resource: Resource }[]>();
  const put = (sequence: number, order: number, resource: Resource): void => {
    const chunk = chunks.get(sequence) ?? [];
    chunk.push({ order, resource });
    chunks.set(sequence, chunk);
  };
  const closing: Resource[] = [];
  for (const resource of resources) {
    if (resource.resourceType === "Binary" && resource.id === "chain") continue;
    const place = IN_CHUNK.exec(resource.id);
    if (place !== null) put(Number(place[1]), Number(place[2]), resource);
    else closing.push(resource);
  }
  // What the whole is about belongs to the end, behind its last values.
  const last = end?.sequence ?? 0;
  inOrder(closing).forEach((resource, index) => put(last, 1_000_000_000 + index, resource));
  const ordered = new Map(
    [...chunks].map(([sequence, chunk]) => [
      sequence,
      chunk.sort((a, b) => a.order - b.order).map(({ resource }) => resource),
    ]),
  );
  const problems = await verifyChain({ chain, chunks: ordered, isEnrolled });
  return {
    begin: chain.begin,
    endedAt: end?.to ?? chain.begin.startedAt,
    links: chain.links.length,
    problems,
    ...collectSeries([...ordered].sort(([a], [b]) => a - b).flatMap(([, chunk]) => chunk)),
  };
}

/**
 * What must hold before a capture is stored as a patient's record.
 * @throws PermissionError `CAPTURE_DEMONSTRATION` | `CAPTURE_PATIENT_MISMATCH`
 * @throws VerificationError `CAPTURE_BROKEN` naming the first problem
 */
export function requireCaptureOf(reading: Pick<CaptureReading, "begin" | "problems">, patient: string): void {
  const { begin, problems } = reading;
  if (begin.treatment === null) {
    throw new PermissionError("CAPTURE_DEMONSTRATION", "A demonstration is nobody's record.");
  }
  if (begin.treatment.patient !== patient) {
    throw new PermissionError("CAPTURE_PATIENT_MISMATCH", "The capture is of another patient.");
  }
  const [problem] = problems;
  if (problem === undefined) return;
  throw new VerificationError("CAPTURE_BROKEN", "The capture is not as its station signed it.", {
    facts: { problem: problem.kind, chunk: problem.sequence ?? 0, problems: problems.length },
  });
}

function resourcesOf(bundle: Uint8Array | object): readonly Resource[] {
  const parsed: unknown = bundle instanceof Uint8Array ? parse(bundle) : bundle;
  const entries = member(parsed, "entry");
  if (!Array.isArray(entries)) throw unreadable();
  return entries.map((entry: unknown) => {
    const resource = member(entry, "resource");
    if (typeof member(resource, "resourceType") !== "string" || typeof member(resource, "id") !== "string") {
      throw unreadable();
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- read from JSON, with the two members every resource has
    return resource as Resource;
  });
}

function chainOf(resources: readonly Resource[]): Chain {
  const binary = resources.find(({ resourceType, id }) => resourceType === "Binary" && id === "chain");
  try {
    const data = binary?.data;
    const result = chainSchema.safeParse(parse(base64.decode(typeof data === "string" ? data : "")));
    if (result.success) return result.data;
  } catch {
    // Named below, like every other form of it.
  }
  throw unreadable();
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw unreadable();
  }
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

function unreadable(): InvalidInputError {
  return new InvalidInputError(
    "CAPTURE_NOT_READABLE",
    "This is not a captured record, or its chain cannot be read.",
  );
}
