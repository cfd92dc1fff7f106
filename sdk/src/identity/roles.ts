import { fromHex, toHex, type Hex } from "../codec/index.ts";
import { newId } from "../record/index.ts";

/** What a person is enrolled as (`IIdentityRegistry.Role`). */
export const ROLE = { patient: 1, doctor: 2, manager: 3, staff: 4, captureStation: 5, auditor: 6 } as const;

/** Where a person stands (`IIdentityRegistry.PersonStatus`); revoked is final. */
export const PERSON_STATUS = { active: 1, suspended: 2, revoked: 3 } as const;

export type Role = (typeof ROLE)[keyof typeof ROLE];
export type PersonStatus = (typeof PERSON_STATUS)[keyof typeof PERSON_STATUS];

/**
 * A random pseudonym for one chain, chosen by its holder. One of its upper 96 bits is set, so that it can never be mistaken for
 * an address where the two share a mapping.
 */
export function newPersonId(): Hex {
  const bytes = fromHex(newId());
  bytes[0] = (bytes[0] ?? 0) | 0x80;
  return toHex(bytes);
}
