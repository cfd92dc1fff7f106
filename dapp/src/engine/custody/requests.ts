import type { CustodyRequestEntry, CustodyRequestStatus } from "@medlattice/sdk/client";
import { documentBytes, type Hex, parseStoredJson } from "@medlattice/sdk/codec";
import { decisionSchema } from "@medlattice/sdk/custody";
import type { CustodyOfficer, CustodyRequestInWords } from "@medlattice/sdk/person";
import { stateHash } from "@medlattice/sdk/record";
import { visitCode } from "@medlattice/sdk/visit";
import { ZERO32 } from "@medlattice/sdk/keys";
import { kindNameOf, type KindName, reasonNameOf, type ReasonName } from "../corrections/describe.ts";
import type { Names } from "../names.ts";
import { type CeremonyView, isTurn, type OfficerOfKey } from "./ceremonies.ts";
import type { Colleague } from "./colleagues.ts";
import { referenceOf } from "./reference.ts";

/** How a request stands for the officer who looks at it. */
export type RequestState =
  /** Waits for this officer's word. */
  | "undecided"
  /** This officer has approved, others have yet to. */
  | "waiting"
  /** Enough have signed; the patient has still to agree. */
  | "permitted"
  /** The same, and the record has changed since. */
  | "done"
  | "declined"
  | "cancelled";

/** A correction that officers are asked to permit, for a page; never any content. */
export interface PermitRequest {
  readonly requestId: Hex;
  readonly recordId: Hex;
  readonly recordReference: string;
  /** Of the visit it was written in; null for a record without one. */
  readonly visitCode: string | null;
  /** Only of somebody this manager enrolled. */
  readonly patientName: string | null;
  readonly doctorName: string | null;
  readonly kind: KindName;
  readonly reason: ReasonName;
  /** The one it makes, counted from 0. */
  readonly version: number;
  /** Unix seconds. */
  readonly createdAt: number;
  readonly state: RequestState;
  readonly own: "approved" | "declined" | null;
  readonly approved: readonly OfficerOfKey[];
  readonly declined: readonly OfficerOfKey[];
  /** Officers whose part of the signature was false. */
  readonly liars: readonly Colleague[];
  readonly waitingFor: readonly Colleague[];
  readonly threshold: number;
  readonly officerCount: number;
  /** Whether this person is one of the officers it is put to. */
  readonly isMine: boolean;
}

export interface RequestContext {
  readonly officer: CustodyOfficer;
  readonly names: Names;
  /** Of people this manager enrolled, by pseudonym. */
  readonly enrolled: ReadonlyMap<Hex, string>;
  readonly ceremonies: readonly CeremonyView[];
  /** Requests whose records are known to have changed since; a state never comes back. */
  readonly changed: Set<Hex>;
}

/** @returns null for what is no correction, or of a key that is not known here */
export async function permitRequest(
  { entry, request }: CustodyRequestInWords,
  { officer, names, enrolled, ceremonies, changed }: RequestContext,
): Promise<PermitRequest | null> {
  const { task } = request;
  const ceremony = ceremonies.find((each) => each.ceremony === entry.ceremony);
  if (task.kind !== "opening" || ceremony === undefined) return null;
  const { correction, state } = task;
  const said = new Map(
    entry.decisions.map(({ index, signed }) => [
      index,
      parseStoredJson(decisionSchema, documentBytes(signed)).value.approves,
    ]),
  );
  const { officers, threshold } = ceremony;
  const who = (test: (index: number) => boolean): OfficerOfKey[] =>
    officers.filter((_, position) => test(position + 1));
  const own = officers.findIndex(({ isSelf }) => isSelf) + 1;
  const decided = said.get(own);
  const { requestId } = entry;
  if (entry.status === "signed" && !changed.has(requestId)) {
    const present = await officer.person.reader(officer.chainId).stateHashOf(state.recordId);
    if (present !== stateHash(state)) changed.add(requestId);
  }
  const doctor = await names.of(officer.chainId, correction.author);
  return {
    requestId,
    recordId: correction.recordId,
    recordReference: referenceOf(correction.recordId),
    visitCode: state.treatmentId === ZERO32 ? null : visitCode(state.treatmentId),
    patientName: enrolled.get(correction.patient) ?? null,
    doctorName: doctor?.name ?? enrolled.get(correction.author) ?? null,
    kind: kindNameOf(correction.kind),
    reason: reasonNameOf(correction.reason),
    version: correction.version,
    createdAt: entry.createdAt,
    state: stateOf(entry.status, decided, changed.has(requestId)),
    own: decided === undefined ? null : decided ? "approved" : "declined",
    approved: who((index) => said.get(index) === true),
    declined: who((index) => said.get(index) === false),
    liars: who((index) => entry.liars.includes(index)),
    waitingFor:
      entry.status === "open"
        ? who((index) => index !== own && said.get(index) === true && isTurn(entry, index, threshold))
        : [],
    threshold,
    officerCount: officers.length,
    isMine: own > 0,
  };
}

/** Whether an officer has said yes to it, as far as the board tells; before anything is signed the signature under it is checked. */
export function hasApproved({ decisions }: Pick<CustodyRequestEntry, "decisions">, personId: Hex): boolean {
  return decisions.some(({ signed }) => {
    const { officer, approves } = parseStoredJson(decisionSchema, documentBytes(signed)).value;
    return approves && officer === personId;
  });
}

function stateOf(
  status: CustodyRequestStatus,
  decided: boolean | undefined,
  hasChanged: boolean,
): RequestState {
  if (status === "open") return decided === undefined ? "undecided" : "waiting";
  if (status === "signed") return hasChanged ? "done" : "permitted";
  return status;
}
