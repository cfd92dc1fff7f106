import type { CeremonyView } from "../../engine/custody/ceremonies.ts";
import type { PermitRequest } from "../../engine/custody/requests.ts";

const LIVING = ["collecting", "confirming", "proving", "ready"] as const;
export type LivingCeremony = CeremonyView & { readonly status: (typeof LIVING)[number] };

/** Keys as the page parts them. */
export interface CeremonyParts {
  /** In the making, or made and neither registered nor followed by one that is. */
  readonly living: readonly LivingCeremony[];
  /** The newest of all, when it ended by a lie: what one has to know now. */
  readonly aborted: CeremonyView | null;
  /** Neither of these, nor the one that counts now. */
  readonly former: readonly CeremonyView[];
}

/** @param ceremonies newest first */
export function partsOf(ceremonies: readonly CeremonyView[]): CeremonyParts {
  const registered = ceremonies.findIndex(({ isRegistered }) => isRegistered);
  const living = ceremonies.filter(
    (ceremony, place): ceremony is LivingCeremony =>
      isLiving(ceremony) &&
      !ceremony.isRegistered &&
      // One that was made before the key that counts now has been passed over.
      (ceremony.status !== "ready" || registered < 0 || place < registered),
  );
  const [newest] = ceremonies;
  return {
    living,
    aborted: newest?.status === "aborted" ? newest : null,
    former: ceremonies.filter(
      (ceremony) => !ceremony.isRegistered && !living.some((each) => each === ceremony),
    ),
  };
}

function isLiving(ceremony: CeremonyView): ceremony is LivingCeremony {
  return LIVING.some((status) => status === ceremony.status);
}

interface Shown {
  readonly ceremonies: readonly CeremonyView[];
  readonly requests: readonly Pick<PermitRequest, "state" | "own">[];
}

/** Whether officers are at it, or somebody is about to register their key, so that who looks on should see it soon. */
export function isLively({ ceremonies, requests }: Shown): boolean {
  return (
    partsOf(ceremonies).living.length > 0 ||
    requests.some(({ state }) => state === "waiting" || state === "undecided")
  );
}

/** Whether this officer's page has something to do by itself: proofs of a key, and signatures for what was approved. */
export function hasToGoOn({ ceremonies, requests }: Shown): boolean {
  return (
    ceremonies.some(({ status, isMine }) => status === "proving" && isMine) ||
    requests.some(({ state, own }) => state === "waiting" && own === "approved")
  );
}
