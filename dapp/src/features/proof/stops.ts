import type { ProofLink } from "@medlattice/sdk/proof";
import type { CheckedFile } from "../../engine/proofs/checkFile.ts";

/** Where a proof passes, from the record to the public register. */
export const STOPS = ["record", "tree", "account", "snapshot", "anchor", "public"] as const;
export type Stop = (typeof STOPS)[number];

/** `unseen`: comes after a link that breaks; `unasked`: holds as far as can be told without asking. */
export type StopState = "holds" | "broken" | "unseen" | "unasked";

const STOP_OF: Readonly<Record<ProofLink, Stop>> = {
  record: "record",
  signers: "record",
  label: "record",
  standing: "record",
  tree: "tree",
  account: "account",
  snapshot: "snapshot",
  anchor: "anchor",
  stations: "anchor",
  "public-chain": "public",
};

/** Where a proof breaks; null where it does not. */
export function brokenStop({ broken }: Pick<CheckedFile, "broken">): Stop | null {
  return broken === null ? null : STOP_OF[broken.link];
}

/** How each stop looks: up to the one that breaks they hold, behind it nothing was looked at. */
export function stopStates(
  file: Pick<CheckedFile, "broken" | "proven">,
): readonly { readonly stop: Stop; readonly state: StopState }[] {
  const broken = brokenStop(file);
  const breaksAt = broken === null ? STOPS.length : STOPS.indexOf(broken);
  return STOPS.map((stop, index) => {
    if (index > breaksAt) return { stop, state: "unseen" };
    if (index === breaksAt) return { stop, state: "broken" };
    const isUnasked = stop === "public" && file.proven?.isSeenOnChain !== true;
    return { stop, state: isUnasked ? "unasked" : "holds" };
  });
}
