import type { Hex } from "@medlattice/sdk/codec";
import { custodyManagers, type CustodyOfficer } from "@medlattice/sdk/person";
import { referenceOf } from "./reference.ts";

/** A manager, as a page speaks of one. */
export interface Colleague {
  readonly personId: Hex;
  /** As the manager has signed it; null for one who has not said it, or has left. */
  readonly name: string | null;
  readonly reference: string;
  readonly isSelf: boolean;
  readonly isActive: boolean;
}

/** Managers of the institution, and a name for whoever is or was one. */
export interface Colleagues {
  readonly managers: readonly Colleague[];
  of(personId: Hex): Colleague;
}

export async function colleaguesOf(officer: CustodyOfficer): Promise<Colleagues> {
  const own = officer.person.pseudonymOn(officer.chainId).personId;
  const managers = (await custodyManagers(officer)).map((manager) => ({
    ...manager,
    reference: referenceOf(manager.personId),
    isSelf: manager.personId === own,
  }));
  return {
    managers,
    of: (personId) =>
      managers.find((manager) => manager.personId === personId) ?? {
        personId,
        name: null,
        reference: referenceOf(personId),
        isSelf: personId === own,
        isActive: false,
      },
  };
}
