import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { bls12_381 } from "@noble/curves/bls12-381.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { encodeAbiParameters, keccak256 } from "viem/utils";
import { z } from "zod";
import { exactSeats } from "../src/committee/testing/exactSeats.ts";
import { hashTwin, twinVotes } from "../src/committee/testing/twinVotes.ts";
import { concatBytes, fromHex, isHex, toHex, u32be, utf8, type Hex } from "../src/codec/index.ts";

const hex = z.custom<Hex>((value) => isHex(value));
const v = z
  .object({
    domains: z.object({
      vote: z.string(),
      position: z.string(),
      coefficient: z.string(),
      possession: z.string(),
      sortition: z.string(),
    }),
    stations: z.array(z.object({ secret: hex, publicKey: hex, context: hex, possession: hex })),
    group: z.object({ groupId: hex, coefficients: z.array(hex), aggregateKey: hex, positions: z.array(hex) }),
    setup: z.object({
      silent: z.array(z.int()),
      members: z.array(z.int()),
      membershipKey: hex,
      committeeId: hex,
      membershipKeys: z.array(z.object({ station: z.int(), key: hex })),
    }),
    vote: z.object({
      digest: hex,
      voters: z.array(z.int()),
      shares: z.array(z.object({ station: z.int(), signature: hex })),
      signature: hex,
      absentees: z.array(z.int()),
      evidence: hex,
    }),
    round: z.object({ seed: hex, epoch: z.int(), role: z.int(), expected: z.int(), tokens: z.int() }),
    draws: z.array(
      z.object({
        station: z.int(),
        weight: z.int(),
        proof: hex,
        proofEip2537: hex,
        outputs: z.array(hex),
        seats: z.int(),
      }),
    ),
    nextSeed: hex,
    seats: z.array(z.object({ y: hex, weight: z.int(), seats: z.int() })),
  })
  .parse(JSON.parse(readFileSync(new URL("committee.json", import.meta.url), "utf8")));

const { G1, G2, pairingBatch, fields } = bls12_381;
const secrets = v.stations.map(({ secret }) => BigInt(secret));
const twin = twinVotes(secrets, v.domains);
const chance = { numerator: BigInt(v.round.expected), denominator: BigInt(v.round.tokens) };

describe("committee.json, by @noble/curves", () => {
  it("has keys with their proofs", () => {
    assert.deepEqual(
      v.stations.map(({ publicKey }) => publicKey),
      twin.keys.map(toHex),
    );
    for (const [i, { context, possession, publicKey }] of v.stations.entries()) {
      const message = concatBytes(fromHex(publicKey), fromHex(context));
      const proof = hashTwin(message, v.domains.possession).multiply(secrets[i] ?? 0n);
      assert.equal(possession, toHex(proof.toBytes()));
    }
  });

  it("has the group of all stations", () => {
    assert.equal(v.group.groupId, toHex(sha256(concatBytes(...twin.keys))));
    assert.equal(v.group.aggregateKey, toHex(twin.apk.toBytes()));
    assert.deepEqual(v.group.coefficients.map(BigInt), twin.coefficients);
    assert.deepEqual(
      v.group.positions,
      secrets.map((_, i) => toHex(twin.position(i).toBytes())),
    );
  });

  it("has membership keys of those who contributed, and their vote", () => {
    const order = G1.Point.Fn.ORDER;
    const { members } = v.setup;
    const scalar = members.reduce(
      (sum, i) => (sum + (secrets[i] ?? 0n) * (twin.coefficients[i] ?? 0n)) % order,
      0n,
    );
    const membershipKey = G2.Point.BASE.multiply(scalar);
    assert.equal(v.setup.membershipKey, toHex(membershipKey.toBytes()));
    for (const { station, key } of v.setup.membershipKeys)
      assert.equal(key, toHex(twin.position(station).multiply(scalar).toBytes()));
    const message = twin.message(fromHex(v.vote.digest));
    const signers = v.vote.voters.filter((station) => !v.vote.absentees.includes(station));
    const keys = signers.map((i) => G2.Point.fromBytes(twin.keys[i] ?? new Uint8Array()));
    const product = pairingBatch([
      { g1: G1.Point.fromBytes(fromHex(v.vote.signature)).negate(), g2: G2.Point.BASE },
      { g1: message, g2: keys.reduce((a, b) => a.add(b)) },
      { g1: signers.map((i) => twin.position(i)).reduce((a, b) => a.add(b)), g2: membershipKey },
    ]);
    assert.ok(fields.Fp12.eql(product, fields.Fp12.ONE));
    const sum = v.vote.shares.map(({ signature }) => G1.Point.fromBytes(fromHex(signature)));
    assert.equal(v.vote.signature, toHex(sum.reduce((a, b) => a.add(b)).toBytes()));
    assert.equal(v.vote.evidence.slice(-4), "0001");
    assert.equal(v.vote.evidence.length, 2 + 2 * (1 + 128 + 2));
  });

  it("has the committee's id", () => {
    const types = [{ type: "string" }, { type: "bytes32" }, { type: "uint16[]" }] as const;
    const encoded = encodeAbiParameters(types, [
      "medlattice/committee-members/v1",
      v.group.groupId,
      v.setup.members,
    ]);
    assert.equal(v.setup.committeeId, keccak256(encoded));
  });

  it("has draws with the seats of exact rationals, and the next seed", () => {
    const { seed, epoch, role } = v.round;
    const message = concatBytes(fromHex(seed), new Uint8Array(4), u32be(epoch), Uint8Array.of(role));
    for (const { station, weight, proof, proofEip2537, outputs, seats } of v.draws) {
      const point = hashTwin(message, v.domains.sortition).multiply(secrets[station] ?? 0n);
      assert.equal(proof, toHex(point.toBytes()));
      const parts = Math.max(1, Math.ceil((weight * 200) / (40 * 12_000)));
      const drawn = Array.from({ length: parts }, (_, k) =>
        toHex(sha256(concatBytes(utf8("medlattice/committee-draw/v1"), fromHex(proofEip2537), u32be(k)))),
      );
      assert.deepEqual(outputs, drawn);
      const ofParts = drawn.map((output, k) => {
        const tokens = Math.floor(weight / parts) + (k < weight % parts ? 1 : 0);
        return exactSeats(BigInt(output) >> 128n, BigInt(tokens), chance);
      });
      assert.equal(
        BigInt(seats),
        ofParts.reduce((a, b) => a + b),
      );
    }
    const lowest = v.draws.flatMap(({ outputs }) => outputs).toSorted()[0] ?? "0x";
    const types = [{ type: "string" }, { type: "bytes32" }, { type: "uint64" }, { type: "bytes32" }] as const;
    const values = ["medlattice/committee-seed/v1", seed, BigInt(epoch), lowest] as const;
    assert.equal(v.nextSeed, keccak256(encodeAbiParameters(types, values)));
    for (const { y, weight, seats } of v.seats)
      assert.equal(BigInt(seats), exactSeats(BigInt(y), BigInt(weight), chance));
  });
});
