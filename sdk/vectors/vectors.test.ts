import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, it } from "node:test";
import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { bls12_381 } from "@noble/curves/bls12-381.js";
import { bn254 } from "@noble/curves/bn254.js";
import { invert } from "@noble/curves/abstract/modular.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatHex, encodeAbiParameters, keccak256 } from "viem/utils";
import { z } from "zod";
import { concatBytes, fromHex, isHex, toHex, utf8, type Hex } from "../src/codec/index.ts";
import { FR_ORDER, initCrypto } from "../src/crypto/index.ts";
import { at } from "../src/crypto/testing/fixtures.ts";
import { twin } from "../src/crypto/testing/twin.ts";
import { vectorFiles } from "./files.ts";
import { vectorBytes } from "./source.ts";

before(initCrypto);

const read = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
const hex = z.custom<Hex>((value) => isHex(value));
const bytes = (text: Hex) => fromHex(text);
const integer = (text: Hex) => BigInt(text);
const modR = (value: bigint) => ((value % FR_ORDER) + FR_ORDER) % FR_ORDER;

describe("vector files", () => {
  it("are what the generator writes", async () => {
    for (const [name, text] of await vectorFiles()) assert.equal(read(name), text, name);
  });
});

describe("afgh.json", () => {
  const partial = z.object({ index: z.number(), p: hex, proof: z.object({ c: hex, z: hex }) });
  const file = z
    .object({
      capsule: z.object({
        a: hex,
        part: hex,
        encodedContext: hex,
        capsule: z.object({ x: hex, c1: hex, wrapped: hex, pok: z.object({ c: hex, z: hex }) }),
        k: hex,
        kek: hex,
      }),
      person: z.object({
        b2: hex,
        y: hex,
        accessId: hex,
        commitments: z.array(hex),
        shares: z.array(z.object({ index: z.number(), rk: hex })),
        partials: z.array(partial),
      }),
      organization: z.object({
        key: z.object({ y: hex, commitments: z.array(hex) }),
        shares: z.array(z.object({ index: z.number(), share: hex })),
        w: hex,
        unwrapped: z.array(z.object({ index: z.number(), v: hex, proof: z.object({ c: hex, z: hex }) })),
      }),
    })
    .parse(JSON.parse(read("afgh.json")));
  const { capsule, person, organization } = file;
  const [a, b2] = [integer(capsule.a), integer(person.b2)];
  const c1 = twin.decodeG1(bytes(capsule.capsule.c1));
  const context = bytes(capsule.encodedContext);
  const challengeOf = (domain: string, ...parts: Uint8Array[]) =>
    BigInt(toHex(sha256(concatBytes(utf8(domain), ...parts)))) % FR_ORDER;

  it("has its scalars from their labels", () => {
    const scalar = (label: string) => toHex(vectorBytes(label, 64));
    assert.equal(a, (BigInt(scalar("afgh/a")) % (FR_ORDER - 1n)) + 1n);
    assert.equal(b2, (BigInt(scalar("afgh/b2")) % (FR_ORDER - 1n)) + 1n);
  });

  it("has the keys, K, key-encryption key and wrapped part of the twin", () => {
    assert.equal(capsule.capsule.x, toHex(twin.g1(a).toBytes()));
    assert.equal(person.y, toHex(twin.g2(b2).toBytes()));
    const k = twin.encodeGt(twin.powGt(twin.pair(c1, twin.g2(1n)), a));
    assert.equal(capsule.k, toHex(k));
    const info = concatBytes(bytes(capsule.capsule.c1), context);
    const kek = hkdf(sha256, k, utf8("medlattice/afgh-kem/v1"), info, 32);
    assert.equal(capsule.kek, toHex(kek));
    const opened = chacha20poly1305(kek, new Uint8Array(12), context).decrypt(bytes(capsule.capsule.wrapped));
    assert.equal(capsule.part, toHex(opened));
  });

  it("has a proof of knowledge that the twin accepts", () => {
    const { c, z: response } = capsule.capsule.pok;
    const r = twin.g1(integer(response)).subtract(c1.multiply(integer(c)));
    const expected = challengeOf(
      "medlattice/capsule-pok/v1",
      bytes(capsule.capsule.c1),
      r.toBytes(),
      context,
    );
    assert.equal(integer(c), expected);
  });

  it("has partials whose proofs the twin accepts, and that combine to K^b2", () => {
    const y = twin.decodeG2(bytes(person.y));
    for (const { index, p, proof } of person.partials) {
      const d = twin
        .decodeG1(bytes(at(person.commitments, 0)))
        .add(twin.decodeG1(bytes(at(person.commitments, 1))).multiply(BigInt(index)));
      const [c, response] = [integer(proof.c), twin.decodeG2(bytes(proof.z))];
      const dC = d.multiply(FR_ORDER - c);
      const t1 = twin.mulGt(twin.pair(twin.g1(1n), response), twin.pair(dC, y));
      const pC = twin.powGt(twin.decodeGt(bytes(p)), FR_ORDER - c);
      const t2 = twin.mulGt(twin.pair(c1, response), pC);
      const transcript = [bytes(person.accessId), c1.toBytes(), d.toBytes(), bytes(person.y), bytes(p)];
      const again = challengeOf("medlattice/partial/v1", ...transcript, twin.encodeGt(t1), twin.encodeGt(t2));
      assert.equal(again, c);
    }
    // λ for the indices 1 and 2 is 2 and −1.
    const [first, second] = person.partials;
    assert.ok(first && second);
    const combined = twin.mulGt(
      twin.powGt(twin.decodeGt(bytes(first.p)), 2n),
      twin.powGt(twin.decodeGt(bytes(second.p)), FR_ORDER - 1n),
    );
    assert.equal(toHex(twin.encodeGt(twin.powGt(combined, invert(b2, FR_ORDER)))), capsule.k);
  });

  it("has an organisation's key and answers that the twin accepts, and that combine to K", () => {
    const [one, two] = organization.shares;
    assert.ok(one && two);
    const u = modR(2n * integer(one.share) - integer(two.share));
    assert.equal(organization.key.y, toHex(twin.g2(invert(u, FR_ORDER)).toBytes()));
    const w = twin.decodeGt(bytes(organization.w));
    assert.equal(toHex(twin.encodeGt(twin.powGt(w, u))), capsule.k);
    for (const { index, v, proof } of organization.unwrapped) {
      const [c, response] = [integer(proof.c), integer(proof.z)];
      const share = organization.shares.find((other) => other.index === index);
      assert.ok(share);
      const d = twin.g1(integer(share.share));
      const t1 = twin.g1(response).subtract(d.multiply(c));
      const vPoint = twin.decodeGt(bytes(v));
      const t2 = twin.mulGt(twin.powGt(w, response), twin.powGt(vPoint, FR_ORDER - c));
      const transcript = [bytes(person.accessId), d.toBytes(), bytes(organization.w), bytes(v), t1.toBytes()];
      const again = challengeOf("medlattice/organization-partial/v1", ...transcript, twin.encodeGt(t2));
      assert.equal(again, c);
    }
    assert.equal(bls12_381.fields.Fr.ORDER, FR_ORDER);
  });
});

describe("commitment.json", () => {
  const point = z.object({ x: hex, y: hex });
  const { h2, key, registration, correction } = z
    .object({
      h2: point,
      key: z.object({ x: hex, h1: point }),
      registration: z.object({
        message: z.object({ registryId: hex, digest: hex, fieldRoot: hex }),
        m: hex,
        r: hex,
        h: point,
        commitment: hex,
        proof: hex,
        commitmentProof: hex,
      }),
      correction: z.object({ m: hex, proof: hex }),
    })
    .parse(JSON.parse(read("commitment.json")));
  const { Point } = bn254.G1;
  const at64 = ({ x, y }: z.infer<typeof point>) => Point.fromAffine({ x: integer(x), y: integer(y) });
  const q = bn254.fields.Fr.ORDER;

  it("has h = r·H1 + m·H2 with H1 = x·G, compressed as documented", () => {
    const h1 = Point.BASE.multiply(integer(key.x));
    assert.ok(h1.equals(at64(key.h1)));
    const h = h1.multiply(integer(registration.r)).add(at64(h2).multiply(integer(registration.m)));
    assert.ok(h.equals(at64(registration.h)));
    const { x, y } = h.toAffine();
    assert.equal(integer(registration.commitment), x | ((y & 1n) << 255n));
  });

  it("has both proofs in the form of the documented equations", () => {
    for (const { m, proof } of [registration, correction]) {
      const words = [0, 1, 2, 3].map((i) => BigInt(`0x${proof.slice(2 + 64 * i, 66 + 64 * i)}`));
      const [c1 = 0n, z1 = 0n, c2 = 0n, z2 = 0n] = words;
      const [h, h1] = [at64(registration.h), at64(key.h1)];
      // A1 = z1·H1 − c1·h + (c1·m)·H2, as the chain computes it.
      const a1 = h1
        .multiply(z1)
        .add(h.negate().multiply(c1))
        .add(at64(h2).multiply((c1 * integer(m)) % q));
      const a2 = Point.BASE.multiply(z2).add(h1.negate().multiply(c2));
      const numbers = [h, h1].flatMap((one) => Object.values(pick(one.toAffine())));
      const nonces = [a1, a2].flatMap((one) => Object.values(pick(one.toAffine())));
      const encoded = encodeAbiParameters(
        ["string", "bytes32", ...Array.from({ length: 9 }, () => "uint256")].map((type) => ({ type })),
        ["medlattice/ch-or/v1", registration.message.registryId, ...numbers, integer(m), ...nonces],
      );
      assert.equal((c1 + c2) % q, BigInt(keccak256(encoded)) % q);
    }
  });

  it("has the hash of the whole opening", () => {
    const { message, proof, commitmentProof } = registration;
    const encoded = encodeAbiParameters(
      ["string", "uint256", "uint256", "bytes32", "bytes32", "bytes32"].map((type) => ({ type })),
      [
        "medlattice/opening/v1",
        integer(key.h1.x),
        integer(key.h1.y),
        message.digest,
        message.fieldRoot,
        keccak256(proof),
      ],
    );
    assert.equal(commitmentProof, keccak256(encoded));
  });
});

describe("merkle.json", () => {
  it("has roots and proofs that OpenZeppelin's algorithm accepts", () => {
    const { trees } = z
      .object({
        trees: z.array(z.object({ leaves: z.array(hex), root: hex, proofs: z.array(z.array(hex)) })),
      })
      .parse(JSON.parse(read("merkle.json")));
    const pair = (a: Hex, b: Hex) => keccak256(BigInt(a) < BigInt(b) ? concatHex([a, b]) : concatHex([b, a]));
    assert.equal(trees.length, 6);
    for (const { leaves, root, proofs } of trees) {
      for (const [index, leaf] of leaves.entries()) assert.equal(at(proofs, index).reduce(pair, leaf), root);
    }
  });
});

function pick({ x, y }: { readonly x: bigint; readonly y: bigint }) {
  return { x, y };
}
