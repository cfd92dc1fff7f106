import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { encodeAbiParameters, keccak256 } from "viem/utils";
import { z } from "zod";
import { fromHex, isHex, toHex, utf8, type Hex } from "../codec/index.ts";
import { decodeGt, encodeGt, pair, pairWithBase, powGt } from "./bls/gt.ts";
import { invertScalar } from "./bls/invertScalar.ts";
import { baseG1, baseG2, decodeG1, decodeG2, encodePoint, mulG1, mulG2 } from "./bls/points.ts";
import { commitmentKeyOf, hkdfSha256, initCrypto } from "./index.ts";
import { type AffinePoint, decodeAffine, modQ, multiply, toAffine } from "./commitment/bn254.ts";
import { deriveGenerator } from "./commitment/generator.ts";
import { type OrStatement, orProofHolds, proveOpening, proveTrapdoor } from "./commitment/sigmaOr.ts";
import { bigintToBytes } from "./primitives/bytes.ts";
import { readReferenceVectors } from "./testing/vectors.ts";

/**
 * The equations on reference vectors that were made elsewhere, with other domain strings: this code must arrive at the same values
 * when it is given those strings.
 */
before(initCrypto);

const hex = z.custom<Hex>((value) => isHex(value));

const afgh = readReferenceVectors("afgh-bls12381.json");
describe("reference vectors of AFGH", { skip: "skip" in afgh ? afgh.skip : false }, () => {
  const v = z
    .object({
      ...Object.fromEntries(
        ["e_g1_g2", "a1", "b2", "k", "X_A", "Y_B", "Z_A", "C1", "K", "rk_A_to_B", "C1_reencrypted"].map(
          (name) => [name, hex],
        ),
      ),
      kem: z.object({ kek: hex }),
    })
    .catchall(z.unknown())
    .parse("vectors" in afgh ? afgh.vectors : {});
  const value = (name: string) => hex.parse(v[name]);
  const scalar = (name: string) => BigInt(value(name));

  it("have our keys, ciphertext and pairing values", () => {
    assert.equal(toHex(encodeGt(pair(baseG1(1n), baseG2(1n)))), value("e_g1_g2"));
    assert.equal(toHex(encodePoint(baseG1(scalar("a1")))), value("X_A"));
    assert.equal(toHex(encodePoint(baseG2(scalar("b2")))), value("Y_B"));
    assert.equal(toHex(encodeGt(pairWithBase(decodeG1(fromHex(value("X_A")), "x")))), value("Z_A"));
    assert.equal(toHex(encodePoint(baseG1(scalar("k")))), value("C1"));
    const shared = powGt(decodeGt(fromHex(value("Z_A")), "z"), scalar("k"));
    assert.equal(toHex(encodeGt(shared)), value("K"));
  });

  it("are re-encrypted and opened to the same K by owner and reader", () => {
    const c1 = decodeG1(fromHex(value("C1")), "c1");
    const rk = mulG2(decodeG2(fromHex(value("Y_B")), "y"), scalar("a1"));
    assert.equal(toHex(encodePoint(rk)), value("rk_A_to_B"));
    const reencrypted = pair(c1, rk);
    assert.equal(toHex(encodeGt(reencrypted)), value("C1_reencrypted"));
    assert.equal(toHex(encodeGt(powGt(reencrypted, invertScalar(scalar("b2"))))), value("K"));
    assert.equal(toHex(encodeGt(pairWithBase(mulG1(c1, scalar("a1"))))), value("K"));
  });

  it("derive the same key-encryption key", () => {
    const kek = hkdfSha256({
      ikm: fromHex(value("K")),
      salt: utf8("AFGH-KEM/v1"),
      info: fromHex(value("C1")),
      lengthBytes: 32,
    });
    assert.equal(toHex(kek), v.kem.kek);
  });
});

const sigmaOr = readReferenceVectors("chameleon-sigma-or-bn254.json");
describe("reference vectors of the commitment", { skip: "skip" in sigmaOr ? sigmaOr.skip : false }, () => {
  const point = z.tuple([hex, hex]).transform(([x, y]): AffinePoint => ({ x: BigInt(x), y: BigInt(y) }));
  const scalar = hex.transform((text) => BigInt(text));
  const proof = z
    .tuple([scalar, scalar, scalar, scalar])
    .transform(([c1, z1, c2, z2]) => ({ c1, z1, c2, z2 }));
  const schema = z.object({
    H2: z.object({ point }),
    x: scalar,
    r: scalar,
    H1: point,
    m0: scalar,
    m1: scalar,
    h: point,
    chainId: z.number(),
    verifier: hex,
    proof_hash_m0: proof,
    proof_redact_m1: proof,
  });
  const load = () => schema.parse("vectors" in sigmaOr ? sigmaOr.vectors : {});

  /** Their challenge: another domain, chain id and verifier in place of the registry. */
  const statement = (v: z.output<typeof schema>, m: bigint): OrStatement => ({
    h: decodeAffine(v.h, "h"),
    h1: decodeAffine(v.H1, "h1"),
    h2: deriveGenerator("SPChain-CH/BN254/H2/v1"),
    m,
    challenge: (first, second) => {
      const [a1, a2] = [toAffine(first), toAffine(second)];
      const words = [v.h.x, v.h.y, v.H1.x, v.H1.y, m, a1.x, a1.y, a2.x, a2.y];
      const types = ["string", "uint256", "address", ...words.map(() => "uint256")].map((type) => ({ type }));
      return modQ(
        BigInt(
          keccak256(
            encodeAbiParameters(types, ["SPChain-CH-OR/v1", BigInt(v.chainId), v.verifier, ...words]),
          ),
        ),
      );
    },
  });

  it("have our generator, key and commitment", () => {
    const v = load();
    const h2 = deriveGenerator("SPChain-CH/BN254/H2/v1");
    assert.deepEqual(toAffine(h2), v.H2.point);
    assert.deepEqual(commitmentKeyOf(v.x), v.H1);
    const h = multiply(decodeAffine(v.H1, "h1"), v.r).add(multiply(h2, v.m0));
    assert.deepEqual(toAffine(h), v.h);
  });

  it("have proofs that hold for their message and no other", () => {
    const v = load();
    assert.ok(orProofHolds(statement(v, v.m0), v.proof_hash_m0));
    assert.ok(orProofHolds(statement(v, v.m1), v.proof_redact_m1));
    assert.ok(!orProofHolds(statement(v, v.m1), v.proof_hash_m0));
    assert.ok(!orProofHolds(statement(v, v.m0), v.proof_redact_m1));
  });

  it("come out the same when we prove with their nonces", () => {
    const v = load();
    const { proof_hash_m0: opened, proof_redact_m1: redacted } = v;
    // z1 = w + c1·r and z2 = w + c2·x give the nonce w back; each draw of 64 bytes becomes draw mod (q − 1) + 1.
    const drawn = (...values: bigint[]) => {
      const queue = values.map((value) => bigintToBytes(modQ(value) - 1n, 64));
      return () => queue.shift() ?? new Uint8Array(64);
    };
    const w = opened.z1 - opened.c1 * v.r;
    assert.deepEqual(proveOpening(statement(v, v.m0), v.r, drawn(w, opened.c2, opened.z2)), opened);
    const wx = redacted.z2 - redacted.c2 * v.x;
    assert.deepEqual(proveTrapdoor(statement(v, v.m1), v.x, drawn(wx, redacted.c1, redacted.z1)), redacted);
  });
});
