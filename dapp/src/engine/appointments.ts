import type { AppointmentState } from "@medlattice/sdk/client";
import type { Hex } from "@medlattice/sdk/codec";
import { organizationById } from "@medlattice/sdk/network";
import {
  cancelAppointment,
  institutionOf,
  listAppointments,
  type OpenedAppointment,
  type Person,
  requestAppointment,
} from "@medlattice/sdk/person";
import { visitCode } from "@medlattice/sdk/visit";
import { privateChainIdsOf } from "./chains.ts";
import { createNames, type Names } from "./names.ts";
import type { Session } from "./session/session.ts";

/** An appointment of a patient, for a page. */
export interface OwnAppointment {
  readonly chainId: number;
  readonly appointmentId: Hex;
  readonly institution: string;
  readonly state: AppointmentState;
  /** Null when what was sent cannot be read any more. */
  readonly complaint: string | null;
  /** Kinds of records the doctor may write. */
  readonly categories: readonly string[];
  /** Null until a doctor is named, or for one who is not listed. */
  readonly doctorName: string | null;
  readonly hasDoctor: boolean;
  /** Four digits that patient and doctor both see. */
  readonly visitCode: string | null;
  /** Unix seconds; null until a doctor is named. */
  readonly notBefore: number | null;
  readonly notAfter: number | null;
  readonly requestedAt: number;
}

/** Asking for an appointment, and what became of it (F3). */
export function appointmentVerbs(session: Session) {
  const names = createNames(session);
  return {
    /** Newest first. */
    async list(): Promise<readonly OwnAppointment[]> {
      const person = session.person();
      const lists = await Promise.all(
        privateChainIdsOf(person).map(async (chainId) => {
          const found = await listAppointments(person, { chainId, as: "patient" });
          return await Promise.all(found.map((each) => ownAppointment(person, names, chainId, each)));
        }),
      );
      return lists.flat().toSorted((a, b) => b.requestedAt - a.requestedAt);
    },
    /** The complaint and the keys for these categories go, encrypted, to the institution's managers only. */
    async request(options: {
      readonly chainId: number;
      readonly complaint: string;
      readonly categories: readonly string[];
    }): Promise<{ readonly appointmentId: Hex }> {
      return await requestAppointment(session.person(), options);
    },
    async cancel(which: { readonly chainId: number; readonly appointmentId: Hex }): Promise<void> {
      await cancelAppointment(session.person(), which);
    },
  };
}

async function ownAppointment(
  { network }: Person,
  names: Names,
  chainId: number,
  { entry, request, appointment }: OpenedAppointment,
): Promise<OwnAppointment> {
  const { appointmentId, state, doctor, treatmentId, createdAt } = entry;
  const asked = appointment ?? request;
  const known = doctor === null ? null : await names.of(chainId, doctor);
  return {
    chainId,
    appointmentId,
    institution: organizationById(network, institutionOf(network, chainId)).name,
    state,
    complaint: asked?.complaint ?? null,
    categories: asked?.keys.flatMap(({ leaf }) => (leaf.kind === "category" ? [leaf.label] : [])) ?? [],
    doctorName: known?.name ?? null,
    hasDoctor: doctor !== null,
    visitCode: treatmentId === null ? null : visitCode(treatmentId),
    notBefore: appointment?.notBefore ?? null,
    notAfter: appointment?.notAfter ?? null,
    requestedAt: createdAt,
  };
}
