import { concatBytes, fromHex, toHex } from "@medlattice/sdk/codec";
import {
  type AccountOfStation,
  COMMITTEE_ROLE,
  collectSignedVotes,
  decodeSignedVotes,
  encodeSignedVotes,
  openSeats,
} from "@medlattice/sdk/committee";
import type { PrivateKeyAccount } from "viem/accounts";
import { checkAccountSignature } from "../../keys/checkAccountSignature.ts";
import type { EventTable } from "../chain/eventTable.ts";
import type { VotingScheme } from "./votingScheme.ts";

/** Votes as one ECDSA signature of each, for engines without EIP-2537 (rule 18). */
export function createEcdsaScheme(options: {
  readonly key: Pick<PrivateKeyAccount, "address" | "sign">;
  readonly events: Pick<EventTable, "keys">;
  /** Number of this station. */
  readonly station: () => number | undefined;
}): VotingScheme {
  const { key, events } = options;

  /** Accounts of those who may vote, and of nobody else. */
  const accountsOf =
    (stations: readonly number[]): AccountOfStation =>
    (station) =>
      stations.includes(station) ? events.keys()[station]?.key : undefined;

  return {
    isOwn: (enrolled) => enrolled.toLowerCase() === key.address.toLowerCase(),
    lacks({ members }) {
      const station = options.station();
      return station !== undefined && members.includes(station) ? null : "COMMITTEE_NOT_A_MEMBER";
    },
    sign: (_setup, digest) => key.sign({ hash: digest }),
    async tally({ voters, digest, shares }) {
      const { votes, leftOut } = await collectSignedVotes(shares, {
        digest,
        accountOf: accountsOf(voters),
        check: checkAccountSignature,
      });
      const evidence = votes.length === 0 ? "0x" : toHex(encodeSignedVotes(votes));
      return { signers: votes.map(({ station }) => station), leftOut, evidence };
    },
    async isVoteOf({ members }, share, digest) {
      const { votes } = await collectSignedVotes([share], {
        digest,
        accountOf: accountsOf(members),
        check: checkAccountSignature,
      });
      return votes.length === 1;
    },
    onChain: (signature) => signature,
    sumOf: (evidence) =>
      toHex(concatBytes(...decodeSignedVotes(fromHex(evidence)).map(({ signature }) => fromHex(signature)))),
    draw({ expectedSeats: expected }, { seed, epoch }, { station, weight, total }) {
      const round = { seed, epoch: BigInt(epoch), role: COMMITTEE_ROLE, expected, tokens: total };
      return { seats: openSeats(round, station, weight).seats, proof: "0x" };
    },
  };
}
