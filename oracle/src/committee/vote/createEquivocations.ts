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
import type { SeenShare, ShareTable } from "./shareTable.ts";

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

interface Proof {
  readonly station: number;
  readonly setup: number;
  readonly one: SeenShare;
  readonly other: SeenShare;
}

/** Payloads of one station that are kept for one slot: two true ones are a proof, and false ones are dropped when a second comes. */
const MOST_PAYLOADS = 4;

export function createEquivocations(options: EquivocationOptions): Equivocations {
  const { place, watch, scheme, shares } = options;
  const suspects: { readonly one: SeenShare; readonly other: SeenShare }[] = [];
  const proofs = new Map<number, Proof>();
  let proven = 0;

  async function isTrue(share: SeenShare): Promise<boolean> {
    const setup = watch.events.setup(share.setup);
    if (setup === undefined) return false;
    const isOwn = await scheme.isVoteOf(setup, share, voteDigest(place, share));
    if (!isOwn) shares.drop(share);
    return isOwn;
  }

  function verdictOf({ one, other }: Proof): Hex {
    const types = [{ type: "bytes32" }, { type: "bytes32" }] as const;
    const digests = [voteDigest(place, one), voteDigest(place, other)] as const;
    return toHex(keccak256(hexToBytes(encodeAbiParameters(types, digests))));
  }

  async function bring({ station, setup, one, other }: Proof): Promise<void> {
    const signed = (share: SeenShare) => ({
      vote: { epoch: BigInt(share.epoch), kind: share.kind, slot: share.slot, payload: share.payload },
      stations: bitsOf([station]),
      signature: scheme.onChain(share.signature),
    });
    const args = [setup, signed(one), signed(other)] as const;
    const data = encodeFunctionData({ abi: ABIS.Committee, functionName: "proveEquivocation", args });
    await options.call(data, one.epoch);
  }

  return {
    note(share) {
      const known = shares.of(share).filter(({ station }) => station === share.station);
      if (known.some(({ payload }) => payload === share.payload) || known.length >= MOST_PAYLOADS) return;
      shares.put(share);
      for (const other of known) suspects.push({ one: other, other: share });
    },
    async judge({ slot, payload }) {
      const { stations = [] } = watch.latest() ?? {};
      const found = [...proofs.values()].find(({ station }) => stations[station]?.organization === slot);
      if (found !== undefined && verdictOf(found) === payload) return { verdict: "yes" };
      return { verdict: "no", code: "COMMITTEE_UNPROVEN", why: "this station has not seen both votes" };
    },
    async step() {
      for (const { one, other } of suspects.splice(0)) {
        const { station, setup } = one;
        if (proofs.has(station) || !(await isTrue(one)) || !(await isTrue(other))) continue;
        proofs.set(station, { station, setup, one, other });
        options.logger.error({ station, kind: one.kind, epoch: one.epoch }, "a station has voted two ways");
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
