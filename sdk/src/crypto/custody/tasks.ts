import { keccak256 } from "viem/utils";
import { concatBytes, fromHex, type Hex, utf8 } from "../../codec/index.ts";
import {
  type AffinePoint,
  BN254_ORDER,
  type CurvePoint,
  assertBelowOrder,
  modQ,
  toAffine,
} from "../commitment/bn254.ts";
import { decompressCommitment, compressCommitment } from "../commitment/encoding.ts";
import { type ProveKeyPossessionParameters, possessionChallenge } from "../commitment/key.ts";
import { firstMessage } from "../commitment/sigmaOr.ts";
import { commitmentStatement } from "../commitment/statement.ts";
import { DOMAIN } from "../domains.ts";
import { bigintToBytes } from "../primitives/bytes.ts";
import { type RandomBytes, randomScalar } from "../primitives/random.ts";

/**
 * What officers sign: a Schnorr proof of x whose challenge follows from the aggregate nonce R. `message` covers everything else that
 * the challenge depends on, and enters the binding factors.
 */
export interface CustodyTask {
  readonly message: Hex;
  /** @internal The factor of x. */
  readonly challenge: (r: CurvePoint) => bigint;
}

export type PossessionPlace = Pick<
  ProveKeyPossessionParameters,
  "chainId" | "organizationRegistry" | "orgId"
>;

/** Registering H1: the proof that `ChameleonPossession.sol` verifies. */
export function possessionTask(h1: AffinePoint, place: PossessionPlace): CustodyTask {
  const { chainId, organizationRegistry, orgId } = place;
  const message = taskMessage(
    1,
    fromHex(compressCommitment(h1), 32),
    bigintToBytes(chainId, 32),
    fromHex(organizationRegistry, 20),
    fromHex(orgId, 32),
  );
  return { message, challenge: (r) => possessionChallenge(place, h1, r) };
}

/** The half of an opening's proof that is simulated, before any nonce is committed to. */
export interface FirstHalf {
  readonly c1: bigint;
  readonly z1: bigint;
}

/** Draws the half that needs no trapdoor; A1 follows from it and the statement. */
export function simulateFirstHalf(random?: RandomBytes): FirstHalf {
  return { c1: randomScalar(random, BN254_ORDER), z1: randomScalar(random, BN254_ORDER) };
}

export interface OpeningStatement {
  readonly h1: AffinePoint;
  readonly commitment: Hex;
  /** From `commitmentMessage`; an officer computes it from the correction it is shown. */
  readonly m: bigint;
  readonly registryId: Hex;
}

/**
 * Opening a commitment to new content: the trapdoor's half of Σ-OR. `c2 = challenge(statement, A1, R) − c1`; c1 and z1 are part of the
 * message, see README.md for why.
 */
export function openingTask(
  { h1, commitment, m, registryId }: OpeningStatement,
  first: FirstHalf,
): CustodyTask {
  const c1 = assertBelowOrder(first.c1, "c1");
  const z1 = assertBelowOrder(first.z1, "z1");
  const statement = commitmentStatement({ h: decompressCommitment(commitment), h1, m, registryId });
  const a1 = firstMessage(statement, { c1, z1 });
  const { x, y } = toAffine(a1);
  const message = taskMessage(
    2,
    fromHex(compressCommitment(h1), 32),
    fromHex(registryId, 32),
    fromHex(commitment, 32),
    ...[m, c1, z1, x, y].map((value) => bigintToBytes(value, 32)),
  );
  return { message, challenge: (r) => modQ(statement.challenge(a1, r) - c1) };
}

/** Parts of a fixed length behind the kind of task: no two tasks have one message. */
function taskMessage(kind: number, ...parts: readonly Uint8Array[]): Hex {
  return keccak256(concatBytes(utf8(DOMAIN.custodyTask), Uint8Array.of(kind), ...parts));
}
