import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { fromHex, toHex } from "../codec/index.ts";
import { initCrypto, platformRandom } from "../crypto/index.ts";
import { bigintToBytes } from "../crypto/primitives/bytes.ts";
import { checkCodec, damaged, damagedJson } from "../testing/codec.ts";
import { visibleTextOf, withCode } from "../testing/errors.ts";
import {
  aggregateVotes,
  contribute,
  createVoters,
  decodeContribution,
  decodeSignedVotes,
  decodeVotes,
  encodeContribution,
  encodeSignedVotes,
  encodeVotes,
  membershipKeyOf,
  proveDraw,
  proveVotingKey,
  signVote,
  verifyContribution,
  votingKeyOf,
} from "./index.ts";
import { aCommittee, aMessage, someStations } from "./testing/fixtures.ts";

before(initCrypto);

describe("what committees exchange", () => {
  it("is a contribution in one form only, and comes back as it was", () => {
    const { group, contributions } = someStations(3);
    const [first] = contributions;
    assert.ok(first);
    const sample: unknown = JSON.parse(JSON.stringify(encodeContribution(group, first)));
    checkCodec(
      {
        sample,
        decode: (value) => decodeContribution(group, value),
        encode: (value): unknown => encodeContribution(group, value),
      },
      damagedJson(sample),
    );
    verifyContribution(group, decodeContribution(group, sample));
  });

  it("is a contribution to this group and no other", () => {
    const [one, other] = [someStations(3), someStations(3)];
    const [first] = one.contributions;
    assert.ok(first);
    const sent = encodeContribution(one.group, first);
    assert.throws(() => decodeContribution(other.group, sent), withCode("CONTRIBUTION_OTHER_GROUP"));
  });

  it("is evidence in one form only, BLS and ECDSA", () => {
    const { setup, sign } = aCommittee(5);
    const message = aMessage();
    const shares = [0, 3].map((station) => sign(station, message));
    const sample = encodeVotes(aggregateVotes(createVoters(setup), message, shares));
    checkCodec({ sample, decode: decodeVotes, encode: encodeVotes }, damaged(sample));
    const votes = [1, 4].map((station) => ({ station, signature: toHex(platformRandom(65)) }));
    const signed = encodeSignedVotes(votes);
    checkCodec({ sample: signed, decode: decodeSignedVotes, encode: encodeSignedVotes }, damaged(signed));
  });
});

describe("errors of committees", () => {
  it("show nothing of a secret, in whatever way it is refused", () => {
    // Recognisable, and beyond the group's order, so that everything that takes it refuses it.
    const secret = BigInt(`0x${"c0ffee5ec4e7".repeat(5)}abcd`);
    const bytes = bigintToBytes(secret, 32);
    const { group, setup, contributions } = aCommittee(3);
    const of = { committee: setup, station: 1, secret, contributions };
    const membershipKey = Uint8Array.from([...bytes, ...bytes.subarray(0, 16)]);
    const attempts = [
      () => votingKeyOf(secret),
      () => proveVotingKey(secret, toHex(bytes)),
      () => proveDraw(secret, bytes),
      () => contribute(group, 1, secret),
      () => membershipKeyOf(of),
      () => membershipKeyOf({ ...of, secret: secret >> 8n }),
      () => signVote({ group, secret, membershipKey, message: bytes }),
      () => signVote({ group, secret: 1n, membershipKey, message: bytes }),
      () => decodeContribution(group, { secret: toHex(bytes) }),
    ];
    for (const attempt of attempts) {
      assert.throws(attempt, (error: unknown) => {
        const text = visibleTextOf(error).toLowerCase();
        for (const needle of ["c0ffee5ec4e7", String(secret), String(secret >> 8n)])
          assert.ok(!text.includes(needle), `${attempt.toString()} shows a secret`);
        return true;
      });
    }
    assert.equal(fromHex(toHex(bytes)).length, 32);
  });
});
