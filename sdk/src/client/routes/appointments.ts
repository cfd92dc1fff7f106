import type { Hex } from "viem";
import {
  type AppointmentDesk,
  type AppointmentEntry,
  type AppointmentPage,
  type AppointmentState,
  type Assignment,
  type EnclosureKind,
  appointmentDeskReply,
  appointmentEntry,
  appointmentsReply,
} from "../schema/appointments.ts";
import type { Transport } from "../transport.ts";
import { query } from "./query.ts";

export interface AppointmentSearch {
  readonly as: "patient" | "doctor" | "manager";
  readonly state?: AppointmentState;
  readonly limit?: number;
  readonly cursor?: number;
}

/** Appointments of an institution (F3), on its private chain. */
export interface AppointmentMethods {
  /** Whom a request is sealed to. */
  desk(): Promise<AppointmentDesk>;
  /** @param appointmentId fresh and random; repeated with the same content it is one appointment */
  request(appointmentId: Hex, sealed: Hex): Promise<AppointmentEntry>;
  list(search: AppointmentSearch): Promise<AppointmentPage>;
  get(appointmentId: Hex): Promise<AppointmentEntry>;
  assign(appointmentId: Hex, assignment: Assignment): Promise<AppointmentEntry>;
  cancel(appointmentId: Hex, sequence: number): Promise<AppointmentEntry>;
  close(appointmentId: Hex, sequence: number): Promise<AppointmentEntry>;
  enclose(appointmentId: Hex, kind: EnclosureKind, sealed: Hex): Promise<AppointmentEntry>;
}

export function appointmentMethods(transport: Transport): AppointmentMethods {
  const base = "/v1/appointments";
  const send = (method: "GET" | "POST" | "PUT", path: string, json?: unknown): Promise<AppointmentEntry> =>
    transport.json(
      { method, path: `${base}${path}`, ...(json === undefined ? {} : { json }) },
      appointmentEntry,
    );
  return {
    desk: () => transport.json({ method: "GET", path: `${base}/desk` }, appointmentDeskReply),
    request: (appointmentId, sealed) => send("POST", "", { appointmentId, sealed }),
    list: (search) =>
      transport.json({ method: "GET", path: `${base}${query({ ...search })}` }, appointmentsReply),
    get: (id) => send("GET", `/${id}`),
    assign: (id, assignment) => send("POST", `/${id}/assignment`, assignment),
    cancel: (id, sequence) => send("POST", `/${id}/cancellation`, { sequence }),
    close: (id, sequence) => send("POST", `/${id}/closing`, { sequence }),
    enclose: (id, kind, sealed) => send("PUT", `/${id}/enclosures/${kind}`, { sealed }),
  };
}
