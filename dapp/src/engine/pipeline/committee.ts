import type { CommitteeReply } from "@medlattice/sdk/client";
import { VOTE_KIND } from "@medlattice/sdk/committee";
import type { NetworkDescription } from "@medlattice/sdk/network";
import type { Person } from "@medlattice/sdk/person";
import { hexToBigInt } from "viem";
import { nameOf } from "./batches.ts";

/** What the committee votes on. */
export type VoteKind = keyof typeof VOTE_KIND | "other";

interface Voted {
  readonly kind: VoteKind;
  /** Of the batch that is pinned; null for other kinds. */
  readonly batch: number | null;
}

/** Something that is not decided yet. */
export interface OpenVote extends Voted {
  /** Unix seconds. */
  readonly since: number;
  /** Code of what holds it up; null: nothing that is known. */
  readonly waits: string | null;
  /** Who had not signed when this oracle asked last. */
  readonly missing: readonly string[];
}

export interface DecisionView extends Voted {
  readonly key: string;
  readonly epoch: number;
  readonly present: number;
  /** Who could have voted and did not. */
  readonly absent: readonly string[];
}

export interface CommitteeView {
  /** 0: not begun. */
  readonly epoch: number;
  /** Unix seconds from which the epoch can end. */
  readonly endsAt: number;
  readonly seats: number;
  readonly stations: readonly {
    readonly name: string;
    readonly isOwn: boolean;
    readonly seats: number;
    readonly state: "votes" | "waits" | "left" | "expelled";
    /** Has drawn for the next epoch. */
    readonly isReady: boolean;
  }[];
  readonly open: readonly OpenVote[];
  /** Newest first. */
  readonly decisions: readonly DecisionView[];
  /** How many batches are pinned. */
  readonly pinned: number;
  readonly problem: string | null;
}

/** The committee as the own oracle saw it last. */
export async function committeeNow(person: Person, chainId: number): Promise<CommitteeView> {
  const oracle = await person.oracle(person.organization, chainId);
  return committeeView(person.network, await oracle.committee.status());
}

export function committeeView(network: NetworkDescription, reply: CommitteeReply): CommitteeView {
  const { station: own, epoch, endsAt, seats, stations, proposals, decisions, pinned, problem } = reply;
  const names = new Map(
    stations.map(({ station, organization }) => [station, nameOf(network, organization)]),
  );
  const called = (numbers: readonly number[]) => numbers.map((station) => names.get(station) ?? "–");
  return {
    epoch,
    endsAt,
    seats,
    pinned,
    problem,
    stations: stations.map((each) => ({
      name: nameOf(network, each.organization),
      isOwn: each.station === own,
      seats: each.seats,
      state: stateOf(each),
      isReady: each.isRegistered,
    })),
    open: proposals.map(({ since, waits, missing, ...vote }) => ({
      ...votedOn(vote),
      since,
      waits,
      missing: called(missing.map(({ station }) => station)),
    })),
    decisions: decisions.map(({ present, absent, ...vote }) => ({
      ...votedOn(vote),
      key: `${vote.kind} ${vote.slot}`,
      epoch: vote.epoch,
      present: present.length,
      absent: called(absent),
    })),
  };
}

function stateOf({
  status,
  isActing,
  seats,
}: CommitteeReply["stations"][number]): CommitteeView["stations"][number]["state"] {
  if (status === "expelled") return "expelled";
  if (status !== "active") return "left";
  return isActing && seats > 0 ? "votes" : "waits";
}

function votedOn({ kind, slot }: { readonly kind: number; readonly slot: `0x${string}` }): Voted {
  const known = KINDS.get(kind) ?? "other";
  return { kind: known, batch: known === "pin" ? Number(hexToBigInt(slot)) : null };
}

const KINDS = new Map<number, VoteKind>(
  Object.entries(VOTE_KIND).flatMap(([name, kind]) => (isKind(name) ? [[kind, name] as const] : [])),
);

function isKind(name: string): name is keyof typeof VOTE_KIND {
  return Object.hasOwn(VOTE_KIND, name);
}
