import { type RandomBytes, randomScalar } from "../primitives/random.ts";
import { BN254_ORDER, type CurvePoint, Point, modQ, multiply, multiplyPublic } from "./bn254.ts";

/**
 * The Σ-protocol behind a commitment h = r·H1 + m·H2 with H1 = x·G (Khalili, Dakhilalian, Susilo 2020, made a proof of
 * "I know r with T = r·H1, or x with H1 = x·G" after Cramer, Damgård, Schoenmakers 1994), T = h − m·H2:
 *
 * `A1 = z1·H1 − c1·T`, `A2 = z2·G − c2·H1`, accepted iff `c1 + c2 = challenge(A1, A2) mod q`.
 *
 * Whoever commits knows r and simulates the second half; whoever holds the trapdoor knows x and simulates the first, for any m.
 * The two cannot be told apart. Two accepted openings of one h without x would give log_H1(H2).
 */
export interface OrStatement {
  readonly h: CurvePoint;
  readonly h1: CurvePoint;
  readonly h2: CurvePoint;
  readonly m: bigint;
  /** Fiat–Shamir challenge over the whole statement and both first messages. */
  readonly challenge: (a1: CurvePoint, a2: CurvePoint) => bigint;
}

export interface OrProof {
  readonly c1: bigint;
  readonly z1: bigint;
  readonly c2: bigint;
  readonly z2: bigint;
}

/** Proves with r. Draws w, c2, z2 in this order. */
export function proveOpening(statement: OrStatement, r: bigint, random?: RandomBytes): OrProof {
  const [w, c2, z2] = draw(random);
  const { h1 } = statement;
  const a1 = multiply(h1, w);
  const a2 = multiply(Point.BASE, z2).subtract(multiply(h1, c2));
  const c1 = modQ(statement.challenge(a1, a2) - c2);
  return { c1, z1: modQ(w + c1 * r), c2, z2 };
}

/** Proves with the trapdoor x. Draws w, c1, z1 in this order. */
export function proveTrapdoor(statement: OrStatement, x: bigint, random?: RandomBytes): OrProof {
  const [w, c1, z1] = draw(random);
  const a1 = firstMessage(statement, { c1, z1 });
  const a2 = multiply(Point.BASE, w);
  const c2 = modQ(statement.challenge(a1, a2) - c1);
  return { c1, z1, c2, z2: modQ(w + c2 * x) };
}

/** Whether a proof with components below q holds. */
export function orProofHolds(statement: OrStatement, { c1, z1, c2, z2 }: OrProof): boolean {
  const { h1 } = statement;
  const a1 = firstMessage(statement, { c1, z1 });
  const a2 = multiplyPublic(Point.BASE, z2).subtract(multiplyPublic(h1, c2));
  return modQ(c1 + c2) === statement.challenge(a1, a2);
}

/** @internal A1 as a first half makes it; both scalars stand in the proof. */
export function firstMessage(statement: OrStatement, { c1, z1 }: Pick<OrProof, "c1" | "z1">): CurvePoint {
  return multiplyPublic(statement.h1, z1).subtract(multiplyPublic(target(statement), c1));
}

/** T = h − m·H2. */
function target({ h, h2, m }: OrStatement): CurvePoint {
  return h.subtract(multiply(h2, m));
}

function draw(random?: RandomBytes): [bigint, bigint, bigint] {
  const scalar = () => randomScalar(random, BN254_ORDER);
  return [scalar(), scalar(), scalar()];
}
