import { twin } from "../src/crypto/testing/twin.ts";

/**
 * The group operations of each step on the twin, straightforwardly: what the SDK would cost without mcl-wasm. Hashing, sealing and
 * encoding are left out, in the twin's favour.
 */
export function twinOperations() {
  const full = (seed: bigint) => seed ** 150n % twin.order;
  const [a, b2, k, w] = [full(3n), full(5n), full(7n), full(11n)] as const;
  const negative = (scalar: bigint) => twin.order - scalar;
  const [x, c1, d] = [twin.g1(a), twin.g1(k), twin.g1(b2)];
  const [y, rk, z] = [twin.g2(b2), twin.g2(a), twin.g2(w)];
  const [g, gHat] = [twin.g1(1n), twin.g2(1n)];
  const p = twin.pair(c1, rk);
  const z0 = twin.pair(g, gHat);
  const g1Bytes = c1.toBytes();
  const g2Bytes = rk.toBytes();
  const gtBytes = twin.encodeGt(p);
  return {
    seal: () => [twin.decodeG1(g1Bytes), twin.g1(k), twin.g1(w), twin.pair(x.multiply(k), gHat)],
    verifyCapsule: () => [twin.decodeG1(g1Bytes), twin.g1(w).add(c1.multiply(k))],
    openOwn: () => [twin.g1(a), twin.decodeG1(g1Bytes), twin.pair(c1.multiply(a), gHat)],
    deal: () => [twin.g1(a), twin.g1(w), y.multiply(a), y.multiply(w), y.multiply(k)],
    verifyShare: () => [twin.decodeG2(g2Bytes), twin.pair(g, rk), twin.pair(x.add(d), y)],
    partial: () => [
      twin.decodeG2(g2Bytes),
      twin.pair(c1, rk),
      twin.powGt(z0, w),
      twin.pair(c1.multiply(w), gHat),
      twin.g2(w).add(rk.multiply(k)),
    ],
    verifyPartial: () => [
      twin.decodeGt(gtBytes),
      twin.decodeG2(g2Bytes),
      twin.mulGt(twin.pair(g, z), twin.pair(d.multiply(negative(k)), y)),
      twin.mulGt(twin.pair(c1, z), twin.powGt(p, negative(k))),
    ],
    combine: () => twin.powGt(twin.mulGt(twin.powGt(p, 2n), twin.powGt(p, negative(1n))), b2),
  };
}
