import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { poseidon4 } from "poseidon-lite";
import { z } from "zod";
import { Point, decodeAffine, eighthOf, multiply } from "../crypto/babyJubjub/curve.ts";
import { deriveGenerator } from "../crypto/babyJubjub/generator.ts";
import { BABY_JUBJUB_ORDER, commitmentKeyOf } from "../crypto/babyJubjub/index.ts";
import { readReferenceVectors } from "../crypto/testing/vectors.ts";
import type { Circuit, VerificationKey } from "./circuit.ts";
import { encodeProof } from "./proof.ts";
import { proofHolds } from "./proofHolds.ts";

/**
 * The equations on reference vectors that were made elsewhere, with other domain strings and another setup: this code must arrive at the same
 * values when it is given those.
 */
const integer = z.string().transform(BigInt);
const pair = z.tuple([integer, integer]).transform(([x, y]) => ({ x, y }));

const curve = readReferenceVectors("chameleon-babyjubjub.json");
describe("reference vectors of Baby Jubjub", { skip: "skip" in curve ? curve.skip : false }, () => {
  const load = () =>
    z
      .object({
        G_is_B8: pair,
        order_l: integer,
        H2: z.object({ ctr: z.number(), point: pair }),
        x: integer,
        H1: pair,
        r: integer,
        m0: integer,
        m1: integer,
        h: pair,
        R0_eq_rG: pair,
        R1_eq_T_over_x: pair,
        T1_eq_h_minus_m1H2: pair,
        alias_attack: z.object({ m0_plus_l: integer }),
        poseidon4_hx_hy_H1x_H1y: integer,
        witness_hash: z.object({ Qh: pair, Q1: pair, s: integer }),
        witness_redact: z.object({ Qh: pair, Q1: pair, s: integer }),
      })
      .parse("vectors" in curve ? curve.vectors : {});

  it("have our curve, generator, key, commitment and targets", () => {
    const v = load();
    assert.deepEqual(Point.BASE.toAffine(), v.G_is_B8);
    assert.equal(BABY_JUBJUB_ORDER, v.order_l);
    const h2 = deriveGenerator("SPChain-CH/BabyJubjub/H2/v1");
    assert.deepEqual(h2.toAffine(), v.H2.point);
    assert.deepEqual(commitmentKeyOf(v.x), v.H1);
    const h = multiply(decodeAffine(v.H1, "h1"), v.r).add(multiply(h2, v.m0));
    assert.deepEqual(h.toAffine(), v.h);
    const t1 = h.subtract(multiply(h2, v.m1));
    assert.deepEqual(t1.toAffine(), v.T1_eq_h_minus_m1H2);
    assert.deepEqual(multiply(Point.BASE, v.r).toAffine(), v.R0_eq_rG);
    assert.deepEqual(multiply(t1, Point.Fn.inv(v.x)).toAffine(), v.R1_eq_T_over_x);
  });

  it("have our eighths and secrets in their witnesses", () => {
    const v = load();
    for (const witness of [v.witness_hash, v.witness_redact]) {
      assert.deepEqual(eighthOf(decodeAffine(v.h, "h")).toAffine(), witness.Qh);
      assert.deepEqual(eighthOf(decodeAffine(v.H1, "h1")).toAffine(), witness.Q1);
    }
    assert.deepEqual([v.witness_hash.s, v.witness_redact.s], [v.r, v.x]);
  });

  it("have a message that is another one's name, and our Poseidon", () => {
    const v = load();
    const h2 = deriveGenerator("SPChain-CH/BabyJubjub/H2/v1");
    assert.ok(h2.multiplyUnsafe(v.m0).equals(multiply(h2, v.alias_attack.m0_plus_l)));
    assert.ok(v.alias_attack.m0_plus_l >= 2n ** 248n);
    assert.equal(poseidon4([v.h.x, v.h.y, v.H1.x, v.H1.y]), v.poseidon4_hx_hy_H1x_H1y);
  });
});

const groth16 = readReferenceVectors("chameleon-groth16-proof.json");
describe("reference vectors of Groth16", { skip: "skip" in groth16 ? groth16.skip : false }, () => {
  const words = z.array(integer);
  const made = z.object({
    proof: z.object({ pi_a: words, pi_b: z.array(words), pi_c: words }),
    publicSignals: words,
  });
  const load = () =>
    z
      .object({
        vk: z.object({
          vk_alpha_1: words,
          vk_beta_2: z.array(words),
          vk_gamma_2: z.array(words),
          vk_delta_2: z.array(words),
          IC: z.array(words),
        }),
        hash: made,
        redact: made,
      })
      .parse("vectors" in groth16 ? groth16.vectors : {});
  const g1 = (point: readonly bigint[]) => point.slice(0, 2);
  const g2 = (point: readonly (readonly bigint[])[]) =>
    point.slice(0, 2).flatMap((half) => half.toReversed());

  it("hold under their key, and no longer when any signal is another", () => {
    const { vk, hash, redact } = load();
    const verificationKey: VerificationKey = {
      alpha: g1(vk.vk_alpha_1),
      beta: g2(vk.vk_beta_2),
      gamma: g2(vk.vk_gamma_2),
      delta: g2(vk.vk_delta_2),
      points: vk.IC.map(g1),
    };
    const names = ["hX", "hY", "h1X", "h1Y", "m", "context"] as const;
    const file = { file: "", sha256: "", packedBytes: 0, bytes: 0 };
    const circuit: Circuit<(typeof names)[number]> = {
      name: "reference",
      constraints: 0,
      publicSignals: names,
      wasm: file,
      key: file,
      verificationKey,
    };
    for (const { proof, publicSignals } of [hash, redact]) {
      const [hX = 0n, hY = 0n, h1X = 0n, h1Y = 0n, m = 0n, context = 0n] = publicSignals;
      const signals = { hX, hY, h1X, h1Y, m, context };
      const encoded = encodeProof([...g1(proof.pi_a), ...g2(proof.pi_b), ...g1(proof.pi_c)]);
      assert.ok(proofHolds(circuit, signals, encoded));
      for (const name of names) {
        assert.ok(!proofHolds(circuit, { ...signals, [name]: signals[name] + 1n }, encoded), name);
      }
    }
    assert.equal(hash.publicSignals[0], redact.publicSignals[0]);
  });
});
