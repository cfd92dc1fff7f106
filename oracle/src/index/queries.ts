import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type {
  GrantEntry,
  LabelEntry,
  RecordEntry,
  UsageEntry,
  denialEntry,
  requestEntry,
} from "@medlattice/sdk/client";
import type { Coverage } from "@medlattice/sdk/consent";
import { SCOPE } from "@medlattice/sdk/keys";
import { type Hex, zeroHash } from "viem";
import type { z } from "zod";
import { hex, integer, text } from "../database/columns.ts";
import { type Row, readGrant, readLabel, readRecord, readUsage } from "./readRows.ts";

/** A page, newest first. */
export interface PageRequest {
  readonly limit: number;
  /** Position of the last entry of the page before. */
  readonly cursor?: string | undefined;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface PersonKey {
  readonly chainId: number;
  readonly personId: Hex;
}

export interface RecordFilter extends PageRequest {
  readonly as: "patient" | "author";
  readonly treatmentId?: Hex | undefined;
  readonly status?: number | undefined;
}

/** Questions to the read model. None of them decides who may ask. */
export interface IndexQueries {
  record(chainId: number, recordId: Hex): RecordEntry | undefined;
  records(person: PersonKey, filter: RecordFilter): Page<RecordEntry>;
  /** Confirmed records that a grant of this coverage is for. */
  recordsCovered(coverage: Coverage, page: PageRequest): Page<RecordEntry>;
  recordsOfTreatment(chainId: number, treatmentId: Hex, page: PageRequest): Page<RecordEntry>;
  /** hashStruct of the correction that made a version. */
  correctionAt(chainId: number, recordId: Hex, version: number): Hex | undefined;
  /** All labels of a record, the last one first. */
  labels(chainId: number, recordId: Hex): LabelEntry[];
  usage(person: PersonKey, as: "sender" | "receiver", page: PageRequest): Page<UsageEntry>;
  access(chainId: number, accessId: Hex): UsageEntry | undefined;
  grants(person: PersonKey, page: PageRequest): Page<GrantEntry>;
  grant(chainId: number, grantor: Hex, grantId: Hex): GrantEntry | undefined;
  denials(person: PersonKey): z.infer<typeof denialEntry>[];
  isDenied(chainId: number, grantor: Hex, tag: Hex): boolean;
  requests(person: PersonKey, page: PageRequest): Page<z.infer<typeof requestEntry>>;
  account(person: PersonKey): { chainId: number; head: Hex; height: number };
  totals(chainId: number): { records: number; accesses: number; people: number };
}

export function createIndexQueries(database: DatabaseSync): IndexQueries {
  const sql = (statement: string) => database.prepare(statement);
  const record = sql("SELECT * FROM record_entries WHERE chain_id = ? AND record_id = ?");
  const correction = sql(
    "SELECT label_hash FROM labels WHERE chain_id = ? AND label_record = ? AND label_version = ?",
  );
  const labels = sql(
    "SELECT * FROM labels WHERE chain_id = ? AND label_record = ? ORDER BY label_version DESC",
  );
  const access = sql(`${USAGE} WHERE a.chain_id = ? AND access_id = ?`);
  const grant = sql("SELECT * FROM grants WHERE chain_id = ? AND grantor = ? AND grant_id = ?");
  const denials = sql(
    "SELECT * FROM denials WHERE chain_id = ? AND grantor = ? ORDER BY since DESC, tag LIMIT 1000",
  );
  const denial = sql("SELECT 1 FROM denials WHERE chain_id = ? AND grantor = ? AND tag = ?");
  const head = sql(
    "SELECT height, head FROM account_entries WHERE chain_id = ? AND patient = ? ORDER BY height DESC LIMIT 1",
  );
  const count = (table: string) => sql(`SELECT COUNT(*) AS n FROM ${table} WHERE chain_id = ?`);
  const [records, accesses, people] = [count("records"), count("accesses"), count("persons")];

  function pageOf<T>(
    select: string,
    values: SQLInputValue[],
    page: PageRequest,
    read: (row: Row) => T,
  ): Page<T> {
    const after = page.cursor === undefined ? "" : " AND position < ?";
    const rows = sql(`${select}${after} ORDER BY position DESC LIMIT ?`).all(
      ...values,
      ...(page.cursor === undefined ? [] : [page.cursor]),
      page.limit + 1,
    );
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    return { items: shown.map(read), next: rows.length > page.limit ? text(last?.["position"]) : null };
  }

  return {
    record: (chainId, recordId) => optional(record.get(chainId, recordId), readRecord),
    records({ chainId, personId }, { as, treatmentId, status, ...page }) {
      const values: SQLInputValue[] = [chainId, personId];
      let select = `SELECT * FROM record_entries WHERE chain_id = ? AND ${as === "patient" ? "patient" : "author"} = ?`;
      if (treatmentId !== undefined) {
        select += " AND treatment_id = ?";
        values.push(treatmentId);
      }
      if (status !== undefined) {
        select += " AND status = ?";
        values.push(status);
      }
      return pageOf(select, values, page, readRecord);
    },
    recordsCovered({ chainId, patient, scopeKind, scope }, page) {
      const values: SQLInputValue[] = [chainId, patient];
      let select =
        "SELECT * FROM record_entries WHERE chain_id = ? AND patient = ? AND confirmed IS NOT NULL AND status <> 4";
      if (scopeKind !== SCOPE.everything) {
        select += scopeKind === SCOPE.record ? " AND record_id = ?" : " AND category_tag = ?";
        values.push(scope);
      }
      return pageOf(select, values, page, readRecord);
    },
    recordsOfTreatment: (chainId, treatmentId, page) =>
      pageOf(
        "SELECT * FROM record_entries WHERE chain_id = ? AND treatment_id = ?",
        [chainId, treatmentId],
        page,
        readRecord,
      ),
    correctionAt(chainId, recordId, version) {
      const row = correction.get(chainId, recordId, version);
      return row === undefined ? undefined : hex(row["label_hash"]);
    },
    labels: (chainId, recordId) => labels.all(chainId, recordId).map(readLabel),
    usage: ({ chainId, personId }, as, page) =>
      pageOf(
        `SELECT * FROM (${USAGE} WHERE a.chain_id = ? AND a.${as === "sender" ? "grantor" : "reader"} = ?) WHERE 1`,
        [chainId, personId],
        page,
        readUsage,
      ),
    access: (chainId, accessId) => optional(access.get(chainId, accessId), readUsage),
    grants: ({ chainId, personId }, page) =>
      pageOf("SELECT * FROM grants WHERE chain_id = ? AND grantor = ?", [chainId, personId], page, readGrant),
    grant: (chainId, grantor, grantId) => optional(grant.get(chainId, grantor, grantId), readGrant),
    denials: ({ chainId, personId }) =>
      denials
        .all(chainId, personId)
        .map((row) => ({ chainId, tag: hex(row["tag"]), since: integer(row["since"]) })),
    isDenied: (chainId, grantor, tag) => denial.get(chainId, grantor, tag) !== undefined,
    requests: ({ chainId, personId }, page) =>
      pageOf(
        "SELECT * FROM access_requests WHERE chain_id = ? AND patient = ?",
        [chainId, personId],
        page,
        (row) => ({
          chainId,
          requestId: hex(row["request_id"]),
          requester: hex(row["requester"]),
          patient: personId,
          requestHash: hex(row["request_hash"]),
          time: integer(row["time"]),
        }),
      ),
    account({ chainId, personId }) {
      const row = head.get(chainId, personId);
      return row === undefined
        ? { chainId, head: zeroHash, height: 0 }
        : { chainId, head: hex(row["head"]), height: integer(row["height"]) };
    },
    totals: (chainId) => ({
      records: integer(records?.get(chainId)?.["n"]),
      accesses: integer(accesses?.get(chainId)?.["n"]),
      people: integer(people?.get(chainId)?.["n"]),
    }),
  };
}

/** An access with the treatment of its record, when the record is of the same chain. */
const USAGE = `SELECT a.*, r.treatment_id, r.version AS present_version, r.status AS present_status FROM accesses a LEFT JOIN records r ON r.chain_id = a.chain_id AND r.record_id = a.record_id`;

function optional<T>(row: Row | undefined, read: (row: Row) => T): T | undefined {
  return row === undefined ? undefined : read(row);
}
