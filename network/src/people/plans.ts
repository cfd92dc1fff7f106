import { CATEGORIES } from "@medlattice/sdk/fhir";
import type { RealIdentity } from "@medlattice/sdk/enrolment";
import { ROLE, type Role } from "@medlattice/sdk/identity";
import type { ChainName, OrganizationKey } from "../stack/topology.ts";

export type PersonKey = "patient" | "doctor-hospital" | "doctor-platform" | "manager" | "insurer";

export interface PersonPlan {
  /** Names the profile's folder; of the default network's people a `PersonKey`. */
  readonly key: string;
  readonly name: string;
  readonly roleName: "Patient" | "Doctor" | "Manager" | "Staff";
  readonly role: Role;
  readonly organization: OrganizationKey;
  /**
   * Chains to be enrolled on, and how: at the desk of the institution whose chain it is, by a voucher of the own institution to the
   * authority, or by the organisation's issuer key.
   */
  readonly enrolments: readonly { readonly chain: ChainName; readonly by: "desk" | "voucher" | "issuer" }[];
  readonly identity: RealIdentity;
  /** What a doctor who wants to be found is listed under, on every chain of hers. */
  readonly specialty?: string;
  /** Category codes a patient publishes keys for. */
  readonly categories: readonly string[];
}

const REGISTER = "urn:example:national-register";

function identity(givenNames: string, familyName: string, birthDate: string, value: string): RealIdentity {
  return { kind: "person", givenNames, familyName, birthDate, id: { system: REGISTER, value } };
}

/** Fictitious people of the default network; the manager comes first, since the others enrol at his desk. */
export const people: readonly PersonPlan[] = [
  {
    key: "manager",
    name: "Omar Haddad",
    roleName: "Manager",
    role: ROLE.manager,
    organization: "hospital",
    enrolments: [{ chain: "hospital", by: "issuer" }],
    identity: identity("Omar", "Haddad", "1979-04-02", "ML-1979-0402-118"),
    categories: [],
  },
  {
    key: "doctor-hospital",
    name: "Dr. Anna Keller",
    roleName: "Doctor",
    role: ROLE.doctor,
    organization: "hospital",
    enrolments: [{ chain: "hospital", by: "desk" }],
    identity: identity("Anna", "Keller", "1984-09-17", "ML-1984-0917-204"),
    specialty: "Internal medicine",
    categories: [],
  },
  {
    key: "patient",
    name: "Lín Yǎqín",
    roleName: "Patient",
    role: ROLE.patient,
    organization: "hospital",
    enrolments: [
      { chain: "hospital", by: "desk" },
      { chain: "consortium", by: "voucher" },
    ],
    identity: identity("Yǎqín", "Lín", "1968-11-23", "ML-1968-1123-377"),
    categories: CATEGORIES,
  },
  {
    key: "doctor-platform",
    name: "Dr. Wu Jian",
    roleName: "Doctor",
    role: ROLE.doctor,
    organization: "platform",
    enrolments: [
      { chain: "platform", by: "issuer" },
      { chain: "consortium", by: "issuer" },
    ],
    identity: identity("Jian", "Wu", "1981-01-30", "ML-1981-0130-512"),
    specialty: "Cardiology",
    categories: [],
  },
  {
    key: "insurer",
    name: "Lea Brandt",
    roleName: "Staff",
    role: ROLE.staff,
    organization: "insurer",
    enrolments: [{ chain: "consortium", by: "issuer" }],
    identity: identity("Lea", "Brandt", "1990-06-08", "ML-1990-0608-640"),
    categories: [],
  },
];
