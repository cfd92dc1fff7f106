import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { z } from "zod";
import { concatBytes, fromHex, type Hex, isHex, toHex, u32be, utf8 } from "../codec/index.ts";
import { decodeG1, decodeG2, encodePoint } from "../crypto/bls/points.ts";
import { initCrypto } from "../crypto/index.ts";
import { readReferenceVectors } from "../crypto/testing/vectors.ts";
import { encodeG2Eip2537, encodeG1Eip2537 } from "./bls/eip2537.ts";
import {
  aggregateVotes,
  committeeOf,
  contribute,
  createGroup,
  createVoters,
  finishSetup,
  hashToG1,
  membershipKeyOf,
  signVote,
  verifyVotes,
  votePairingInput,
  votingKeyOf,
} from "./index.ts";

before(initCrypto);

const found = readReferenceVectors("asm-bdn18.json");

describe("reference vectors of the multisignature", { skip: "skip" in found ? found.skip : false }, () => {
  const hex = z.custom<Hex>((value) => isHex(value));
  const schema = z.object({
    sk: z.array(hex),
    pk: z.array(hex),
    a: z.array(hex),
    apk: hex,
    MK: z.array(hex),
    m: z.string(),
    H0: hex,
    sig: z.array(hex),
    subset: z.array(z.number()),
    SS: hex,
    SP: hex,
    SH: hex,
    DST_H0: z.string(),
    DST_H2: z.string(),
    eip2537: z.object({ pairing_input_must_return_1: hex, neg_G2_generator: hex }),
    h2c: z.object({ msg: hex, G1: z.object({ DST: z.string(), point: hex }) }),
  });
  const load = () => {
    const v = schema.parse("vectors" in found ? found.vectors : {});
    const domains = { vote: v.DST_H0, position: v.DST_H2, coefficient: "DPOSQ-H1" };
    const group = createGroup(
      v.pk.map((key) => fromHex(key)),
      domains,
    );
    return { v, group };
  };

  it("have our keys, coefficients, group key and hashes", () => {
    const { v, group } = load();
    assert.deepEqual(
      v.sk.map((secret) => toHex(votingKeyOf(BigInt(secret)).publicKey)),
      v.pk,
    );
    assert.deepEqual(
      v.a.map((a) => BigInt(a)),
      v.a.map((_, i) => group.coefficient(i)),
    );
    assert.equal(toHex(group.aggregateKey), v.apk);
    const hashed = hashToG1(concatBytes(group.aggregateKey, utf8(v.m)), v.DST_H0);
    assert.equal(toHex(encodePoint(hashed)), v.H0);
    assert.equal(toHex(encodeG1Eip2537(hashToG1(fromHex(v.h2c.msg), v.h2c.G1.DST))), v.h2c.G1.point);
    const second = hashToG1(concatBytes(group.aggregateKey, u32be(2)), v.DST_H2);
    assert.ok(second.isEqual(group.position(2)));
  });

  it("have our membership keys and votes, made from contributions", () => {
    const { v, group } = load();
    const contributions = v.sk.map((secret, i) => contribute(group, i, BigInt(secret)));
    const setup = finishSetup(group, contributions);
    assert.equal(toHex(setup.membershipKey), v.apk);
    for (const [station, text] of v.sk.entries()) {
      const secret = BigInt(text);
      const membershipKey = membershipKeyOf({ committee: setup, station, secret, contributions });
      assert.equal(toHex(membershipKey), v.MK[station]);
      const signature = signVote({ group, secret, membershipKey, message: utf8(v.m) });
      assert.equal(toHex(signature), v.sig[station]);
    }
  });

  it("have our sums, and an aggregate that holds for their subset and no other", () => {
    const { v, group } = load();
    const voters = createVoters(committeeOf(group, [0, 1, 2, 3, 4]));
    const shares = v.subset.map((station) => ({ station, signature: fromHex(v.sig[station] ?? "0x") }));
    const aggregate = aggregateVotes(voters, utf8(v.m), shares);
    assert.equal(toHex(aggregate.signature), v.SS);
    assert.deepEqual(verifyVotes(voters, utf8(v.m), aggregate), v.subset);
    assert.throws(() => verifyVotes(voters, utf8(v.m), { ...aggregate, absentees: [1] }));
    const subset = createVoters(committeeOf(group, [0, 1, 2, 3, 4]), v.subset);
    assert.equal(toHex(encodePoint(subset.keySum)), v.SP);
    assert.equal(toHex(encodePoint(subset.positionSum)), v.SH);
  });

  it("have our input of the EVM's pairing check", () => {
    const { v, group } = load();
    const voters = createVoters(committeeOf(group, [0, 1, 2, 3, 4]));
    const input = votePairingInput(voters, utf8(v.m), { signature: fromHex(v.SS), absentees: [1, 3] });
    const theirs = fromHex(v.eip2537.pairing_input_must_return_1);
    // Theirs negates the signature, ours the generator, which a contract can keep as a constant.
    assert.deepEqual(input.subarray(384), theirs.subarray(384));
    assert.deepEqual(input.subarray(0, 64), theirs.subarray(0, 64));
    assert.equal(toHex(input.subarray(128, 384)), v.eip2537.neg_G2_generator);
    assert.equal(toHex(encodeG2Eip2537(decodeG2(fromHex(v.SP), "SP"))), toHex(input.subarray(512, 768)));
    assert.equal(toHex(encodeG1Eip2537(decodeG1(fromHex(v.SH), "SH"))), toHex(input.subarray(768, 896)));
  });
});
