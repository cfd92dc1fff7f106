import { baseG1, baseG2, encodePoint } from "../../bls/points.ts";
import { modR } from "../../bls/scalar.ts";
import { DOMAIN } from "../../domains.ts";
import { fromHex } from "../../../codec/index.ts";
import { bigintToBytes } from "../../primitives/bytes.ts";
import { challenge } from "../../primitives/challenge.ts";
import { type RandomBytes, randomScalar } from "../../primitives/random.ts";
import type { SchnorrProof } from "./contribution.ts";
import type { KeyGenerationSession } from "./session.ts";

export type Side = "u" | "r";

/** @internal `c = H(sessionId ‖ index ‖ commitment ‖ R)`, in a domain for each group. */
export function constantChallenge(
  side: Side,
  session: KeyGenerationSession,
  index: number,
  commitment: Uint8Array,
  nonceCommitment: Uint8Array,
): bigint {
  return challenge(
    side === "u" ? DOMAIN.keyGenerationG1 : DOMAIN.keyGenerationG2,
    fromHex(session.sessionId, 32),
    bigintToBytes(BigInt(index), 4),
    commitment,
    nonceCommitment,
  );
}

/** @internal Schnorr proof of knowledge of a polynomial's constant, bound to session and member. */
export function proveConstant(parameters: {
  readonly side: Side;
  readonly session: KeyGenerationSession;
  readonly index: number;
  readonly secret: bigint;
  readonly random?: RandomBytes | undefined;
}): SchnorrProof {
  const { side, session, index, secret, random } = parameters;
  const raise = (k: bigint) => encodePoint(side === "u" ? baseG1(k) : baseG2(k));
  const w = randomScalar(random);
  const c = constantChallenge(side, session, index, raise(secret), raise(w));
  return { c, z: modR(w + c * secret) };
}
