import { bytes32 } from "@medlattice/sdk/client";
import { contractDomain, digestOf, typed } from "@medlattice/sdk/eip712";
import type { Hex } from "viem";
import { z } from "zod";
import type { CommitteePlace } from "./place.ts";
import type { Vote } from "./vote/voteTable.ts";

/** As many as a committee has at most (systems.md M6). */
const MOST = 101;

const station = z
  .int()
  .min(0)
  .max(MOST - 1);
/** A compressed point of G1, or an ECDSA signature; whether it is one is found out when it is checked. */
const signature = z.templateLiteral(
  ["0x", z.string().regex(/^(?:[0-9a-f]{96}|[0-9a-f]{130})$/)],
  "48 or 65 bytes as lower-case 0x hex",
);

const share = z.strictObject({ station, signature });

export const voteBody = z.strictObject({
  vote: z.strictObject({
    epoch: z.int().min(1),
    kind: z.int().min(1).max(255),
    slot: bytes32,
    payload: bytes32,
  }),
  /** The asking station's own vote; null when it has none. */
  own: signature.nullable(),
});

export const voteReply = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("signed"), signature }),
  /** Asked again it may sign. */
  z.strictObject({ status: z.literal("later"), code: z.string().max(100) }),
  z.strictObject({ status: z.literal("no"), code: z.string().max(100) }),
  /** It has signed another payload for this slot in this epoch, and these stations with it. */
  z.strictObject({ status: z.literal("otherwise"), payload: bytes32, shares: z.array(share).max(MOST) }),
]);

export const contributionsBody = z.strictObject({
  groupId: bytes32,
  /** The asking station's own, as docs/wire-formats.md has it; null when it is no station of the group. */
  own: z.unknown(),
  /** Whose the asking station has. */
  known: z.array(station).max(MOST),
});

/** The others that the asked station has. */
export const contributionsReply = z.strictObject({ contributions: z.array(z.unknown()).max(MOST) });

export type VoteBody = z.infer<typeof voteBody>;
export type VoteReply = z.infer<typeof voteReply>;
export type ContributionsBody = z.infer<typeof contributionsBody>;
export type ContributionsReply = z.infer<typeof contributionsReply>;

/** What stations sign. */
export function voteDigest(
  { chainId, committee: address }: Pick<CommitteePlace, "chainId" | "committee">,
  vote: Vote,
): Hex {
  const domain = contractDomain({ contract: "Committee", chainId, address });
  return digestOf(typed("CommitteeVote", domain, { ...vote, epoch: BigInt(vote.epoch) }));
}
