import type { Hex } from "@medlattice/sdk/codec";
import { InvalidInputError } from "@medlattice/sdk/errors";
import {
  closeAppointment,
  confirmByMandate,
  listAppointments,
  type OpenedAppointment,
} from "@medlattice/sdk/person";
import type { Appointment } from "@medlattice/sdk/record";
import { visitCode } from "@medlattice/sdk/visit";
import { workplaceOf } from "./chains.ts";
import type { Session } from "./session/session.ts";

/** A doctor's appointment, for a page. */
export interface Visit {
  readonly appointmentId: Hex;
  readonly treatmentId: Hex;
  /** Four digits that patient and doctor both see, to be sure that they mean the same visit. */
  readonly visitCode: string;
  readonly complaint: string;
  /** Codes of the categories the patient gave keys for. */
  readonly categories: readonly string[];
  /** Unix seconds. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly state: "upcoming" | "now" | "over" | "closed";
  /** The patient has agreed beforehand to what is written in this treatment. */
  readonly hasMandate: boolean;
}

/** What a doctor does with appointments (F3, M8). */
export function visitVerbs(session: Session) {
  return {
    /** Newest first; what could not be opened is told as a count. */
    async list(): Promise<{ readonly visits: readonly Visit[]; readonly unreadable: number }> {
      const person = session.person();
      const found = await listAppointments(person, { chainId: workplaceOf(person), as: "doctor" });
      const relevant = found.filter(({ entry }) => entry.state === "assigned" || entry.state === "closed");
      return {
        visits: relevant.flatMap((each) => visitOf(each) ?? []),
        unreadable: relevant.filter(({ problem }) => problem !== null).length,
      };
    },
    /** Nothing more is written under it. */
    async close(appointmentId: Hex): Promise<void> {
      const person = session.person();
      await closeAppointment(person, { chainId: workplaceOf(person), appointmentId });
    },
    /** Confirms what was just written, by the mandate the patient gave. */
    async confirmByMandate(recordId: Hex, atLeastBlock: number): Promise<void> {
      const person = session.person();
      await confirmByMandate(person, { chainId: workplaceOf(person), recordId, atLeastBlock });
    },
  };
}

/** The appointment as the SDK writes under it. @throws InvalidInputError `VISIT_UNKNOWN` */
export async function appointmentOf(session: Session, appointmentId: Hex): Promise<Appointment> {
  const person = session.person();
  const found = await listAppointments(person, { chainId: workplaceOf(person), as: "doctor" });
  const appointment = found.find(({ entry }) => entry.appointmentId === appointmentId)?.appointment;
  if (appointment !== undefined && appointment !== null) return appointment;
  throw new InvalidInputError("VISIT_UNKNOWN", "This appointment is not among yours.", {
    hints: ["Open it from the list of your appointments."],
  });
}

function visitOf({ entry, appointment, mandate }: OpenedAppointment): Visit | null {
  if (appointment === null) return null;
  const { treatmentId, complaint, keys, notBefore, notAfter } = appointment;
  return {
    appointmentId: entry.appointmentId,
    treatmentId,
    visitCode: visitCode(treatmentId),
    complaint,
    categories: keys.flatMap(({ leaf }) => (leaf.kind === "category" ? [leaf.label] : [])),
    notBefore,
    notAfter,
    state: stateOf(entry.state === "closed", notBefore, notAfter),
    hasMandate: mandate !== null,
  };
}

function stateOf(isClosed: boolean, notBefore: number, notAfter: number): Visit["state"] {
  const now = Date.now() / 1000;
  if (isClosed) return "closed";
  if (now >= notAfter) return "over";
  return now < notBefore ? "upcoming" : "now";
}
