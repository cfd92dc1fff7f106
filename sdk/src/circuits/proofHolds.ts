import { bn254 } from "@noble/curves/bn254.js";
import type { Hex } from "../codec/index.ts";
import type { Circuit, Signals } from "./circuit.ts";
import { decodeProof } from "./proof.ts";

const { G1, G2 } = bn254;
const { Fp, Fp2, Fp12, Fr } = bn254.fields;
type G1Point = InstanceType<typeof G1.Point>;
type G2Point = InstanceType<typeof G2.Point>;

/**
 * Whether a Groth16 proof (ePrint 2016/260) holds: `e(A, B) = e(α, β) · e(S, γ) · e(C, δ)` with `S = P_0 + Σ signal_i · P_i`. The same
 * answer as the chain's, from another implementation; no files, workers or snarkjs needed. A proof with a point at infinity, which no
 * prover makes, is refused here.
 * @throws {InvalidInputError} for a proof that is not 256 bytes.
 */
export function proofHolds<Signal extends string>(
  circuit: Circuit<Signal>,
  signals: Signals<Signal>,
  proof: Hex,
): boolean {
  const words = decodeProof(proof);
  const values = circuit.publicSignals.map((name) => signals[name]);
  if (values.some((value) => value < 0n || value >= Fr.ORDER)) return false;
  const { alpha, beta, gamma, delta, points } = circuit.verificationKey;
  const a = decodeG1(words.slice(0, 2));
  const b = decodeG2(words.slice(2, 6));
  const c = decodeG1(words.slice(6, 8));
  if (a === null || b === null || c === null) return false;
  const known = points.map(ofKey);
  const sum = known
    .slice(1)
    .map((point, i) => point.multiplyUnsafe(values[i] ?? 0n))
    .reduce((total, point) => total.add(point), known[0] ?? G1.Point.ZERO);
  const product = bn254.pairingBatch(
    [
      { g1: a.negate(), g2: b },
      { g1: ofKey(alpha), g2: ofKey2(beta) },
      { g1: c, g2: ofKey2(delta) },
      // S is the point at infinity with a probability of 2^-254 only, unless somebody arranged it; a pairing with it is one.
      ...(sum.is0() ? [] : [{ g1: sum, g2: ofKey2(gamma) }]),
    ],
    true,
  );
  return Fp12.eql(product, Fp12.ONE);
}

function decodeG1(words: readonly bigint[]): G1Point | null {
  const [x = 0n, y = 0n] = words;
  return valid(words, () => G1.Point.fromAffine({ x, y }));
}

function decodeG2(words: readonly bigint[]): G2Point | null {
  const [xi = 0n, xr = 0n, yi = 0n, yr = 0n] = words;
  const point = () =>
    G2.Point.fromAffine({ x: Fp2.create({ c0: xr, c1: xi }), y: Fp2.create({ c0: yr, c1: yi }) });
  return valid(words, point);
}

/** Canonical, on the curve, of prime order, and not at infinity; null otherwise. */
function valid<T extends { assertValidity: () => void; is0: () => boolean }>(
  words: readonly bigint[],
  make: () => T,
): T | null {
  if (words.some((word) => word >= Fp.ORDER)) return null;
  try {
    const point = make();
    point.assertValidity();
    return point.is0() ? null : point;
  } catch {
    return null;
  }
}

/** Points of a key are ours and valid. */
function ofKey([x = 0n, y = 0n]: readonly bigint[]): G1Point {
  return G1.Point.fromAffine({ x, y });
}

function ofKey2([xi = 0n, xr = 0n, yi = 0n, yr = 0n]: readonly bigint[]): G2Point {
  return G2.Point.fromAffine({ x: { c0: xr, c1: xi }, y: { c0: yr, c1: yi } });
}
