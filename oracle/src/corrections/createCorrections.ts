import type { CorrectionEntry, CorrectionStatus, CorrectionSubmission } from "@medlattice/sdk/client";
import { commitmentMessage } from "@medlattice/sdk/crypto";
import { type SignatureCheck, correctionHashOf, requireSignature, typed } from "@medlattice/sdk/eip712";
import { InvalidInputError, PermissionError, UnavailableError } from "@medlattice/sdk/errors";
import { decodeChameleonKey, type Opening } from "@medlattice/sdk/manifest";
import { correctionDomain, type RecordState, stateHash } from "@medlattice/sdk/record";
import type { Hex } from "viem";
import type { ChainConfig, OracleConfig } from "../config/oracleConfig.ts";
import type { SessionContext } from "../http/access.ts";
import { recordNotFound } from "../index/indexRoutes.ts";
import type { IndexQueries } from "../index/queries.ts";
import type { ReadableRecords } from "../manifests/readableRecords.ts";
import type { ControllerCheck } from "../session/controllerCheck.ts";
import { checkStatement, notAuthor } from "./checkStatement.ts";
import type { CorrectionTable, StoredCorrection } from "./correctionTable.ts";
import type { CorrectedVersions } from "./correctedVersions.ts";
import type { TrapdoorHolder } from "./trapdoorHolder.ts";

/** Corrections on their way between doctor and patient (docs/corrections.md). */
export interface Corrections {
  /** The same correction again gives the same entry. */
  submit(session: SessionContext, submission: CorrectionSubmission): Promise<CorrectionEntry>;
  list(
    session: SessionContext,
    query: {
      as: "patient" | "author";
      status?: CorrectionStatus | undefined;
      limit: number;
      cursor?: number | undefined;
    },
  ): Promise<{ items: CorrectionEntry[]; next: number | null }>;
  get(session: SessionContext, hash: Hex): Promise<CorrectionEntry>;
  withdraw(session: SessionContext, hash: Hex): Promise<void>;
  decline(session: SessionContext, hash: Hex, words: Hex | null): Promise<void>;
  /** Brings what waits up to what the chain says: landed, or overtaken by another change of the record. */
  settle(): Promise<void>;
}

export interface CreateCorrectionsOptions {
  readonly config: Pick<OracleConfig, "organization" | "limits">;
  readonly chainOf: (chainId: number) => ChainConfig;
  readonly table: CorrectionTable;
  readonly queries: IndexQueries;
  readonly readable: Pick<ReadableRecords, "mayReadState">;
  readonly controllers: ControllerCheck;
  readonly checkSignature: SignatureCheck;
  readonly stateHashOf: (chainId: number, recordId: Hex) => Promise<Hex>;
  /** H1 of this organisation as it is registered now, x ‖ y. */
  readonly chameleonKeyOf: (chainId: number) => Promise<Hex>;
  readonly trapdoor: TrapdoorHolder;
  readonly versions: CorrectedVersions;
  /** Puts the doctor's words into the patient's mailbox; called inside the transaction that keeps the correction. */
  readonly tell: (correction: { hash: Hex; chainId: number; patient: Hex; words: Hex }) => void;
  /** Tells whoever holds the trapdoor that it waits no more. */
  readonly cancel: (chainId: number, hash: Hex) => Promise<void>;
  readonly atOnce: (work: () => void) => void;
  readonly nowSeconds: () => number;
}

const ROLE_DOCTOR = 2;
const DAY_SECONDS = 86_400;

export function createCorrections(options: CreateCorrectionsOptions): Corrections {
  const { config, chainOf, table, queries, versions, nowSeconds } = options;
  const { orgId } = config.organization;

  /** The record as the chain has it now. */
  async function presentState(session: SessionContext, recordId: Hex): Promise<RecordState> {
    const state = queries.record(session.chainId, recordId)?.state;
    if (state === undefined || !options.readable.mayReadState(session, state)) throw recordNotFound();
    if ((await options.stateHashOf(session.chainId, recordId)) === stateHash(state)) return state;
    throw new UnavailableError("INDEX_BEHIND", "The index has not come to the record yet.", {
      facts: { chainId: session.chainId },
    });
  }

  async function requireDoctor(
    session: SessionContext,
    { statement, authorSignature }: CorrectionSubmission,
  ) {
    const { chainId, personId, role, organization } = session;
    if (role !== ROLE_DOCTOR || organization !== orgId || statement.author !== personId) throw notAuthor();
    const { recordCorrection } = chainOf(chainId).contracts;
    if (recordCorrection === undefined) throw unavailable("contract");
    await options.controllers.require({ chainId, personId, controller: statement.signer });
    await requireSignature({
      data: typed("Correction", correctionDomain(chainId, recordCorrection), statement),
      signer: statement.signer,
      signature: authorSignature,
      check: options.checkSignature,
    });
  }

  /** Opens the record's commitment to the new content; nothing of the trapdoor leaves its holder. */
  async function openCommitment(
    chainId: number,
    { statement, authorSignature }: Pick<CorrectionSubmission, "statement" | "authorSignature">,
    state: RecordState,
  ): Promise<Opening | "waiting" | "declined"> {
    const { registryId } = chainOf(chainId);
    const h1 = await options.chameleonKeyOf(chainId);
    const { recordId, version, digest, fieldRoot } = statement;
    const message = { registryId, chainId: BigInt(chainId), recordId, version, digest, fieldRoot };
    const answer = await options.trapdoor.open({
      chainId,
      correction: statement,
      authorSignature,
      registryId,
      state,
      h1: decodeChameleonKey(h1),
      m: commitmentMessage(message),
    });
    return answer.status === "opened" ? { h1, proof: answer.proof } : answer.status;
  }

  function requireAlone(session: SessionContext, { statement }: CorrectionSubmission): void {
    const { recordId, version } = statement;
    if (table.pendingFor(session.chainId, recordId, version) !== undefined) {
      throw new InvalidInputError(
        "CORRECTION_PENDING",
        "Another correction of this record waits for the patient.",
        {
          hints: ["Its author withdraws it, or the patient answers it, before the next one is handed in."],
        },
      );
    }
    const max = config.limits.correctionsPerDayPerDoctor;
    if (table.countSince(session, nowSeconds() - DAY_SECONDS) < max) return;
    throw new UnavailableError(
      "RATE_LIMITED",
      "This doctor has handed in as many corrections as one may in a day.",
      {
        facts: { max },
      },
    );
  }

  function entryOf(correction: StoredCorrection): Promise<CorrectionEntry> {
    return versions.describe(correction, statusOf(correction));
  }

  /** What the chain says of one that waits. */
  function statusOf({ status, hash, chainId, document }: StoredCorrection): CorrectionStatus {
    if (status !== "pending" && status !== "opening") return status;
    const { recordId, version, sequence } = document.statement;
    if (queries.correctionAt(chainId, recordId, version) === hash) return "landed";
    const state = queries.record(chainId, recordId)?.state;
    return state === undefined || state.sequence === sequence ? status : "outdated";
  }

  function own(session: SessionContext, hash: Hex, as: readonly ("patient" | "author")[]): StoredCorrection {
    const found = table.find(hash);
    const isOwn = as.some((role) => found?.document.statement[role] === session.personId);
    if (found?.chainId === session.chainId && isOwn) return found;
    throw new InvalidInputError("CORRECTION_NOT_FOUND", "There is no such correction of yours here.");
  }

  async function end(correction: StoredCorrection, status: CorrectionStatus, answer: Hex | null = null) {
    options.atOnce(() => table.setStatus(correction.hash, status, answer));
    await versions.discard(correction);
    await options.cancel(correction.chainId, correction.hash);
  }

  function tell({
    hash,
    chainId,
    document,
    words,
  }: Pick<StoredCorrection, "hash" | "chainId" | "document" | "words">) {
    if (words !== null) options.tell({ hash, chainId, patient: document.statement.patient, words });
  }

  /** Whether the officers have signed meanwhile; then it goes to the patient. */
  async function askOfficers(correction: StoredCorrection): Promise<void> {
    const { hash, chainId, document } = correction;
    const { statement } = document;
    const state = queries.record(chainId, statement.recordId)?.state;
    if (state === undefined) return;
    const opening = await openCommitment(chainId, document, state);
    if (opening === "waiting") return;
    if (opening === "declined") return end(correction, "declined");
    await versions.accept(chainId, { ...document, words: null }, state, opening);
    options.atOnce(() => {
      const opened = { ...document, opening };
      table.setOpened(hash, opened);
      tell({ ...correction, document: opened });
    });
  }

  function requirePending(correction: StoredCorrection): void {
    if (["opening", "pending"].includes(statusOf(correction))) return;
    throw new InvalidInputError("CORRECTION_NOT_PENDING", "This correction waits for nobody any more.");
  }

  const corrections: Corrections = {
    async submit(session, submission) {
      const { statement, authorSignature, amendments, words } = submission;
      const { chainId } = session;
      await requireDoctor(session, submission);
      const hash = correctionHashOf(statement);
      const before = table.find(hash);
      if (before !== undefined) return entryOf(requireNotEnded(before));
      await corrections.settle();
      const state = await presentState(session, statement.recordId);
      checkStatement(statement, state, orgId);
      requireAlone(session, submission);
      const answer = await openCommitment(chainId, submission, state);
      if (answer === "declined") throw officersDeclined();
      const opening = answer === "waiting" ? null : answer;
      const accepted = await versions.accept(chainId, submission, state, opening);
      // No await from here to the row: of two at once, the second finds the first.
      const meanwhile = table.find(hash);
      if (meanwhile !== undefined) return entryOf(requireNotEnded(meanwhile));
      requireAlone(session, submission);
      options.atOnce(() => {
        const cid = accepted?.address.cid ?? null;
        const manifest = accepted?.manifest.signed ?? null;
        const document = { statement, authorSignature, opening, manifest, amendments, cid };
        const status = opening === null ? "opening" : "pending";
        table.put({ hash, chainId, status, created: nowSeconds(), document, words });
        if (accepted !== null) versions.keep(accepted);
        if (opening !== null) tell({ hash, chainId, document, words });
      });
      return entryOf(own(session, hash, ["author"]));
    },
    async list(session, { limit, ...query }) {
      await corrections.settle();
      const rows = table.list(session, { ...query, limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const next = rows.length > limit ? (shown.at(-1)?.seq ?? null) : null;
      return { items: await Promise.all(shown.map(entryOf)), next };
    },
    get: async (session, hash) => entryOf(own(session, hash, ["patient", "author"])),
    async withdraw(session, hash) {
      const correction = own(session, hash, ["author"]);
      if (correction.status === "withdrawn") return;
      requirePending(correction);
      await end(correction, "withdrawn");
    },
    async decline(session, hash, words) {
      const correction = own(session, hash, ["patient"]);
      if (correction.status === "declined") return;
      requirePending(correction);
      await end(correction, "declined", words);
    },
    async settle() {
      for (const correction of table.pending()) {
        const status = statusOf(correction);
        if (status === "opening") await askOfficers(correction);
        else if (status === "landed") {
          options.atOnce(() => {
            table.setStatus(correction.hash, status);
            versions.publish(correction);
          });
        } else if (status !== "pending") await end(correction, status);
      }
    },
  };
  return corrections;
}

/** An erasure names no content, so the same one again has the same hash, and the patient's no stands. */
function requireNotEnded(correction: StoredCorrection): StoredCorrection {
  const { status } = correction;
  if (status !== "declined" && status !== "withdrawn") return correction;
  throw new InvalidInputError(
    "CORRECTION_ENDED",
    `The very same correction was handed in before and ${status}.`,
    {
      hints: ["Talk to whom it concerns, then hand it in with the reason that fits best now."],
      facts: { status },
    },
  );
}

function officersDeclined(): PermissionError {
  return new PermissionError(
    "CORRECTION_DECLINED",
    "The officers of the institution declined this correction.",
    {
      hints: ["Ask them why, and prepare another one."],
    },
  );
}

function unavailable(member: string): UnavailableError {
  return new UnavailableError(
    "CORRECTIONS_UNAVAILABLE",
    "This institution cannot correct records of this chain.",
    {
      facts: { member },
      retryable: false,
      hints: [
        "Operator: keys.trapdoor names the institution's trapdoor, the network description the contract.",
      ],
    },
  );
}
