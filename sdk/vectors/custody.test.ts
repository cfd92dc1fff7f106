import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { bn254 } from "@noble/curves/bn254.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { encodeAbiParameters, keccak256 } from "viem/utils";
import { z } from "zod";
import { concatBytes, fromHex, isHex, toHex, utf8, type Hex } from "../src/codec/index.ts";

// Everything is computed again here from docs/wire-formats.md and the curve alone.
const { Point } = bn254.G1;
type Point = InstanceType<typeof Point>;
const q = bn254.fields.Fr.ORDER;
const { Fp, Fr } = bn254.fields;
const hex = z.custom<Hex>((value) => isHex(value));
const scalars = z.array(z.object({ index: z.number(), z: hex }));
const nonceCommitments = z.array(z.object({ index: z.number(), hiding: hex, binding: hex }));
const file = z
  .object({
    session: z.object({ sessionId: hex, threshold: z.number(), indices: z.array(z.number()) }),
    officers: z.array(
      z.object({
        index: z.number(),
        polynomial: z.array(hex),
        commitments: z.array(hex),
        proof: z.object({ c: hex, z: hex }),
        share: hex,
      }),
    ),
    key: z.object({ commitments: z.array(hex), h1: hex, transcript: hex }),
    possession: z.object({
      chainId: z.number(),
      organizationRegistry: hex,
      orgId: hex,
      message: hex,
      commitments: nonceCommitments,
      shares: scalars,
      proof: hex,
    }),
    opening: z.object({
      registryId: hex,
      commitment: hex,
      m: hex,
      first: z.object({ c1: hex, z1: hex }),
      message: hex,
      commitments: nonceCommitments,
      shares: scalars,
      proof: hex,
    }),
  })
  .parse(JSON.parse(readFileSync(new URL("custody.json", import.meta.url), "utf8")));

const mod = (value: bigint): bigint => Fr.create(value);
const int = (text: Hex): bigint => BigInt(text);
const u32 = (value: number): Uint8Array => fromHex(`0x${value.toString(16).padStart(8, "0")}`);
const word = (value: bigint): Hex => `0x${value.toString(16).padStart(64, "0")}`;
const words = (text: Hex): bigint[] =>
  (text.slice(2).match(/.{64}/g) ?? []).map((each) => BigInt(`0x${each}`));
const hash = (...parts: Uint8Array[]): bigint => mod(BigInt(toHex(sha512(concatBytes(...parts)))));
const times = (point: Point, k: bigint): Point => (mod(k) === 0n ? Point.ZERO : point.multiply(mod(k)));

function point(compressed: Hex): Point {
  const bits = int(compressed);
  const x = bits & ((1n << 255n) - 1n);
  const root = Fp.sqrt(Fp.add(Fp.pow(x, 3n), 3n));
  return Point.fromAffine({ x, y: (root & 1n) === bits >> 255n ? root : Fp.neg(root) });
}

function compressed(of: Point): Hex {
  const { x, y } = of.toAffine();
  return word(x | ((y & 1n) << 255n));
}

const H1 = point(file.key.commitments[0] ?? "0x");
const group = fromHex(compressed(H1));

/** ρ_i, R and each signer's λ_i, by the formulas alone. */
function round({ message, commitments }: { message: Hex; commitments: z.infer<typeof nonceCommitments> }) {
  const listed = commitments.flatMap(({ index, hiding, binding }) => [
    u32(index),
    fromHex(hiding),
    fromHex(binding),
  ]);
  const all = sha512(concatBytes(utf8("medlattice/custody-commitments/v1"), ...listed));
  const members = commitments.map(({ index, hiding, binding }) => {
    const domain = utf8("medlattice/custody-binding/v1");
    const rho = hash(domain, group, fromHex(message), all, u32(index));
    let lambda = 1n;
    for (const other of commitments) {
      if (other.index === index) continue;
      lambda = mod(lambda * BigInt(other.index) * Fr.inv(mod(BigInt(other.index - index))));
    }
    return { index, lambda, nonce: point(hiding).add(times(point(binding), rho)) };
  });
  return { members, r: members.reduce((sum, { nonce }) => sum.add(nonce), Point.ZERO) };
}

/** z_i·G = D_i + ρ_i·E_i + λ_i·c·x_i·G, and the sum of them. */
function signed(
  part: { message: Hex; commitments: z.infer<typeof nonceCommitments>; shares: z.infer<typeof scalars> },
  c: bigint,
): bigint {
  for (const { index, lambda, nonce } of round(part).members) {
    const z = int(part.shares.find((share) => share.index === index)?.z ?? "0x0");
    const x = int(file.officers[index - 1]?.share ?? "0x0");
    assert.ok(times(Point.BASE, z).equals(nonce.add(times(Point.BASE, lambda * c * x))), `officer ${index}`);
  }
  return mod(part.shares.reduce((sum, { z }) => sum + int(z), 0n));
}

const keccakWords = (types: readonly string[], values: readonly unknown[]): bigint =>
  mod(
    BigInt(
      keccak256(
        encodeAbiParameters(
          types.map((type) => ({ type })),
          values,
        ),
      ),
    ),
  );

describe("custody.json", () => {
  it("has contributions and shares that are of one key", () => {
    const { sessionId, threshold } = file.session;
    let x = 0n;
    for (const { index, polynomial, commitments, proof, share } of file.officers) {
      polynomial.forEach((a, k) => assert.equal(compressed(times(Point.BASE, int(a))), commitments[k]));
      const r = times(Point.BASE, int(proof.z)).subtract(times(point(commitments[0] ?? "0x"), int(proof.c)));
      const listed = commitments.map((each) => fromHex(each));
      const domain = utf8("medlattice/custody-pok/v1");
      const c = hash(
        domain,
        fromHex(sessionId),
        u32(threshold),
        u32(index),
        ...listed,
        fromHex(compressed(r)),
      );
      assert.equal(c, int(proof.c));
      const dealt = file.officers.map(({ polynomial: f }) =>
        f.reduce((sum, a, k) => sum + int(a) * BigInt(index) ** BigInt(k), 0n),
      );
      assert.equal(mod(dealt.reduce((sum, each) => sum + each, 0n)), int(share));
      x = mod(x + int(polynomial[0] ?? "0x0"));
    }
    assert.ok(times(Point.BASE, x).equals(H1));
    const { x: h1x, y: h1y } = H1.toAffine();
    assert.deepEqual(words(file.key.h1), [h1x, h1y]);
    const listed = file.officers.flatMap(({ index, commitments }) => [
      u32(index),
      ...commitments.map((each) => fromHex(each)),
    ]);
    const domain = utf8("medlattice/custody-transcript/v1");
    const transcript = sha256(concatBytes(domain, fromHex(sessionId), u32(threshold), ...listed));
    assert.equal(toHex(transcript), file.key.transcript);
    assert.ok(x < q);
  });

  it("has a proof of possession by two officers", () => {
    const { chainId, organizationRegistry, orgId, message, proof } = file.possession;
    const parts = [
      utf8("medlattice/custody-task/v1"),
      Uint8Array.of(1),
      group,
      fromHex(word(BigInt(chainId))),
    ];
    const place = [fromHex(organizationRegistry), fromHex(orgId)];
    assert.equal(keccak256(concatBytes(...parts, ...place)), message);
    const [h1, r] = [H1.toAffine(), round(file.possession).r.toAffine()];
    const c = keccakWords(
      ["string", "uint256", "address", "bytes32", "uint256", "uint256", "uint256", "uint256"],
      ["medlattice/chameleon-pop/v1", BigInt(chainId), organizationRegistry, orgId, h1.x, h1.y, r.x, r.y],
    );
    assert.deepEqual(words(proof), [c, signed(file.possession, c)]);
  });

  it("has an opening by two officers, whose factor is the challenge less c1", () => {
    const { registryId, commitment, m, first, message, proof } = file.opening;
    const [c1, z1] = [int(first.c1), int(first.z1)];
    const h = point(commitment);
    const target = h.subtract(times(generator(), int(m)));
    const a1 = times(H1, z1).subtract(times(target, c1)).toAffine();
    const listed = [int(m), c1, z1, a1.x, a1.y].map((each) => fromHex(word(each)));
    const parts = [
      utf8("medlattice/custody-task/v1"),
      Uint8Array.of(2),
      group,
      fromHex(registryId),
      fromHex(commitment),
    ];
    assert.equal(keccak256(concatBytes(...parts, ...listed)), message);
    const [one, h1, a2] = [h.toAffine(), H1.toAffine(), round(file.opening).r.toAffine()];
    const challenge = keccakWords(
      ["string", "bytes32", ...Array.from({ length: 9 }, () => "uint256")],
      ["medlattice/ch-or/v1", registryId, one.x, one.y, h1.x, h1.y, int(m), a1.x, a1.y, a2.x, a2.y],
    );
    const c2 = mod(challenge - c1);
    assert.deepEqual(words(proof), [c1, z1, c2, signed(file.opening, c2)]);
  });
});

/** H2: the first x on the curve, the even root. */
function generator(): Point {
  for (let counter = 0; ; counter++) {
    const x = Fp.create(BigInt(toHex(sha256(concatBytes(utf8("medlattice/ch-or/H2/v1"), u32(counter))))));
    const square = Fp.add(Fp.pow(x, 3n), 3n);
    if (Fp.pow(square, (Fp.ORDER - 1n) / 2n) !== 1n) continue;
    const y = Fp.sqrt(square);
    return Point.fromAffine({ x, y: (y & 1n) === 0n ? y : Fp.neg(y) });
  }
}
