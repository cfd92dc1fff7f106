import type { CeremonyEntry, CeremonyStatus, CustodyRequestEntry } from "@medlattice/sdk/client";
import type { Hex } from "@medlattice/sdk/codec";
import { parseCeremony } from "@medlattice/sdk/custody";
import type { Colleague, Colleagues } from "./colleagues.ts";

/** An officer's own next step in the making of a key; proving goes on by itself and asks no wallet. */
export type CeremonyStep = "contribute" | "confirm" | "prove";

/** An officer of a key, and how far it has come with it. */
export interface OfficerOfKey extends Colleague {
  readonly did: "nothing" | "contributed" | "confirmed";
}

/** A key that officers make, or have made. */
export interface CeremonyView {
  readonly ceremony: Hex;
  readonly status: CeremonyStatus;
  readonly threshold: number;
  readonly officers: readonly OfficerOfKey[];
  /** Who was proved to have lied, when that ended it. */
  readonly liar: Colleague | null;
  /** Unix seconds. */
  readonly createdAt: number;
  /** Of this very person, who is one of its officers; null when there is nothing to do. */
  readonly step: CeremonyStep | null;
  /** How often the wallet asks for that step. */
  readonly signatures: number;
  readonly waitingFor: readonly Colleague[];
  readonly isMine: boolean;
  /** Corrections take this key now. */
  readonly isRegistered: boolean;
}

/**
 * What the notice board shows of a key, for a page. Nothing is believed for it: each step checks signatures and roles against the chain.
 *
 * @param proofs requests for the proofs of possession, while the officers prove
 * @param registered of the key that counts now, or null
 */
export function ceremonyView(
  { ceremony, document, status, contributions, confirmations, liar, createdAt }: CeremonyEntry,
  colleagues: Colleagues,
  {
    proofs,
    registered,
  }: { readonly proofs: readonly CustodyRequestEntry[]; readonly registered: Hex | null },
): CeremonyView {
  const { threshold, officers: ids } = parseCeremony(document).value;
  const contributed = new Set(contributions.map(({ index }) => index));
  const confirmed = new Set(confirmations.map(({ index }) => index));
  const officers = ids.map((personId, position): OfficerOfKey => {
    const did = confirmed.has(position + 1)
      ? "confirmed"
      : contributed.has(position + 1)
        ? "contributed"
        : "nothing";
    return { ...colleagues.of(personId), did };
  });
  const own = officers.findIndex(({ isSelf }) => isSelf) + 1;
  const isLast = contributed.size === ids.length - 1 && !contributed.has(own);
  const missing = indicesMissing(status, ids.length, { contributed, confirmed, proofs, threshold });
  return {
    ceremony,
    status,
    threshold,
    officers,
    liar: liar === null ? null : (officers[liar - 1] ?? null),
    createdAt,
    step: own > 0 && missing.has(own) ? stepOf(status) : null,
    // The last to contribute has all shares by then and confirms at once.
    signatures: status === "proving" ? 0 : isLast ? 2 : 1,
    waitingFor: officers.filter((officer, position) => !officer.isSelf && missing.has(position + 1)),
    isMine: own > 0,
    isRegistered: registered === ceremony,
  };
}

function stepOf(status: CeremonyStatus): CeremonyStep | null {
  if (status === "collecting") return "contribute";
  if (status === "confirming") return "confirm";
  return status === "proving" ? "prove" : null;
}

/** Whose turn it is, by share index. */
function indicesMissing(
  status: CeremonyStatus,
  count: number,
  {
    contributed,
    confirmed,
    proofs,
    threshold,
  }: {
    readonly contributed: ReadonlySet<number>;
    readonly confirmed: ReadonlySet<number>;
    readonly proofs: readonly CustodyRequestEntry[];
    readonly threshold: number;
  },
): ReadonlySet<number> {
  const all = Array.from({ length: count }, (_, position) => position + 1);
  const open = proofs.filter((proof) => proof.status === "open");
  const isMissing = (index: number): boolean => {
    if (status === "collecting") return !contributed.has(index);
    if (status === "confirming") return !confirmed.has(index);
    return status === "proving" && open.some((proof) => isTurn(proof, index, threshold));
  };
  return new Set(all.filter(isMissing));
}

/** Whether a signature waits for this officer: for its part of an attempt, or while too few have joined for one. */
export function isTurn(
  { attempts, waiting, liars }: CustodyRequestEntry,
  index: number,
  threshold: number,
): boolean {
  if (liars.includes(index)) return false;
  const living = attempts.filter(({ isOver }) => !isOver);
  const owes = living.some(
    ({ commitments, shares }) =>
      commitments.some((each) => each.index === index) && !shares.some((each) => each.index === index),
  );
  return owes || (living.length === 0 && waiting.length < threshold && !waiting.includes(index));
}
