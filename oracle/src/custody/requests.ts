import type { DatabaseSync } from "node:sqlite";
import type { CustodyRequestEntry } from "@medlattice/sdk/client";
import { type SignedDocument, type StoredJson, documentBytes, parseStoredJson } from "@medlattice/sdk/codec";
import {
  finishOpening,
  finishPossession,
  simulateFirstHalf,
  verifySignatureShare,
} from "@medlattice/sdk/crypto";
import {
  type Ceremony,
  type CustodyRequest,
  type OpeningRequest,
  decisionSchema,
  decisionStatement,
  firstHalfOf,
  indexOfOfficer,
  openingStatementOf,
  parseCeremony,
  parseRequest,
  possessionPlaceOf,
  storeRequest,
  taskOf,
  verifyCustodyDocument,
} from "@medlattice/sdk/custody";
import { type SignatureCheck, hashOf } from "@medlattice/sdk/eip712";
import { InvalidInputError, PermissionError, VerificationError } from "@medlattice/sdk/errors";
import { type Hex, numberToHex } from "viem";
import type { OracleConfig } from "../config/oracleConfig.ts";
import { transaction } from "../database/transaction.ts";
import type { SessionContext } from "../http/access.ts";
import { identityPlace, isSameAgain, requireOfficer, requireOwnSigner, unknownRequest } from "./access.ts";
import { signingOf } from "./attempts.ts";
import type { CeremonyTable } from "./ceremonyTable.ts";
import { keyOfCeremony } from "./keyOfCeremony.ts";
import type { RequestRow, RequestTable } from "./requestTable.ts";

export interface RequestsOptions {
  readonly config: OracleConfig;
  readonly database: DatabaseSync;
  readonly table: RequestTable;
  readonly ceremonies: CeremonyTable;
  readonly checkSignature: SignatureCheck;
  readonly nowSeconds: () => number;
}

/** What officers are asked to sign, and the coordination of their signing (FROST, two rounds; sdk/src/crypto/custody). */
export interface Requests {
  /** One for each registry the key will be registered at. Within the caller's transaction. */
  askForPossession(ceremony: StoredJson<Ceremony>): void;
  possessionsOf(ceremony: Hex): { chainId: number; requestId: Hex; proof: Hex | null }[];
  /** Whether the key's possession is proved wherever it is to be registered. */
  isProved(ceremony: Hex): boolean;
  /** The request for a correction's opening; the same again is the same request. */
  askForOpening(ceremony: Hex, task: Omit<OpeningRequest, "kind">): RequestRow;
  /** When the correction waits no more. */
  cancelOpening(ceremony: Hex, correctionHash: Hex): void;
  list(
    session: SessionContext,
    query: { status?: RequestRow["status"] | undefined; limit: number; cursor?: number | undefined },
  ): { items: CustodyRequestEntry[]; next: number | null };
  get(session: SessionContext, id: Hex): CustodyRequestEntry;
  decide(session: SessionContext, id: Hex, signed: SignedDocument): Promise<CustodyRequestEntry>;
  commit(session: SessionContext, id: Hex, nonces: { hiding: Hex; binding: Hex }): CustodyRequestEntry;
  sign(session: SessionContext, id: Hex, attempt: number, z: bigint): CustodyRequestEntry;
}

/** Commitments of one officer for one request: whoever loses nonces begins anew, but not without end. */
const COMMITMENTS_PER_OFFICER = 16;

export function createRequests(options: RequestsOptions): Requests {
  const { config, database, table, ceremonies, nowSeconds } = options;

  function ceremonyOf(row: RequestRow): StoredJson<Ceremony> {
    const found = ceremonies.find(row.ceremony);
    if (found === undefined) throw unknownRequest();
    return parseCeremony(found.document);
  }

  function visible(session: SessionContext, id: Hex): RequestRow {
    requireOfficer(config, session);
    const row = table.find(id);
    if (row === undefined || ceremonyOf(row).value.chainId !== session.chainId) throw unknownRequest();
    return row;
  }

  /** What a step of an officer starts from. */
  function officerOf(session: SessionContext, id: Hex) {
    const row = visible(session, id);
    const ceremony = ceremonyOf(row);
    const index = indexOfOfficer(ceremony.value, session.personId);
    return { row, ceremony, index, request: parseRequest(row.document).value };
  }

  function entryOf(row: RequestRow): CustodyRequestEntry {
    const { id: requestId, ceremony, document, status, proof, createdAt } = row;
    const { attempts, unused, liars } = signingOf(table, requestId);
    return {
      requestId,
      ceremony,
      document,
      status,
      decisions: ceremonies.documents(requestId, "decision"),
      waiting: unused.map(({ index }) => index),
      attempts: attempts.map((attempt) => ({ ...attempt })),
      liars: [...liars],
      proof,
      createdAt,
    };
  }

  function decisionsOf(id: Hex): { readonly index: number; readonly approves: boolean }[] {
    return ceremonies.documents(id, "decision").map(({ index, signed }) => ({
      index,
      approves: parseStoredJson(decisionSchema, documentBytes(signed)).value.approves,
    }));
  }

  function add(request: Omit<CustodyRequest, "format">, chainId: number, subject: string): RequestRow {
    const { hash: id, bytes } = storeRequest(request);
    const { ceremony, task } = request;
    const document = new TextDecoder().decode(bytes);
    table.add({ id, ceremony, chainId, kind: task.kind, document, subject }, nowSeconds());
    const row = table.find(id);
    if (row === undefined) throw unknownRequest();
    return row;
  }

  /** With the last commitment an attempt begins. */
  function beginAttempt(id: Hex, threshold: number): void {
    const { attempts, unused } = signingOf(table, id);
    if (unused.length < threshold) return;
    table.use(unused.slice(0, threshold), (attempts.at(-1)?.number ?? 0) + 1);
  }

  return {
    askForPossession({ hash: ceremony, value: { organization, chainId } }) {
      for (const chain of config.network.chains) {
        const isWhereRegistered = chain.chainId === chainId || chain.kind === "consortium";
        if (!isWhereRegistered || chain.contracts === null) continue;
        const { organizationRegistry } = chain.contracts;
        const task = {
          kind: "possession",
          chainId: chain.chainId,
          organizationRegistry,
          organization,
        } as const;
        add({ ceremony, task, first: null }, chainId, String(chain.chainId));
      }
    },
    possessionsOf: (ceremony) =>
      table.ofCeremony(ceremony).map(({ id: requestId, document, proof }) => {
        const { chainId } = parseRequest(document).value.task;
        return { chainId, requestId, proof };
      }),
    isProved(ceremony) {
      const asked = table.ofCeremony(ceremony);
      return asked.length > 0 && asked.every(({ proof }) => proof !== null);
    },
    askForOpening(ceremony, opening) {
      const subject = hashOf("Correction", opening.correction);
      const known = table.findAbout(ceremony, "opening", subject);
      if (known !== undefined) return known;
      const half = simulateFirstHalf();
      const first = { c1: numberToHex(half.c1, { size: 32 }), z1: numberToHex(half.z1, { size: 32 }) };
      return add({ ceremony, task: { kind: "opening", ...opening }, first }, opening.chainId, subject);
    },
    cancelOpening(ceremony, correctionHash) {
      const row = table.findAbout(ceremony, "opening", correctionHash);
      if (row?.status === "open") table.finish(row.id, "cancelled");
    },
    list(session, { status, limit, cursor }) {
      requireOfficer(config, session);
      const rows = table.list(session.chainId, { status, limit: limit + 1, before: cursor });
      const shown = rows.slice(0, limit);
      return { items: shown.map(entryOf), next: rows.length > limit ? (shown.at(-1)?.seq ?? null) : null };
    },
    get: (session, id) => entryOf(visible(session, id)),
    async decide(session, id, signed) {
      const { ceremony, index, request } = officerOf(session, id);
      requireOwnSigner(session, signed);
      const { approves } = parseStoredJson(decisionSchema, documentBytes(signed)).value;
      const { value } = await verifyCustodyDocument({
        at: identityPlace(config, session.chainId),
        officer: session.personId,
        statement: decisionStatement(request, approves),
        schema: decisionSchema,
        signed,
        check: options.checkSignature,
      });
      if (value.request !== id) {
        throw new VerificationError("DECISION_INVALID", "The decision is on another request.", {
          facts: { index },
        });
      }
      transaction(database, () => {
        const present = ceremonies.documents(id, "decision").find((document) => document.index === index);
        if (isSameAgain(present?.signed, signed)) return;
        requireOpen(table.find(id));
        ceremonies.addDocument(id, "decision", { index, signed });
        const { officers, threshold } = ceremony.value;
        const declined = decisionsOf(id).filter((decision) => !decision.approves);
        if (officers.length - declined.length < threshold) table.finish(id, "declined");
      });
      return entryOf(visible(session, id));
    },
    commit(session, id, { hiding, binding }) {
      const { ceremony, index, request } = officerOf(session, id);
      transaction(database, () => {
        const own = table.commitments(id).filter((commitment) => commitment.index === index);
        if (own.some((commitment) => commitment.hiding === hiding && commitment.binding === binding)) return;
        requireOpen(table.find(id));
        const isApproved = decisionsOf(id).some((decision) => decision.index === index && decision.approves);
        if (request.task.kind === "opening" && !isApproved) throw notApproved();
        if (table.liars(id).includes(index)) throw isLiar();
        if (own.length >= COMMITMENTS_PER_OFFICER) throw tooMany();
        table.dropUnused(id, index);
        table.addCommitment(id, { index, hiding, binding });
        beginAttempt(id, ceremony.value.threshold);
      });
      return entryOf(visible(session, id));
    },
    sign(session, id, number, z) {
      const { row, ceremony, index, request } = officerOf(session, id);
      const attempt = signingOf(table, id).attempts.find((candidate) => candidate.number === number);
      if (attempt?.commitments.some((commitment) => commitment.index === index) !== true) {
        throw new InvalidInputError("CUSTODY_ATTEMPT_INVALID", "This officer is not part of that attempt.");
      }
      const known = attempt.shares.find((share) => share.index === index);
      if (known !== undefined) {
        if (BigInt(known.z) === z) return entryOf(row);
        throw new InvalidInputError("CONFLICT", "This officer has signed this attempt before.");
      }
      requireOpen(row);
      if (table.liars(id).includes(index)) throw isLiar();
      const { key } = keyOfCeremony(ceremony, ceremonies);
      const round = { key, task: taskOf(key, request), commitments: attempt.commitments };
      try {
        verifySignatureShare(round, { index, z });
      } catch (error) {
        if (error instanceof VerificationError) table.addLiar(id, index);
        throw error;
      }
      transaction(database, () => {
        table.addShare(id, number, { index, z });
        const shares = table.shares(id).filter((share) => share.attempt === number);
        if (shares.length < key.threshold) return;
        const signed = { key, commitments: attempt.commitments, shares };
        const { task } = request;
        const proof =
          task.kind === "possession"
            ? finishPossession(signed, possessionPlaceOf(task))
            : finishOpening(signed, openingStatementOf(task), firstHalfOf(request));
        table.finish(id, "signed", proof);
      });
      return entryOf(visible(session, id));
    },
  };
}

function requireOpen(row: RequestRow | undefined): void {
  if (row?.status === "open") return;
  throw new InvalidInputError("CUSTODY_REQUEST_CLOSED", "There is nothing left to decide or sign here.", {
    facts: { status: row?.status ?? "unknown" },
  });
}

function notApproved(): PermissionError {
  return new PermissionError("CUSTODY_NOT_APPROVED", "An officer signs what it has approved.", {
    hints: ["Approve the request first."],
  });
}

function isLiar(): PermissionError {
  return new PermissionError(
    "CUSTODY_EXCLUDED",
    "This officer's part was false; the others go on without it.",
  );
}

function tooMany(): InvalidInputError {
  return new InvalidInputError(
    "CUSTODY_TOO_MANY_ATTEMPTS",
    "This officer has begun this signature too often.",
    {
      facts: { limit: COMMITMENTS_PER_OFFICER },
    },
  );
}
