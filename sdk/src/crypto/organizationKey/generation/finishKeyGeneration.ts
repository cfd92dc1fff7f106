import { InvalidInputError, VerificationError } from "../../../errors/index.ts";
import { baseGt, encodeGt, mulGt, pair } from "../../bls/gt.ts";
import { invertScalar } from "../../bls/invertScalar.ts";
import { encodePoint, mulG2 } from "../../bls/points.ts";
import { FR_ORDER, assertProofScalar } from "../../bls/scalar.ts";
import { equalBytes } from "../../../codec/index.ts";
import { assertIndices, interpolateAtZero } from "../../primitives/shamir.ts";
import { partialsFalse, separateLiars, tooFewPartials } from "../../threshold/openOptimistically.ts";
import type { OrganizationKey } from "../key.ts";
import { verifyOrganizationKey } from "../verifyOrganizationKey.ts";
import type { KeyContribution } from "./contribution.ts";
import { committedShares } from "./decodeContribution.ts";
import type { ProductShare } from "./multiplyShares.ts";
import type { KeyGenerationSession } from "./session.ts";
import { type Transcript, sumContributions } from "./transcript.ts";

const SCALARS = {
  multiply: (a: bigint, b: bigint) => (a * b) % FR_ORDER,
  add: (a: bigint, b: bigint) => (a + b) % FR_ORDER,
};

export interface FinishKeyGenerationParameters {
  readonly session: KeyGenerationSession;
  readonly contributions: readonly KeyContribution[];
  readonly products: readonly ProductShare[];
}

/**
 * Step 4, for anyone: checks every product, names the false ones, opens w = u·r from 2t − 1 others and makes Y = (ĝ^r)^(1/w).
 * @throws {VerificationError} `PARTIALS_FALSE` with `facts.liars` when too few products hold; the session is then repeated
 *   without them.
 * @throws {InvalidInputError} `PARTIALS_TOO_FEW`, `INDEX_DUPLICATE`.
 */
export function finishKeyGeneration({ session, contributions, products }: FinishKeyGenerationParameters): {
  readonly key: OrganizationKey;
  /** Members whose product was false. */
  readonly liars: readonly number[];
} {
  const { threshold } = session;
  const transcript = sumContributions(session, contributions);
  assertIndices(products.map(({ index }) => index));
  const needed = 2 * threshold - 1;
  const { honest, liars } = separateLiars(products, (product) => verifyProduct(session, transcript, product));
  if (honest.length < needed) {
    throw liars.length > 0 ? partialsFalse(liars) : tooFewPartials(honest.length, needed);
  }
  const values = honest.slice(0, needed).map(({ index, w }) => ({ index, element: w }));
  const w = interpolateAtZero(values, FR_ORDER, SCALARS);
  const [r0] = transcript.r;
  if (w === 0n || r0 === undefined) {
    throw new InvalidInputError("KEY_GENERATION_DEGENERATE", "The key came out as zero; repeat the session.");
  }
  const key = {
    y: encodePoint(mulG2(r0, invertScalar(w))),
    threshold,
    commitments: transcript.u.map((commitment) => encodePoint(commitment)),
  };
  verifyOrganizationKey(key);
  return { key, liars };
}

/** `e(g, ĝ)^(w_i) = e(g^(u_i), ĝ^(r_i))·e(g, ĝ)^(z_i)`. */
function verifyProduct(session: KeyGenerationSession, transcript: Transcript, product: ProductShare): void {
  const { index, w } = product;
  const committed = committedShares(transcript, index);
  const expected = encodeGt(mulGt(pair(committed.u, committed.r), committed.zero));
  const holds =
    session.indices.includes(index) &&
    product.transcript === transcript.hash &&
    equalBytes(encodeGt(baseGt(assertProofScalar(w, "w"))), expected);
  if (!holds) {
    throw new VerificationError("PRODUCT_INVALID", "A member's product is false or of other contributions.", {
      facts: { index },
    });
  }
}
