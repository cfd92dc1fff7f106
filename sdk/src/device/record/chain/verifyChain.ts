import type { Resource } from "../json.ts";
import type { CaptureBegin, Chain, Link } from "../types.ts";
import { captureVerifier } from "./captureKey.ts";
import { beginContent, chunkContent, linkHash, NO_LINK, signatureOf, signedBytes } from "./link.ts";

export type ChainProblemKind =
  /** There is no chain, or it cannot be read. */
  | "unreadable"
  /** How the capture began was changed: patient, treatment, station or time. */
  | "begin-edited"
  /** What stands in the chunk is not what was signed. */
  | "edited"
  /** The chunk, or some of its resources, are gone. */
  | "missing"
  /** The chunk does not stand where it was. */
  | "reordered"
  /** The chunk was signed, but not behind those before it: it comes from another capture. */
  | "spliced"
  /** The signature is not of the station's key. */
  | "signature"
  /** The capture has no end: the last part was cut off, or it never came to one. */
  | "unfinished"
  /** Resources that no chunk covers. */
  | "stray"
  /** The key is not the one the station is enrolled with. */
  | "station";

/** Missing chunks that are named one by one; whoever left out more is named for these. */
const MOST_MISSING = 100;

export interface ChainProblem {
  readonly kind: ChainProblemKind;
  /** Of the chunk; absent where the whole is concerned. */
  readonly sequence?: number;
}

export interface VerifyChainOptions {
  readonly chain: Chain;
  /** The resources of each chunk by its sequence, in order of their ids. */
  readonly chunks: ReadonlyMap<number, readonly Resource[]>;
  /** Whether the station is enrolled with its key, and was when the capture began: `checkStation`. */
  readonly isEnrolled: (begin: CaptureBegin) => boolean | Promise<boolean>;
}

/** Checks a capture from its beginning to its end. @returns everything that is wrong with it, in order; none: it is whole. */
export async function verifyChain(options: VerifyChainOptions): Promise<readonly ChainProblem[]> {
  const { chain, chunks, isEnrolled } = options;
  const { begin, links } = chain;
  const problems: ChainProblem[] = [];
  const report = (kind: ChainProblemKind, sequence?: number): void =>
    void problems.push(sequence === undefined ? { kind } : { kind, sequence });
  if (!(await isEnrolled(begin))) report("station");
  const verify = await captureVerifier(begin.station.key);
  let previous = NO_LINK;
  let expected = 0;
  let missing = 0;
  const known = new Set(links.map(({ sequence }) => sequence));
  for (const link of links) {
    const { sequence } = link;
    const follows = sequence === expected;
    if (sequence < expected) report("reordered", sequence);
    for (let gone = expected; gone < sequence && missing < MOST_MISSING; gone++) {
      if (known.has(gone)) continue;
      missing++;
      report("missing", gone);
    }
    const fault = contentFault(link, begin, chunks.get(sequence) ?? []);
    if (fault !== undefined) report(fault, sequence);
    if (follows && linkHash(link, previous) !== link.hash) report("spliced", sequence);
    if (!(await verify(signedBytes(link.hash), signatureOf(link)))) report("signature", sequence);
    // One thing that is wrong is named once: what follows is measured against what stands here.
    previous = link.hash;
    expected = Math.max(expected, sequence + 1);
  }
  if (links.at(-1)?.kind !== "end") report("unfinished");
  if ([...chunks.keys()].some((sequence) => !known.has(sequence))) report("stray");
  return problems;
}

function contentFault(
  link: Link,
  begin: CaptureBegin,
  resources: readonly Resource[],
): ChainProblemKind | undefined {
  if (link.kind === "begin" || link.sequence === 0) {
    if (link.kind === "begin" && beginContent(begin) === link.content) return undefined;
    return "begin-edited";
  }
  if (resources.length < link.resources) return "missing";
  const content = chunkContent({ from: link.from, to: link.to, resources });
  return content === link.content ? undefined : "edited";
}
