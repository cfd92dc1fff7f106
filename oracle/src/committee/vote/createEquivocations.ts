import { ABIS } from "@medlattice/sdk/abi";
import { keccak256, toHex } from "@medlattice/sdk/codec";
import type { Logger } from "pino";
import { type Hex, encodeAbiParameters, encodeFunctionData, hexToBytes } from "viem";
import { bitsOf } from "../bits.ts";
import type { Watch } from "../chain/createWatch.ts";
import type { Judge } from "../committee.ts";
import { type CommitteeCall, refusalOf } from "../createCalls.ts";
import { voteDigest } from "../messages.ts";
import type { CommitteePlace } from "../place.ts";
import type { VotingScheme } from "../scheme/votingScheme.ts";
import { readDecision } from "../chain/readDecision.ts";
import type { SeenShare, ShareTable } from "./shareTable.ts";
import type { Vote } from "./voteTable.ts";

/** Finds stations that sign two payloads for one slot in one epoch, and brings what proves it (systems.md P14). */
export interface Equivocations {
  /** Takes note of a vote; of whom it is was told by its sender's certificate, or is found out when it matters. */
  note(share: SeenShare): void;
  /** Says yes to what the two votes prove, and to nothing else. */
  readonly judge: Judge;
  /** Brings what was found. @returns whether there was something */
  step(): Promise<boolean>;
  /** Proven since the start. */
  count(): number;
}

export interface EquivocationOptions {
  readonly place: CommitteePlace;
  readonly watch: Watch;
  readonly scheme: VotingScheme;
  readonly shares: ShareTable;
  readonly call: CommitteeCall;
  readonly logger: Logger;
}

/** As `proveEquivocation` takes a vote: of one station, or of all whose votes a decision was made of. */
interface Signed {
  readonly vote: Vote;
  readonly stations: readonly number[];
  readonly signature: Hex;
}

interface Proof {
  readonly station: number;
  readonly setup: number;
  readonly one: Signed;
  readonly other: Signed;
}

/** Payloads of one station that are kept for one slot: two true ones are a proof, and false ones are dropped when a second comes. */
const MOST_PAYLOADS = 4;

export function createEquivocations(options: EquivocationOptions): Equivocations {
  const { place, watch, scheme, shares } = options;
  const suspects: SeenShare[] = [];
  const proofs = new Map<number, Proof>();
  let proven = 0;

  async function isTrue(share: SeenShare): Promise<boolean> {
    const setup = watch.events.setup(share.setup);
    if (setup === undefined) return false;
    const isOwn = await scheme.isVoteOf(setup, share, voteDigest(place, share));
    if (!isOwn) shares.drop(share);
    return isOwn;
  }

  function signedBy({ epoch, kind, slot, payload, station, signature }: SeenShare): Signed {
    return {
      vote: { epoch, kind, slot, payload },
      stations: [station],
      signature: scheme.onChain(signature),
    };
  }

  /** The decision on the slot, when the station is in it with another payload. */
  async function decidedWith(share: SeenShare): Promise<Signed | undefined> {
    const decision = watch.events.decision(share.kind, share.slot);
    const isOther = decision?.epoch === share.epoch && decision.payload !== share.payload;
    if (decision === undefined || !isOther || !decision.present.includes(share.station)) return undefined;
    const evidence = await readDecision(place, decision.txHash);
    if (evidence === undefined) return undefined;
    const { epoch, kind, slot, payload, present: stations } = decision;
    return { vote: { epoch, kind, slot, payload }, stations, signature: scheme.sumOf(evidence) };
  }

  async function otherVoteOf(share: SeenShare): Promise<Signed | undefined> {
    const { station, payload } = share;
    for (const known of shares.of(share)) {
      if (known.station === station && known.payload !== payload && (await isTrue(known))) {
        return signedBy(known);
      }
    }
    return decidedWith(share);
  }

  async function look(share: SeenShare): Promise<void> {
    const { station, setup, kind, epoch } = share;
    if (proofs.has(station)) return;
    const one = (await isTrue(share)) ? await otherVoteOf(share) : undefined;
    if (one === undefined) return;
    proofs.set(station, { station, setup, one, other: signedBy(share) });
    options.logger.error({ station, kind, epoch }, "a station has voted two ways");
  }

  function verdictOf({ one, other }: Proof): Hex {
    const types = [{ type: "bytes32" }, { type: "bytes32" }] as const;
    const digests = [voteDigest(place, one.vote), voteDigest(place, other.vote)] as const;
    return toHex(keccak256(hexToBytes(encodeAbiParameters(types, digests))));
  }

  async function bring({ setup, one, other }: Proof): Promise<void> {
    const asArgument = ({ vote, stations, signature }: Signed) => ({
      vote: { ...vote, epoch: BigInt(vote.epoch) },
      stations: bitsOf(stations),
      signature,
    });
    const args = [setup, asArgument(one), asArgument(other)] as const;
    const data = encodeFunctionData({ abi: ABIS.Committee, functionName: "proveEquivocation", args });
    await options.call(data, one.vote.epoch);
  }

  /** Whether there may be another vote of the station. */
  function isSuspect(share: SeenShare, known: readonly SeenShare[]): boolean {
    const decided = watch.events.decision(share.kind, share.slot);
    return known.length > 0 || (decided?.epoch === share.epoch && decided.payload !== share.payload);
  }

  return {
    note(share) {
      const known = shares.of(share).filter(({ station }) => station === share.station);
      if (known.some(({ payload }) => payload === share.payload) || known.length >= MOST_PAYLOADS) return;
      shares.put(share);
      if (isSuspect(share, known)) suspects.push(share);
    },
    async judge({ slot, payload }) {
      const { stations = [] } = watch.latest() ?? {};
      const found = [...proofs.values()].find(({ station }) => stations[station]?.organization === slot);
      if (found !== undefined && verdictOf(found) === payload) return { verdict: "yes" };
      return { verdict: "no", code: "COMMITTEE_UNPROVEN", why: "this station has not seen both votes" };
    },
    async step() {
      for (let [share] = suspects; share !== undefined; [share] = suspects) {
        await look(share);
        suspects.shift();
      }
      const { stations = [] } = watch.latest() ?? {};
      const open = [...proofs.values()].find(({ station }) => stations[station]?.status !== "expelled");
      if (open === undefined) return false;
      try {
        await bring(open);
        proven += 1;
      } catch (error) {
        // Another station was faster.
        if (refusalOf(error) !== "CommitteeNoEquivocation") throw error;
      }
      watch.forgetStations();
      await watch.look();
      return true;
    },
    count: () => proven,
  };
}
