import { bls12_381 } from "@noble/curves/bls12-381.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, u32be, utf8 } from "../../codec/index.ts";
import { bytesToBigint } from "../../crypto/primitives/bytes.ts";
import type { VoteDomains } from "../domains.ts";

/** The reference twin: BDN18's multisignature written straight from the paper on @noble/curves, sharing no code with ours. */
const { G1, G2 } = bls12_381;
const order = G1.Point.Fn.ORDER;
type Point1 = InstanceType<typeof G1.Point>;
type Point2 = InstanceType<typeof G2.Point>;

export function hashTwin(message: Uint8Array, domain: string): Point1 {
  return G1.Point.fromAffine(G1.hashToCurve(message, { DST: domain }).toAffine());
}

export function twinVotes(secrets: readonly bigint[], domains: VoteDomains) {
  const keys = secrets.map((secret) => G2.Point.BASE.multiply(secret));
  const encoded = keys.map((key) => key.toBytes());
  const list = sha256(concatBytes(...encoded));
  const coefficients = encoded.map(
    (key) => bytesToBigint(sha256(concatBytes(utf8(domains.coefficient), key, list))) % order,
  );
  const weighted = keys.map((key, i) => key.multiply(coefficients[i] ?? 0n));
  const apk = weighted.reduce((sum, key) => sum.add(key));
  const position = (i: number) => hashTwin(concatBytes(apk.toBytes(), u32be(i)), domains.position);
  const message = (m: Uint8Array) => hashTwin(concatBytes(apk.toBytes(), m), domains.vote);
  const scalar = secrets.reduce((sum, secret, i) => (sum + secret * (coefficients[i] ?? 0n)) % order, 0n);
  const membershipKeys = secrets.map((_, i) => position(i).multiply(scalar));
  return {
    keys: encoded,
    coefficients,
    apk,
    membershipKeys,
    position,
    message,
    sign: (i: number, m: Uint8Array): Point1 =>
      message(m)
        .multiply(secrets[i] ?? 0n)
        .add(membershipKeys[i] ?? G1.Point.ZERO),
    holds(m: Uint8Array, signers: readonly number[], signature: Uint8Array): boolean {
      const keySum = signers.reduce((sum: Point2, i) => sum.add(keys[i] ?? G2.Point.ZERO), G2.Point.ZERO);
      const positions = signers.reduce((sum: Point1, i) => sum.add(position(i)), G1.Point.ZERO);
      const product = bls12_381.pairingBatch([
        { g1: G1.Point.fromBytes(signature).negate(), g2: G2.Point.BASE },
        { g1: message(m), g2: keySum },
        { g1: positions, g2: apk },
      ]);
      return bls12_381.fields.Fp12.eql(product, bls12_381.fields.Fp12.ONE);
    },
  };
}
