import type { EnrolmentDraft } from "./draft.ts";

type Begun = Pick<EnrolmentDraft, "stage" | "role" | "emergency"> & {
  readonly accounts: Pick<EnrolmentDraft["accounts"], "keys" | "consortium">;
};

/**
 * How often `finishEnrolment` asks the wallet, so that nobody is surprised: once for keys that a reload has wrapped; on each network for the
 * enrolment, a login and the published keys; for emergencies both accounts (docs/decisions/0016).
 */
export function signaturesAhead(
  { stage, role, emergency, accounts }: Begun,
  { isUnlocked }: { readonly isUnlocked: boolean },
): number {
  const unlock = accounts.keys === null || isUnlocked ? 0 : 1;
  const home = { waiting: 3, enrolled: 2, published: 0, shared: 0 }[stage];
  if (accounts.consortium === null || role !== "Patient") return unlock + home;
  // Going on later begins with a login: at home for the voucher, on the consortium for the deal.
  const there = { waiting: 3, enrolled: 3, published: 1 + 3, shared: emergency ? 1 : 0 }[stage];
  return unlock + home + there + (emergency ? 2 : 0);
}
