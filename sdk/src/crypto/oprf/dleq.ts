import { sha512 } from "@noble/hashes/sha2.js";
import { InvalidInputError, VerificationError } from "../../errors/index.ts";
import { concatBytes, utf8 } from "../../codec/index.ts";
import { bigintToBytes } from "../primitives/bytes.ts";
import { type RandomBytes, randomScalar } from "../primitives/random.ts";
import {
  CONTEXT,
  type Element,
  Point,
  RISTRETTO_ORDER,
  decodeScalar,
  encodeScalar,
  framed,
  hashToScalar,
  modOrder,
  multiply,
} from "./group.ts";

/** What a proof is about: evaluated_i = k·blinded_i for all i, with the k behind publicKey. */
export interface DleqStatement {
  readonly publicKey: Element;
  readonly blinded: readonly Element[];
  readonly evaluated: readonly Element[];
}

/** GenerateProof of RFC 9497 §2.2.1; 64 bytes c ‖ s. */
export function proveDleq(statement: DleqStatement, k: bigint, random?: RandomBytes): Uint8Array {
  return proveDleqWithNonce(statement, k, randomScalar(random, RISTRETTO_ORDER));
}

/** @internal With the nonce given, for the RFC's vectors. */
export function proveDleqWithNonce(statement: DleqStatement, k: bigint, nonce: bigint): Uint8Array {
  const { m, z } = composites(statement);
  const c = proofChallenge(statement.publicKey, m, z, multiply(Point.BASE, nonce), multiply(m, nonce));
  return concatBytes(encodeScalar(c), encodeScalar(modOrder(nonce - c * k)));
}

/**
 * VerifyProof of RFC 9497 §2.2.2.
 * @throws {VerificationError} `EVALUATION_INVALID`.
 * @throws {InvalidInputError} for a malformed proof.
 */
export function verifyDleq(statement: DleqStatement, proof: Uint8Array): void {
  if (proof.length !== 64) {
    throw new InvalidInputError("PROOF_INVALID", "A proof of an evaluation is 64 bytes long.");
  }
  const c = decodeScalar(proof.slice(0, 32), "proof.c");
  const s = decodeScalar(proof.slice(32), "proof.s");
  const { publicKey } = statement;
  const { m, z } = composites(statement);
  const t2 = multiply(Point.BASE, s).add(multiply(publicKey, c));
  const t3 = multiply(m, s).add(multiply(z, c));
  if (proofChallenge(publicKey, m, z, t2, t3) !== c) {
    throw new VerificationError("EVALUATION_INVALID", "An evaluation was not made with the key it names.");
  }
}

/** ComputeComposites: a random combination of all pairs, so that one proof serves a batch. */
function composites({ publicKey, blinded, evaluated }: DleqStatement): {
  readonly m: Element;
  readonly z: Element;
} {
  const seed = sha512(framed(publicKey.toBytes(), concatBytes(utf8("Seed-"), CONTEXT)));
  let m = Point.ZERO;
  let z = Point.ZERO;
  blinded.forEach((element, i) => {
    const partner = evaluated[i] ?? Point.ZERO;
    const weight = hashToScalar(
      concatBytes(
        framed(seed),
        bigintToBytes(BigInt(i), 2),
        framed(element.toBytes(), partner.toBytes()),
        utf8("Composite"),
      ),
    );
    m = m.add(multiply(element, weight));
    z = z.add(multiply(partner, weight));
  });
  return { m, z };
}

function proofChallenge(publicKey: Element, ...elements: readonly Element[]): bigint {
  return hashToScalar(
    concatBytes(framed(...[publicKey, ...elements].map((element) => element.toBytes())), utf8("Challenge")),
  );
}
