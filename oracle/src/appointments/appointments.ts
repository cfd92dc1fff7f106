import type {
  AppointmentDesk,
  AppointmentEntry,
  AppointmentPage,
  AppointmentState,
  Assignment,
  EnclosureKind,
} from "@medlattice/sdk/client";
import { InvalidInputError, PermissionError, UnavailableError } from "@medlattice/sdk/errors";
import { ROLE } from "@medlattice/sdk/identity";
import type { KeyDisclosure } from "@medlattice/sdk/keys";
import { type Hex, zeroHash } from "viem";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { SessionContext } from "../http/access.ts";
import type { IdentityReader } from "../people/identityReader.ts";
import { requireSealed } from "../people/requireSealed.ts";
import type { AppointmentRow, AppointmentTable } from "./appointmentTable.ts";

export interface AppointmentsOptions {
  readonly config: OracleConfig;
  readonly table: AppointmentTable;
  readonly reader: IdentityReader;
  /** Sealing keys of the organisation's managers on a chain, each checked against the chain. */
  readonly managers: (chainId: number) => Promise<KeyDisclosure[]>;
  /** Patients of records under a treatment, as the index knows them. */
  readonly patientsOfRecords: (chainId: number, treatmentId: Hex) => readonly Hex[];
  readonly nowSeconds: () => number;
}

/** Appointments between patients, managers and doctors of this institution, on its private chains (systems.md F3). */
export interface Appointments {
  desk(session: SessionContext): Promise<AppointmentDesk>;
  request(session: SessionContext, id: Hex, sealed: Hex): AppointmentEntry;
  list(
    session: SessionContext,
    query: {
      as: "patient" | "doctor" | "manager";
      state?: AppointmentState | undefined;
      limit: number;
      cursor?: number | undefined;
    },
  ): AppointmentPage;
  get(session: SessionContext, id: Hex): AppointmentEntry;
  assign(session: SessionContext, id: Hex, assignment: Assignment): Promise<AppointmentEntry>;
  cancel(session: SessionContext, id: Hex, sequence: number): AppointmentEntry;
  close(session: SessionContext, id: Hex, sequence: number): AppointmentEntry;
  enclose(session: SessionContext, id: Hex, kind: EnclosureKind, sealed: Hex): AppointmentEntry;
  /** Whether the session's doctor treats somebody under this treatment now. */
  isAssigned(session: SessionContext, treatmentId: Hex): boolean;
}

/** What one patient may have open at a time. */
const OPEN_PER_PATIENT = 20;

export function createAppointments(options: AppointmentsOptions): Appointments {
  const { config, table, reader, nowSeconds } = options;
  const { orgId } = config.organization;

  function requireMember(session: SessionContext, role: number): void {
    const isPrivate = config.chains.find(({ chainId }) => chainId === session.chainId)?.home === "private";
    if (isPrivate && session.organization === orgId && session.role === role) return;
    throw notPermitted();
  }

  /** Those an appointment concerns: its patient, its doctor, and the managers. Others are not told that it exists. */
  function visible(session: SessionContext, id: Hex): AppointmentRow {
    const row = table.find(session.chainId, id);
    const isParty = row !== undefined && [row.patient, row.doctor].includes(session.personId);
    if (row !== undefined && (isParty || isManager(session))) return row;
    throw new InvalidInputError("APPOINTMENT_NOT_FOUND", "There is no such appointment for you.");
  }

  function isManager({ role, organization }: SessionContext): boolean {
    return role === ROLE.manager && organization === orgId;
  }

  function step(
    session: SessionContext,
    id: Hex,
    change: { sequence: number; from: readonly AppointmentState[]; to: AppointmentState },
    mayStep: (row: AppointmentRow) => boolean,
  ): AppointmentEntry {
    const row = visible(session, id);
    if (!mayStep(row)) throw notPermitted();
    requireState(row, change.sequence, change.from);
    if (!table.move(row, change.to, nowSeconds())) throw conflict(row.sequence);
    return entryOf(visible(session, id));
  }

  return {
    async desk(session) {
      requireMember(session, ROLE.patient);
      return { organization: orgId, managers: await options.managers(session.chainId) };
    },
    request(session, id, sealed) {
      requireMember(session, ROLE.patient);
      const request = requireSealed(sealed);
      const { chainId, personId: patient } = session;
      const known = table.find(chainId, id);
      if (known !== undefined) {
        if (known.patient === patient && known.request === sealed) return entryOf(known);
        throw new InvalidInputError("CONFLICT", "An appointment with this id is there already.", {
          hints: ["Choose a fresh random id."],
        });
      }
      if (table.countOpen(chainId, patient) >= OPEN_PER_PATIENT) {
        throw new UnavailableError("APPOINTMENTS_FULL", "You have many appointments open already.", {
          facts: { limit: OPEN_PER_PATIENT },
          hints: ["Cancel those you no longer need."],
          retryable: false,
        });
      }
      table.add({ id, chainId, patient, request }, nowSeconds());
      return entryOf(visible(session, id));
    },
    list(session, { as, state, limit, cursor }) {
      requireMember(session, ROLE[as]);
      const { chainId, personId } = session;
      const person = as === "manager" ? {} : { person: { as, personId } };
      const rows = table.list({ chainId, ...person, state, limit: limit + 1, before: cursor });
      const shown = rows.slice(0, limit);
      return { items: shown.map(entryOf), next: rows.length > limit ? (shown.at(-1)?.seq ?? null) : null };
    },
    get: (session, id) => entryOf(visible(session, id)),
    async assign(session, id, { doctor, treatmentId, sealed, sequence }) {
      requireMember(session, ROLE.manager);
      const row = visible(session, id);
      const token = requireSealed(sealed);
      requireState(row, sequence, ["requested", "assigned"]);
      await requireDoctor(reader, session.chainId, { doctor, orgId });
      const patients = [
        ...table.patientsOfTreatment(session.chainId, treatmentId),
        ...options.patientsOfRecords(session.chainId, treatmentId),
      ];
      const isMoved = row.treatmentId !== null && row.treatmentId !== treatmentId;
      // A treatment lets its doctor see the states of its records, so it can never be one of another patient's.
      if (treatmentId === zeroHash || isMoved || patients.some((patient) => patient !== row.patient)) {
        throw new InvalidInputError("TREATMENT_INVALID", "The treatment id cannot be used here.", {
          hints: ["Choose a fresh random id; a further visit of the same treatment keeps its id."],
        });
      }
      if (!table.assign(row, { doctor, treatmentId, token }, nowSeconds())) throw conflict(row.sequence);
      return entryOf(visible(session, id));
    },
    cancel: (session, id, sequence) =>
      step(
        session,
        id,
        { sequence, from: ["requested", "assigned"], to: "cancelled" },
        (row) => row.patient === session.personId || isManager(session),
      ),
    close: (session, id, sequence) =>
      step(
        session,
        id,
        { sequence, from: ["assigned"], to: "closed" },
        (row) => row.doctor === session.personId || isManager(session),
      ),
    enclose(session, id, kind, sealed) {
      const row = visible(session, id);
      if (row.patient !== session.personId) throw notPermitted();
      requireState(row, row.sequence, ["assigned"]);
      if (!table.enclose(row, kind, requireSealed(sealed), nowSeconds())) throw conflict(row.sequence);
      return entryOf(visible(session, id));
    },
    isAssigned: ({ chainId, personId, role, organization }, treatmentId) =>
      role === ROLE.doctor && organization === orgId && table.isAssigned(chainId, personId, treatmentId),
  };
}

async function requireDoctor(
  reader: IdentityReader,
  chainId: number,
  { doctor, orgId }: { doctor: Hex; orgId: Hex },
): Promise<void> {
  const person = await reader.person(chainId, doctor);
  if (person?.role === ROLE.doctor && person.organization === orgId && person.isActive) return;
  throw new InvalidInputError(
    "DOCTOR_NOT_FOUND",
    "Only an active doctor of this organisation can be assigned.",
  );
}

function requireState(row: AppointmentRow, sequence: number, states: readonly AppointmentState[]): void {
  if (row.sequence !== sequence) throw conflict(row.sequence);
  if (states.includes(row.state)) return;
  throw new InvalidInputError("APPOINTMENT_STATE", "The appointment's state does not allow this step.", {
    facts: { state: row.state },
  });
}

function entryOf({ seq: _seq, ...entry }: AppointmentRow): AppointmentEntry {
  return entry;
}

function conflict(sequence: number): InvalidInputError {
  return new InvalidInputError("CONFLICT", "The appointment has changed meanwhile.", {
    facts: { sequence },
    hints: ["Fetch it again and repeat the step."],
  });
}

function notPermitted(): PermissionError {
  return new PermissionError("APPOINTMENT_NOT_PERMITTED", "Your role does not allow this step.", {
    hints: ["Log in with your identity on this institution's own chain."],
  });
}
