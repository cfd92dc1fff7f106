import type { Hex } from "../../../codec/index.ts";
import type { MedLatticeError } from "../../../errors/index.ts";
import type { CaptureKey } from "../chain/captureKey.ts";
import { beginContent, chunkContent, signLink } from "../chain/link.ts";
import type { Resource } from "../json.ts";
import type { RecorderSnapshot } from "../recorder/state.ts";
import { type CaptureStore, storeError } from "../store/CaptureStore.ts";
import type { CaptureBegin, Link } from "../types.ts";
import { entryBytes } from "./entries.ts";

/** A chunk that has ended and waits to be signed and kept. */
export interface Chunk {
  readonly sequence: number;
  readonly kind: Link["kind"];
  readonly from: number;
  readonly to: number;
  readonly resources: readonly Resource[];
  readonly begin?: CaptureBegin;
  /** What the chunks after it need; none after the end. */
  readonly snapshot?: RecorderSnapshot;
}

/** What a Bundle needs for each resource (its full URL) and for each link, besides their content. */
export const ENTRY_BYTES = 90;
export const LINK_BYTES = 500;

type Job =
  | { readonly kind: "draft"; readonly sequence: number; readonly bytes: Uint8Array }
  | { readonly kind: "chunk"; readonly chunk: Chunk; readonly size: number };

/** Signs and keeps, one after the other, in order. */
export interface Writer {
  draft(sequence: number, bytes: Uint8Array): void;
  chunk(chunk: Chunk): void;
  /** Tries again what could not be kept. Resolves when nothing waits any more, or when it failed again. */
  flush(): Promise<void>;
  /** Size of the Bundle so far, about. */
  readonly bundleBytes: number;
  /** Bytes that are not kept yet. */
  readonly waitingBytes: number;
  /** Why the store keeps nothing at the moment. */
  readonly problem: MedLatticeError | undefined;
}

export function createWriter(options: {
  readonly store: CaptureStore;
  readonly key: Pick<CaptureKey, "sign">;
  /** Hash of the last link. */
  readonly head: Hex;
  /** Of what was kept before. */
  readonly bundleBytes?: number;
}): Writer {
  const { store, key } = options;
  let { head, bundleBytes = 0 } = options;
  let jobs: Job[] = [];
  let running: Promise<void> | undefined;
  let problem: MedLatticeError | undefined;

  const keep = async (job: Job): Promise<void> => {
    if (job.kind === "draft") return store.append(job);
    const { chunk } = job;
    const { sequence, kind, from, to, resources, begin, snapshot } = chunk;
    const content = begin === undefined ? chunkContent({ from, to, resources }) : beginContent(begin);
    const link = await signLink(key, head, {
      sequence,
      kind,
      from,
      to,
      resources: resources.length,
      content,
    });
    if (snapshot !== undefined) {
      await store.append({ kind: "draft", sequence: sequence + 1, bytes: entryBytes({ snapshot }) });
    }
    const entry = { link, resources, ...(begin === undefined ? {} : { begin }) };
    await store.append({ kind: "link", sequence, bytes: entryBytes(entry) });
    head = link.hash;
  };

  const run = async (): Promise<void> => {
    // So that `running` is set before this can have ended.
    await Promise.resolve();
    try {
      for (let job = jobs[0]; job !== undefined; job = jobs[0]) {
        await keep(job);
        jobs.shift();
      }
      problem = undefined;
    } catch (error) {
      problem = storeError(error);
    } finally {
      running = undefined;
    }
  };
  const start = (): Promise<void> => (running ??= run());

  return {
    get bundleBytes() {
      return bundleBytes;
    },
    get waitingBytes() {
      return jobs.reduce((sum, job) => sum + (job.kind === "draft" ? job.bytes.length : job.size), 0);
    },
    get problem() {
      return problem;
    },
    draft(sequence, bytes) {
      jobs.push({ kind: "draft", sequence, bytes });
      void start();
    },
    chunk(chunk) {
      // Drafts that have not been kept yet are in the chunk; the first job may be under way.
      const [first, ...rest] = jobs;
      const others = rest.filter((job) => job.kind === "chunk" || job.sequence > chunk.sequence);
      jobs = first === undefined ? [] : [first, ...others];
      const size = JSON.stringify(chunk.resources).length;
      bundleBytes += size + chunk.resources.length * ENTRY_BYTES + LINK_BYTES;
      jobs.push({ kind: "chunk", chunk, size });
      void start();
    },
    async flush() {
      await start();
      if (jobs.length > 0 && problem === undefined) await start();
    },
  };
}
