import type { GivenAccess } from "../../engine/grants/given.ts";
import type { OwnRecordEntry } from "../../engine/records/entries.ts";
import type { Access } from "../../engine/usage.ts";

/** Access that ends within so long is worth a word. */
const SOON_SECONDS = 3 * 86_400;
const RECENT_SECONDS = 30 * 86_400;

export interface Attention {
  readonly toConfirm: readonly OwnRecordEntry[];
  /** Soonest first. */
  readonly endingSoon: readonly GivenAccess[];
}

/** What a patient should look at. @param now Unix seconds */
export function attentionOf(
  records: readonly OwnRecordEntry[],
  access: readonly GivenAccess[],
  now: number,
): Attention {
  return {
    toConfirm: records.filter(({ status }) => status === "proposed"),
    endingSoon: access
      .filter(
        ({ state, notAfter }) => state === "holds" && notAfter !== null && notAfter - now < SOON_SECONDS,
      )
      .toSorted((a, b) => (a.notAfter ?? 0) - (b.notAfter ?? 0)),
  };
}

/** Readings of the last days, newest first. @param now Unix seconds */
export function recentOf(activity: readonly Access[], now: number): readonly Access[] {
  return activity.filter(({ time }) => now - time < RECENT_SECONDS);
}

/** How many people or organisations can read something now; one with several grants counts once. */
export function readersNow(access: readonly GivenAccess[]): number {
  const names = access
    .filter(({ state }) => state === "holds")
    .map(({ granteeName, granteeOrganization, grantId }) =>
      granteeName === null ? grantId : `${granteeName} ${granteeOrganization ?? ""}`,
    );
  return new Set(names).size;
}
