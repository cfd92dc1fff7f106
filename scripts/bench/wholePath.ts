import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { validateFhir } from "@medlattice/sdk/fhir";
import { consortiumOf } from "@medlattice/sdk/network";
import {
  confirmRecord,
  findGrantees,
  giveGrant,
  homeOracle,
  openAccess,
  readAccess,
  receivedGrants,
  reviewRecord,
  type SharedWith,
  writeRecord,
} from "@medlattice/sdk/person";
import type { Appointment } from "@medlattice/sdk/record";
import { type Cast, openCast } from "@medlattice/network/people";
import { chains, openStack } from "@medlattice/network/stack";
import { arrangeVisit, missing } from "../start/arrangeVisit.ts";
import { megabyteBundle } from "./megabyteBundle.ts";
import { processorMs } from "./processorTime.ts";

const DAY_SECONDS = 86_400;
/** The engine's compilers need some; a service that runs has had them. */
const WARM_UP_RUNS = 15;

/** Milliseconds of each step of one record's way, in their order. */
export type StepTimes = ReadonlyMap<string, number>;

export interface WholePath {
  readonly runs: readonly StepTimes[];
  /** Processor time of all processes together for one record: what stays the same on a busy machine. */
  readonly processorMs: number | null;
}

export interface WholePathOptions {
  readonly runs?: number;
  readonly onProgress: (text: string) => void;
}

/** One record of 1 MB after another, the whole way, through the processes of a network of its own on this machine. */
export async function measureWholePath({ runs = 9, onProgress }: WholePathOptions): Promise<WholePath> {
  const folder = await mkdtemp(join(tmpdir(), "medlattice-bench-"));
  const stack = await openStack({
    stateFolder: join(folder, "state"),
    reset: false,
    takeFreePorts: true,
    progress: async (_name, label, work) => {
      onProgress(label);
      return await work();
    },
    onEvent: onProgress,
  });
  try {
    const cast = await openCast(stack, { onProgress });
    const bench = await prepare(cast);
    const times: StepTimes[] = [];
    const pids = [process.pid, ...Object.values(stack.supervisor.pids())];
    let before: number | null = null;
    for (let run = -WARM_UP_RUNS; run < runs; run += 1) {
      onProgress(run < 0 ? "warming up" : `record ${run + 1} of ${runs}`);
      if (run === 0) before = await processorMs(pids);
      const taken = await takeOnce(cast, bench);
      if (run >= 0) times.push(taken);
    }
    const after = await processorMs(pids);
    return { runs: times, processorMs: before === null || after === null ? null : (after - before) / runs };
  } finally {
    await stack.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Prepared {
  readonly chainId: number;
  readonly homeChainId: number;
  readonly content: Uint8Array;
  readonly category: string;
  readonly title: string;
  readonly appointment: Appointment;
  readonly grantee: SharedWith;
}

async function prepare(cast: Cast): Promise<Prepared> {
  const chainId = chains.find(({ name }) => name === "hospital")?.chainId ?? 0;
  const homeChainId = consortiumOf(cast.patient.network).chainId;
  const content = await megabyteBundle();
  const { suggestedCategory: category, title } = await validateFhir({ bytes: content });
  const appointment = await arrangeVisit(cast, chainId, category);
  const [grantee] = await findGrantees(cast.patient, homeChainId, cast.readerName);
  if (grantee === undefined) throw missing("The other doctor is not in the directory.");
  return { chainId, homeChainId, content, category, title, appointment, grantee };
}

async function takeOnce({ author, patient, reader }: Cast, bench: Prepared): Promise<StepTimes> {
  const { chainId, homeChainId, content, category, title, appointment, grantee } = bench;
  const times = new Map<string, number>();
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    times.set(name, performance.now() - start);
    return result;
  };
  await step("check", () => validateFhir({ bytes: content }));
  const { recordId, blockNumber } = await step("propose", () =>
    writeRecord(author, { appointment, category, content, mediaType: "application/fhir+json" }),
  );
  const reviewed = await step("review", () =>
    reviewRecord(patient, { chainId, recordId, atLeastBlock: blockNumber }),
  );
  await step("confirm", () => confirmRecord(patient, reviewed));
  const { grant } = await step("grant", () => {
    const now = Math.floor(Date.now() / 1000);
    return giveGrant(patient, {
      scope: { kind: "record", chainId, recordId, category, title },
      grantee,
      actions: ["read"],
      notBefore: now,
      notAfter: now + DAY_SECONDS,
      maxUses: 1,
      purpose: "Treatment: second opinion",
      language: "en",
      timeZone: "UTC",
    });
  });
  const { messageId, grantPackage } = await step("receive", async () => {
    const { grants } = await receivedGrants(reader, homeChainId);
    const received = grants.find((one) => one.grantPackage.grantId === grant.grantId);
    if (received === undefined) throw missing("The grant did not arrive in the other doctor's mailbox.");
    return received;
  });
  const what = { grantPackage, recordId, version: 0 };
  const access = await step("open", () =>
    openAccess(reader, { ...what, reason: "Second opinion before the visit" }),
  );
  const { content: read } = await step("read", () => readAccess(reader, { ...what, ...access }));
  if (sha256(read) !== sha256(content)) throw missing("What was read is not what was written.");
  // Outside of the clock: the next record's doctor does not look through the mail of this one.
  const mailbox = await homeOracle(reader, homeChainId);
  await mailbox.mailbox.remove(messageId);
  return times;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
