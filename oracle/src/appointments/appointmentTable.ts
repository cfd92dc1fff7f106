import type { DatabaseSync } from "node:sqlite";
import type { AppointmentEntry, AppointmentState, EnclosureKind } from "@medlattice/sdk/client";
import { type Hex, bytesToHex } from "viem";
import { blob, hex, integer, optionalText, text } from "../database/columns.ts";

/** Appointments (systems.md F3). Complaint, treatment session key and enclosures are sealed; who meets whom is not. */
export const APPOINTMENT_MIGRATION = `
CREATE TABLE appointments (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL, chain_id INTEGER NOT NULL, patient TEXT NOT NULL, state TEXT NOT NULL,
  sequence INTEGER NOT NULL, request BLOB NOT NULL, doctor TEXT, treatment_id TEXT, token BLOB, keys BLOB, mandate BLOB,
  created INTEGER NOT NULL, updated INTEGER NOT NULL, UNIQUE (chain_id, id)
);
CREATE INDEX appointments_patient ON appointments (chain_id, patient, seq);
CREATE INDEX appointments_doctor ON appointments (chain_id, doctor, seq);
CREATE INDEX appointments_state ON appointments (chain_id, state, seq);
CREATE INDEX appointments_treatment ON appointments (chain_id, treatment_id)`;

export interface AppointmentRow extends AppointmentEntry {
  readonly seq: number;
}

export interface AppointmentFilter {
  readonly chainId: number;
  /** Whose; everybody's without it. */
  readonly person?: { readonly as: "patient" | "doctor"; readonly personId: Hex };
  readonly state?: AppointmentState | undefined;
  readonly limit: number;
  readonly before?: number | undefined;
}

export interface Assigned {
  readonly doctor: Hex;
  readonly treatmentId: Hex;
  readonly token: Uint8Array;
}

export interface AppointmentTable {
  find(chainId: number, id: Hex): AppointmentRow | undefined;
  add(appointment: { id: Hex; chainId: number; patient: Hex; request: Uint8Array }, now: number): void;
  list(filter: AppointmentFilter): AppointmentRow[];
  /** Open ones of a patient. */
  countOpen(chainId: number, patient: Hex): number;
  /** Steps on from the sequence the caller saw. False when it has changed meanwhile. */
  assign(row: AppointmentRow, assigned: Assigned, now: number): boolean;
  move(row: AppointmentRow, state: AppointmentState, now: number): boolean;
  enclose(row: AppointmentRow, kind: EnclosureKind, sealed: Uint8Array, now: number): boolean;
  patientsOfTreatment(chainId: number, treatmentId: Hex): Hex[];
  isAssigned(chainId: number, doctor: Hex, treatmentId: Hex): boolean;
}

export function createAppointmentTable(database: DatabaseSync): AppointmentTable {
  const sql = (statement: string) => database.prepare(statement);
  const select = sql("SELECT * FROM appointments WHERE chain_id = ? AND id = ?");
  const insert = sql(
    `INSERT INTO appointments (id, chain_id, patient, state, sequence, request, created, updated)
       VALUES (:id, :chainId, :patient, 'requested', 0, :request, :now, :now)`,
  );
  const open = sql(
    "SELECT COUNT(*) AS n FROM appointments WHERE chain_id = ? AND patient = ? AND state IN ('requested', 'assigned')",
  );
  // What was sealed to another doctor is of no use to this one.
  const assign = sql(
    `UPDATE appointments SET state = 'assigned', sequence = sequence + 1, keys = IIF(doctor IS :doctor, keys, NULL),
       mandate = IIF(doctor IS :doctor, mandate, NULL), doctor = :doctor, treatment_id = :treatmentId, token = :token, updated = :now
     WHERE seq = :seq AND sequence = :sequence`,
  );
  const move = sql(
    "UPDATE appointments SET state = ?, sequence = sequence + 1, updated = ? WHERE seq = ? AND sequence = ?",
  );
  const enclose = {
    keys: sql("UPDATE appointments SET keys = ?, updated = ? WHERE seq = ? AND sequence = ?"),
    mandate: sql("UPDATE appointments SET mandate = ?, updated = ? WHERE seq = ? AND sequence = ?"),
  };
  const ofTreatment = sql(
    "SELECT DISTINCT patient FROM appointments WHERE chain_id = ? AND treatment_id = ?",
  );
  const assigned = sql(
    "SELECT 1 FROM appointments WHERE chain_id = ? AND doctor = ? AND treatment_id = ? AND state = 'assigned'",
  );

  return {
    find(chainId, id) {
      const row = select.get(chainId, id);
      return row === undefined ? undefined : read(row);
    },
    add: (appointment, now) => void insert.run({ ...appointment, now }),
    list({ chainId, person, state, limit, before }) {
      const whose = person === undefined ? "" : ` AND ${person.as} = ?`;
      const where = `chain_id = ?${whose}${state === undefined ? "" : " AND state = ?"} AND seq < ?`;
      return sql(`SELECT * FROM appointments WHERE ${where} ORDER BY seq DESC LIMIT ?`)
        .all(
          chainId,
          ...(person === undefined ? [] : [person.personId]),
          ...(state === undefined ? [] : [state]),
          before ?? Number.MAX_SAFE_INTEGER,
          limit,
        )
        .map(read);
    },
    countOpen: (chainId, patient) => integer(open.get(chainId, patient)?.["n"]),
    assign: ({ seq, sequence }, change, now) => assign.run({ ...change, now, seq, sequence }).changes === 1,
    move: ({ seq, sequence }, state, now) => move.run(state, now, seq, sequence).changes === 1,
    enclose: ({ seq, sequence }, kind, sealed, now) =>
      enclose[kind].run(sealed, now, seq, sequence).changes === 1,
    patientsOfTreatment: (chainId, treatmentId) =>
      ofTreatment.all(chainId, treatmentId).map((row) => hex(row["patient"])),
    isAssigned: (chainId, doctor, treatmentId) => assigned.get(chainId, doctor, treatmentId) !== undefined,
  };
}

function read(row: Record<string, unknown>): AppointmentRow {
  const optionalHex = (value: unknown): Hex | null => {
    const found = optionalText(value);
    return found === undefined ? null : hex(found);
  };
  const optionalBlob = (value: unknown): Hex | null => (value === null ? null : bytesToHex(blob(value)));
  return {
    seq: integer(row["seq"]),
    appointmentId: hex(row["id"]),
    chainId: integer(row["chain_id"]),
    patient: hex(row["patient"]),
    state: stateOf(text(row["state"])),
    sequence: integer(row["sequence"]),
    request: bytesToHex(blob(row["request"])),
    doctor: optionalHex(row["doctor"]),
    treatmentId: optionalHex(row["treatment_id"]),
    token: optionalBlob(row["token"]),
    enclosures: { keys: optionalBlob(row["keys"]), mandate: optionalBlob(row["mandate"]) },
    createdAt: integer(row["created"]),
    updatedAt: integer(row["updated"]),
  };
}

function stateOf(value: string): AppointmentState {
  if (value === "requested" || value === "assigned" || value === "closed" || value === "cancelled")
    return value;
  throw new TypeError("column is not a state");
}
