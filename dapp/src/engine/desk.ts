import type { EnrolmentEntry } from "@medlattice/sdk/client";
import type { Hex } from "@medlattice/sdk/codec";
import type { RealIdentity } from "@medlattice/sdk/enrolment";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { ROLE } from "@medlattice/sdk/identity";
import {
  assignAppointment,
  everyItem,
  identifyAtDesk,
  listAppointments,
  type OpenRequest,
  openRequests,
} from "@medlattice/sdk/person";
import { visitCode } from "@medlattice/sdk/visit";
import { workplaceOf } from "./chains.ts";
import type { Session } from "./session/session.ts";

/** What a patient asks for, as the manager sees it. */
export interface VisitRequest {
  readonly appointmentId: Hex;
  /** Of somebody this manager enrolled; null otherwise. */
  readonly patientName: string | null;
  readonly complaint: string;
  readonly categories: readonly string[];
  /** Unix seconds. */
  readonly requestedAt: number;
}

export interface AssignedVisit {
  readonly appointmentId: Hex;
  readonly patientName: string | null;
  readonly doctorName: string | null;
  readonly visitCode: string;
  readonly state: "assigned" | "closed" | "cancelled";
  readonly updatedAt: number;
}

export interface EnrolledPerson {
  readonly personId: Hex;
  readonly name: string;
  readonly role: "patient" | "doctor" | "staff" | "captureStation" | "other";
  readonly enrolledAt: number;
}

/** The manager's desk: enrolling people, naming a doctor for an appointment (F1, F3). */
export function deskVerbs(session: Session) {
  async function people(): Promise<readonly EnrolledPerson[]> {
    const person = session.person();
    const oracle = await person.oracle(person.organization, workplaceOf(person));
    const entries = await everyItem((page: { readonly cursor?: number }) => oracle.enrolment.list(page));
    const lists = await Promise.all(
      entries.map(async ({ enrolmentId, personId, role, createdAt }) => {
        if (personId === null) return [];
        const { identity } = await oracle.enrolment.get(enrolmentId);
        return [{ personId, name: nameOf(identity), role: roleOf(role), enrolledAt: createdAt }];
      }),
    );
    return lists.flat();
  }

  async function openRequestOf(appointmentId: Hex): Promise<OpenRequest> {
    const person = session.person();
    const found = (await openRequests(person, workplaceOf(person))).find(
      ({ entry }) => entry.appointmentId === appointmentId,
    );
    if (found !== undefined) return found;
    throw new InvalidInputError("REQUEST_GONE", "This request is no longer open.", {
      hints: ["Somebody else may have assigned it, or the patient has cancelled it."],
    });
  }

  return {
    people,
    /** Requests that wait for a doctor, oldest first. */
    async requests(): Promise<readonly VisitRequest[]> {
      const person = session.person();
      const [open, known] = await Promise.all([openRequests(person, workplaceOf(person)), people()]);
      const names = namesOf(known);
      return open
        .map(({ entry, request }) => ({
          appointmentId: entry.appointmentId,
          patientName: names.get(entry.patient) ?? null,
          complaint: request.complaint,
          categories: request.keys.flatMap(({ leaf }) => (leaf.kind === "category" ? [leaf.label] : [])),
          requestedAt: entry.createdAt,
        }))
        .toSorted((a, b) => a.requestedAt - b.requestedAt);
    },
    /** Appointments that have a doctor, newest first. */
    async assigned(): Promise<readonly AssignedVisit[]> {
      const person = session.person();
      const [found, known] = await Promise.all([
        listAppointments(person, { chainId: workplaceOf(person), as: "manager" }),
        people(),
      ]);
      const names = namesOf(known);
      return found.flatMap(({ entry }) => {
        const { state, treatmentId, doctor } = entry;
        if (state === "requested" || treatmentId === null) return [];
        return [
          {
            appointmentId: entry.appointmentId,
            patientName: names.get(entry.patient) ?? null,
            doctorName: doctor === null ? null : (names.get(doctor) ?? null),
            visitCode: visitCode(treatmentId),
            state,
            updatedAt: entry.updatedAt,
          },
        ];
      });
    },
    async assign(options: {
      readonly appointmentId: Hex;
      readonly doctor: Hex;
      readonly notBefore: number;
      readonly notAfter: number;
    }): Promise<{ readonly visitCode: string }> {
      const { appointmentId, doctor, notBefore, notAfter } = options;
      const open = await openRequestOf(appointmentId);
      const { treatmentId } = await assignAppointment(session.person(), {
        open,
        doctor,
        notBefore,
        notAfter,
      });
      return { visitCode: visitCode(treatmentId) };
    },
    /** Verified identity in, credential out to whoever waits under the code. */
    async identify(options: {
      readonly code: string;
      readonly role: "patient" | "doctor" | "staff";
      readonly identity: Extract<RealIdentity, { kind: "person" }>;
    }): Promise<void> {
      const { code, role, identity } = options;
      const person = session.person();
      await identifyAtDesk(person, { chainId: workplaceOf(person), code, role: ROLE[role], identity });
    },
  };
}

function namesOf(people: readonly EnrolledPerson[]): ReadonlyMap<Hex, string> {
  return new Map(people.map(({ personId, name }) => [personId, name]));
}

function nameOf(identity: RealIdentity): string {
  if (identity.kind === "device") return `${identity.manufacturer} ${identity.model}`;
  return `${identity.givenNames} ${identity.familyName}`;
}

function roleOf(role: EnrolmentEntry["role"]): EnrolledPerson["role"] {
  const names = ["patient", "doctor", "staff", "captureStation"] as const;
  return names.find((name) => ROLE[name] === role) ?? "other";
}
