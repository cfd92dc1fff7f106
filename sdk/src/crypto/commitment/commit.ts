import { VerificationError } from "../../errors/index.ts";
import type { Hex } from "../../codec/index.ts";
import { type RandomBytes, randomScalar } from "../primitives/random.ts";
import {
  type AffinePoint,
  BN254_ORDER,
  assertBelowOrder,
  assertSecret,
  decodeAffine,
  multiply,
  toAffine,
} from "./bn254.ts";
import { compressCommitment, decodeOrProof, decompressCommitment, encodeOrProof } from "./encoding.ts";
import { commitmentGenerator } from "./generator.ts";
import { commitmentKeyOf } from "./key.ts";
import { orProofHolds, proveOpening, proveTrapdoor } from "./sigmaOr.ts";
import { commitmentStatement } from "./statement.ts";

export interface CommitParameters {
  /** The institution's chameleon key H1 = x·G. */
  readonly h1: AffinePoint;
  /** From commitmentMessage. */
  readonly m: bigint;
  readonly registryId: Hex;
  readonly random?: RandomBytes | undefined;
}

/**
 * Commits to a message: `h = r·H1 + m·H2` with fresh r, and the proof π of its opening. r is only needed for further proofs of the
 * same opening, and is secret.
 * @throws {InvalidInputError} for a malformed key, message or registry id.
 */
export function commit({ h1, m, registryId, random }: CommitParameters): {
  readonly commitment: Hex;
  readonly r: bigint;
  readonly proof: Hex;
} {
  const r = randomScalar(random, BN254_ORDER);
  const hidden = multiply(decodeAffine(h1, "h1"), r);
  const h = toAffine(hidden.add(multiply(commitmentGenerator(), assertBelowOrder(m, "m"))));
  const proof = encodeOrProof(proveOpening(commitmentStatement({ h, h1, m, registryId }), r, random));
  return { commitment: compressCommitment(h), r, proof };
}

export interface VerifyOpeningParameters {
  readonly commitment: Hex;
  readonly h1: AffinePoint;
  readonly m: bigint;
  readonly registryId: Hex;
  readonly proof: Hex;
}

/**
 * Checks that π opens a commitment to m, for whoever registered it or for the holder of the trapdoor.
 * @throws {VerificationError} `OPENING_INVALID`.
 * @throws {InvalidInputError} for malformed points, scalars or lengths.
 */
export function verifyOpening({ commitment, h1, m, registryId, proof }: VerifyOpeningParameters): void {
  const statement = commitmentStatement({ h: decompressCommitment(commitment), h1, m, registryId });
  if (!orProofHolds(statement, decodeOrProof(proof))) {
    throw new VerificationError("OPENING_INVALID", "A commitment's proof does not hold for this content.", {
      hints: ["The content, its version, or the institution's key is not the one committed to."],
    });
  }
}

export interface RedactParameters {
  /** The trapdoor of H1; only ever in its holder's memory. */
  readonly x: bigint;
  readonly commitment: Hex;
  /** Message of the new content and version. */
  readonly m: bigint;
  readonly registryId: Hex;
  readonly random?: RandomBytes | undefined;
}

/**
 * Opens an existing commitment to new content with the trapdoor (S4, S5): a π for the same h.
 * @throws {InvalidInputError} for a malformed trapdoor, commitment or message.
 */
export function redact({ x, commitment, m, registryId, random }: RedactParameters): Hex {
  const h1 = commitmentKeyOf(assertSecret(x, "x"));
  const statement = commitmentStatement({ h: decompressCommitment(commitment), h1, m, registryId });
  return encodeOrProof(proveTrapdoor(statement, x, random));
}
