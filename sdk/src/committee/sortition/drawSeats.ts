import { bytesToBigint } from "../../crypto/primitives/bytes.ts";
import { InvalidInputError } from "../../errors/index.ts";
import { partsOf } from "./parts.ts";
import { drawOutput, openDrawOutput, proveDraw, verifyDraw } from "./proof.ts";
import { roundMessage, type SortitionRound } from "./round.ts";
import { type Chance, requireChance, seatsOf, WEIGHT_LIMIT } from "./seats.ts";

/** What a station drew: voting power in the committee, 0 for none. */
export interface Draw {
  readonly seats: number;
  /** One of each part, 32 bytes; the lowest of all stations makes the next seed. */
  readonly outputs: readonly Uint8Array[];
}

const Y_BYTES = 16;
/** Bounds the parts of a station, and with them what a contract has to compute: 25. */
const MOST_EXPECTED = 1_000n;

/**
 * A station's proof for a round; nobody else can make or foresee it.
 * @returns 48 bytes
 */
export function proveRound(round: SortitionRound, secret: bigint): Uint8Array {
  return proveDraw(secret, roundMessage(round));
}

/**
 * Seats of a station by its verified proof (systems.md P6): of each part `y = output >> 128`, and the seats of all parts added up.
 * @param claim.weight tokens held or represented before the seed was known
 * @throws {InvalidInputError} `SORTITION_RANGE`, `POINT_INVALID`
 * @throws {VerificationError} `DRAW_FALSE`
 */
export function drawSeats(
  round: SortitionRound,
  claim: { readonly publicKey: Uint8Array; readonly proof: Uint8Array; readonly weight: bigint },
): Draw {
  const { publicKey, proof, weight } = claim;
  verifyDraw({ publicKey, message: roundMessage(round), proof });
  return countSeats(round, proof, weight);
}

/** @internal The same of a proof that is known to be true. */
export function countSeats(round: SortitionRound, proof: Uint8Array, weight: bigint): Draw {
  return countParts(round, weight, (part) => drawOutput(proof, part));
}

/**
 * Seats on an engine without EIP-2537, where nobody can hide what it draws.
 * @throws {InvalidInputError} `SORTITION_RANGE`
 */
export function openSeats(round: SortitionRound, station: number, weight: bigint): Draw {
  const message = roundMessage(round);
  return countParts(round, weight, (part) => openDrawOutput(message, station, part));
}

function countParts(round: SortitionRound, weight: bigint, outputOf: (part: number) => Uint8Array): Draw {
  const chance: Chance = { numerator: round.expected, denominator: round.tokens };
  requireChance(chance);
  if (round.expected > MOST_EXPECTED) throw outOfRange("expected", "A committee expects at most 1000 seats.");
  if (weight < 0n || weight > round.tokens || weight >= WEIGHT_LIMIT)
    throw outOfRange("weight", "A station cannot hold more than all tokens.");
  const outputs: Uint8Array[] = [];
  let seats = 0n;
  for (const [part, tokens] of partsOf(weight, chance).entries()) {
    const output = outputOf(part);
    outputs.push(output);
    seats += seatsOf(bytesToBigint(output.subarray(0, Y_BYTES)), tokens, chance);
  }
  return { seats: Number(seats), outputs };
}

function outOfRange(name: string, message: string): InvalidInputError {
  return new InvalidInputError("SORTITION_RANGE", message, { facts: { name } });
}
