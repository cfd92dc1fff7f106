import { concatBytes, fromHex, type Hex, toHex } from "../../codec/index.ts";
import { checkEoaSignature, type SignatureCheck } from "../../eip712/index.ts";
import { InvalidInputError, VerificationError } from "../../errors/index.ts";
import { requireAscending } from "../group/finishSetup.ts";

/** First byte of the evidence of votes signed one by one, for engines without EIP-2537. */
export const ECDSA_EVIDENCE = 2;

const SIGNATURE_BYTES = 65;
const ENTRY_BYTES = 2 + SIGNATURE_BYTES;

/** One station's vote under ECDSA: its signature of the vote's EIP-712 digest. */
export interface SignedVote {
  readonly station: number;
  /** r ‖ s ‖ v, s in the lower half, v 27 or 28. */
  readonly signature: Hex;
}

/** Who may vote, with the account whose signatures count for it; undefined for anyone else. */
export type AccountOfStation = (station: number) => Hex | undefined;

/** One digest, who may sign it, and how signatures are checked. */
export interface SignedVoteCheck {
  readonly digest: Hex;
  readonly accountOf: AccountOfStation;
  /** Services pass one of libsecp256k1. */
  readonly check?: SignatureCheck;
}

export interface CollectedVotes {
  /** One of each station, ascending. */
  readonly votes: readonly SignedVote[];
  /** From whom something came but no vote is in, and why: `NOT_A_MEMBER`, `VOTE_FALSE`. */
  readonly leftOut: readonly { readonly station: number; readonly reason: string }[];
}

/** Keeps one true vote of each station; all others are left out and named. */
export async function collectSignedVotes(
  votes: readonly SignedVote[],
  question: SignedVoteCheck,
): Promise<CollectedVotes> {
  const good = new Map<number, SignedVote>();
  const reasons = new Map<number, string>();
  for (const vote of votes) {
    if (good.has(vote.station)) continue;
    const reason = await flawOf(vote, question);
    if (reason === null) good.set(vote.station, vote);
    else reasons.set(vote.station, reason);
  }
  return {
    votes: [...good.values()].toSorted((a, b) => a.station - b.station),
    leftOut: [...reasons]
      .filter(([station]) => !good.has(station))
      .map(([station, reason]) => ({ station, reason })),
  };
}

/**
 * Checks evidence as a contract does: all of it must be true. Whether those who signed are enough is for the caller.
 * @returns who signed, ascending
 * @throws {InvalidInputError} `VOTES_MALFORMED`, `VOTES_EMPTY`, `STATIONS_UNORDERED`
 * @throws {VerificationError} `VOTE_FALSE`, `NOT_A_MEMBER`, with the station
 */
export async function verifySignedVotes(
  evidence: Uint8Array,
  question: SignedVoteCheck,
): Promise<readonly number[]> {
  const votes = decodeSignedVotes(evidence);
  for (const vote of votes) {
    const reason = await flawOf(vote, question);
    if (reason === null) continue;
    throw new VerificationError(reason, "A vote is not that of a station that may vote.", {
      facts: { station: vote.station },
    });
  }
  return votes.map(({ station }) => station);
}

/**
 * `0x02 ‖ (u16be(station) ‖ r ‖ s ‖ v) …`, stations rising.
 * @throws {InvalidInputError} `STATIONS_UNORDERED`, `HEX_LENGTH`
 */
export function encodeSignedVotes(votes: readonly SignedVote[]): Uint8Array {
  requireAscending(votes.map(({ station }) => station));
  const entries = votes.flatMap(({ station, signature }) => [
    Uint8Array.of(station >> 8, station & 0xff),
    fromHex(signature, SIGNATURE_BYTES),
  ]);
  return concatBytes(Uint8Array.of(ECDSA_EVIDENCE), ...entries);
}

/**
 * The same back; the signatures are not checked.
 * @throws {InvalidInputError} `VOTES_MALFORMED`, `VOTES_EMPTY`, `STATIONS_UNORDERED`
 */
export function decodeSignedVotes(bytes: Uint8Array): readonly SignedVote[] {
  const list = bytes.subarray(1);
  if (bytes[0] !== ECDSA_EVIDENCE || list.length % ENTRY_BYTES !== 0)
    throw new InvalidInputError("VOTES_MALFORMED", "These bytes are no signed votes.");
  if (list.length === 0) throw new InvalidInputError("VOTES_EMPTY", "Nobody has voted.");
  const votes = Array.from({ length: list.length / ENTRY_BYTES }, (_, i) => {
    const entry = list.subarray(i * ENTRY_BYTES, (i + 1) * ENTRY_BYTES);
    return { station: ((entry[0] ?? 0) << 8) | (entry[1] ?? 0), signature: toHex(entry.subarray(2)) };
  });
  requireAscending(votes.map(({ station }) => station));
  return votes;
}

async function flawOf(
  { station, signature }: SignedVote,
  { digest, accountOf, check = checkEoaSignature }: SignedVoteCheck,
): Promise<string | null> {
  const address = accountOf(station);
  if (address === undefined) return "NOT_A_MEMBER";
  return (await check({ address, digest, signature })) ? null : "VOTE_FALSE";
}
