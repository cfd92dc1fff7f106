import { createHash } from "node:crypto";
import { consortiumOf } from "@medlattice/sdk/network";
import {
  confirmRecord,
  findGrantees,
  giveGrant,
  homeOracle,
  openAccess,
  type OpenedAccess,
  type Person,
  readAccess,
  type ReceivedGrant,
  receivedGrants,
  reviewRecord,
  withdrawGrant,
  writeRecord,
} from "@medlattice/sdk/person";
import { MedLatticeError, VerificationError } from "@medlattice/sdk/errors";
import { type Cast, openCast } from "@medlattice/network/people";
import type { Stack } from "@medlattice/network/stack";
import { chains } from "@medlattice/network/stack";
import type { Hex } from "viem";
import { arrangeVisit, missing } from "./arrangeVisit.ts";
import type { Bundle } from "./readBundle.ts";
import type { Reporter } from "./reporter.ts";

const DAY_SECONDS = 86_400;
const GRANT_DAYS = 30;
const MAX_USES = 5;

export interface JobResult {
  readonly cast: Cast;
  readonly recordId: Hex;
  readonly facts: {
    /** Hex SHA-256 of what the other doctor read. */
    readonly readSha256: string;
    readonly refusedAfterRevoke: boolean;
    readonly usageEntries: number;
  };
}

/** Takes one record the whole way: written at the hospital, read by a doctor elsewhere, and refused once the grant is withdrawn. */
export async function runJob(stack: Stack, bundle: Bundle, reporter: Reporter): Promise<JobResult> {
  const { step } = reporter;
  const cast = await step("people", "People: a patient, two doctors, a manager, an insurer", async (detail) =>
    openCast(stack, { onProgress: detail }),
  );
  reporter.heading("A record on its way");
  const chainId = chainIdOf("hospital");
  const { recordId, category } = await writeAndConfirm(cast, chainId, bundle, reporter);
  const scope = { kind: "record", chainId, recordId, category, title: bundle.intake.title } as const;
  const homeChainId = consortiumOf(stack.network).chainId;
  const { grantId, received } = await step(
    "grant",
    "Patient grants the other doctor to read it",
    async (detail) => {
      const given = await grantTo(cast, homeChainId, scope);
      detail(`${given.dealt.length} organisations hold a share`);
      return {
        grantId: given.grant.grantId,
        received: await packageOf(cast.reader, homeChainId, given.grant.grantId),
      };
    },
  );
  const { content, access } = await readOnce(cast, received, recordId, reporter);
  const usageEntries = await step("usage", "Patient sees who used it", async (detail) => {
    const seen = await usageOf(cast.patient, homeChainId, recordId);
    detail(`${seen} access${seen === 1 ? "" : "es"}`);
    return seen;
  });
  await step("revoke", "Patient withdraws the grant", async () =>
    withdrawGrant(cast.patient, { chainId: homeChainId, grantId }),
  );
  const refusedAfterRevoke = await step("refuse", "The same read is refused now", async (detail) => {
    const { grantPackage } = received;
    const what = { grantPackage, recordId, version: 0 };
    // Neither a new use of the grant nor the access that was opened while it held.
    await refusalOf(() => readAccess(cast.reader, { ...what, ...access }));
    detail(await refusalOf(() => openAccess(cast.reader, { ...what, reason: "Another look" })));
    return true;
  });
  const readSha256 = createHash("sha256").update(content).digest("hex");
  if (readSha256 !== bundle.sha256) {
    throw new VerificationError("CONTENT_DIFFERS", "What was read is not what was written.", {
      facts: { written: bundle.sha256, read: readSha256 },
    });
  }
  return { cast, recordId, facts: { readSha256, refusedAfterRevoke, usageEntries } };
}

async function writeAndConfirm(cast: Cast, chainId: number, bundle: Bundle, { step }: Reporter) {
  const category = bundle.intake.suggestedCategory;
  const appointment = await step(
    "appointment",
    "Patient asks for an appointment, the manager names a doctor",
    async () => arrangeVisit(cast, chainId, category),
  );
  const written = await step("propose", "Doctor seals the record and proposes it", async (detail) =>
    writeRecord(cast.author, {
      appointment,
      category,
      content: bundle.bytes,
      mediaType: "application/fhir+json",
      onProgress: (done, total) => detail(`${percent(done, total)} stored`),
    }),
  );
  const { recordId } = written;
  const reviewed = await step("review", "Patient opens and checks it", async (detail) => {
    const found = await reviewRecord(cast.patient, { chainId, recordId, atLeastBlock: written.blockNumber });
    detail(
      found.warnings.length === 0
        ? "nothing to object to"
        : found.warnings.map(({ message }) => message).join(" "),
    );
    return found;
  });
  const confirmed = await step("confirm", "Patient confirms it", async () =>
    confirmRecord(cast.patient, reviewed),
  );
  await step("index", "It stands in the patient's account chain", async (detail) => {
    const oracle = await cast.patient.oracle(cast.patient.organization, chainId);
    const { height } = await oracle.records.account({ atLeastBlock: confirmed.blockNumber });
    detail(`entry ${height}`);
  });
  return { recordId, category };
}

async function grantTo(
  { patient, readerName }: Cast,
  homeChainId: number,
  scope: Parameters<typeof giveGrant>[1]["scope"],
) {
  const [grantee] = await findGrantees(patient, homeChainId, readerName);
  if (grantee === undefined) throw missing("The other doctor is not in the directory.");
  const now = Math.floor(Date.now() / 1000);
  return await giveGrant(patient, {
    scope,
    grantee,
    actions: ["read"],
    notBefore: now,
    notAfter: now + GRANT_DAYS * DAY_SECONDS,
    maxUses: MAX_USES,
    purpose: "Treatment: second opinion",
    language: "en",
    timeZone: "UTC",
  });
}

async function packageOf(reader: Person, chainId: number, grantId: Hex): Promise<ReceivedGrant> {
  const { grants } = await receivedGrants(reader, chainId);
  const received = grants.find(({ grantPackage }) => grantPackage.grantId === grantId);
  if (received === undefined) throw missing("The grant did not arrive in the other doctor's mailbox.");
  return received;
}

async function readOnce(
  { reader }: Cast,
  { grantPackage }: ReceivedGrant,
  recordId: Hex,
  { step }: Reporter,
): Promise<{ readonly content: Uint8Array; readonly access: OpenedAccess }> {
  const what = { grantPackage, recordId, version: 0 };
  const access: OpenedAccess = await step("open", "Other doctor uses the grant once", async () =>
    openAccess(reader, { ...what, reason: "Second opinion before the visit" }),
  );
  const answered: Hex[] = [];
  const threshold = Promise.withResolvers<void>();
  const reading = readAccess(reader, {
    ...what,
    ...access,
    onAnswer: (organization) => {
      answered.push(organization);
      if (answered.length >= grantPackage.threshold) threshold.resolve();
    },
  });
  reading.catch(threshold.reject);
  await step(
    "re-encrypt",
    "Independent organisations re-encrypt the keys for this access",
    async (detail) => {
      await threshold.promise;
      detail(
        `${answered.length} of ${grantPackage.proxies.length} answered, ${grantPackage.threshold} needed`,
      );
    },
  );
  const content = await step("read", "Other doctor verifies, decrypts and reads", async (detail) => {
    const result = await reading;
    detail(`${result.content.length} bytes`);
    return result.content;
  });
  return { content, access };
}

async function usageOf(patient: Person, chainId: number, recordId: Hex): Promise<number> {
  const oracle = await homeOracle(patient, chainId);
  const { items } = await oracle.records.usage({ as: "sender" });
  return items.filter((entry) => entry.recordId === recordId).length;
}

/** @returns why it was refused, in words; throws when it was not */
async function refusalOf(attempt: () => Promise<unknown>): Promise<string> {
  try {
    await attempt();
  } catch (error) {
    if (error instanceof MedLatticeError && !error.retryable) return error.message;
    throw error;
  }
  throw new VerificationError("NOT_REFUSED", "The grant was withdrawn, and still it could be used.");
}

function chainIdOf(name: string): number {
  const chain = chains.find((candidate) => candidate.name === name);
  if (chain === undefined) throw missing(`The network has no chain ${name}.`);
  return chain.chainId;
}

function percent(done: number, total: number): string {
  return total === 0 ? "100 %" : `${Math.round((done / total) * 100)} %`;
}
