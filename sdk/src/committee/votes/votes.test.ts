import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import fc from "fast-check";
import {
  addG1,
  addG2,
  baseG1,
  baseG2,
  decodeG1,
  decodeG2,
  encodePoint,
  mulG1,
  negG1,
} from "../../crypto/bls/points.ts";
import { initCrypto } from "../../crypto/index.ts";
import { withCode } from "../../testing/errors.ts";
import { checkProperty } from "../../testing/property.ts";
import { hashToG1 } from "../bls/hashToG1.ts";
import { COMMITTEE_DOMAIN } from "../domains.ts";
import { createGroup } from "../group/createGroup.ts";
import { committeeOf } from "../group/finishSetup.ts";
import { generateVotingKey } from "../keys/votingKey.ts";
import { aCommittee, aMessage } from "../testing/fixtures.ts";
import { twinVotes } from "../testing/twinVotes.ts";
import { aggregateVotes, type VoteShare } from "./aggregateVotes.ts";
import { decodeVotes, encodeVotes } from "./encodeVotes.ts";
import { verifyVotes } from "./verifyVotes.ts";
import { createVoters } from "./voters.ts";

before(initCrypto);

const anAggregate = () => {
  const made = aCommittee(5);
  const message = aMessage();
  const voters = createVoters(made.setup);
  const shares = [0, 2, 3].map((station) => made.sign(station, message));
  return { ...made, message, voters, shares, vote: aggregateVotes(voters, message, shares) };
};

const shifted = ({ station, signature }: VoteShare, by: bigint): VoteShare => ({
  station,
  signature: encodePoint(addG1(decodeG1(signature, "s"), by < 0n ? negG1(baseG1(-by)) : baseG1(by))),
});

describe("aggregateVotes and verifyVotes", () => {
  it("say who signed and who did not, and the twin agrees", () => {
    const { keys, voters, message, vote } = anAggregate();
    assert.deepEqual(verifyVotes(voters, message, vote), [0, 2, 3]);
    assert.deepEqual(vote.absentees, [1, 4]);
    const twin = twinVotes(
      keys.map(({ secret }) => secret),
      COMMITTEE_DOMAIN,
    );
    assert.ok(twin.holds(message, [0, 2, 3], vote.signature));
    assert.ok(!twin.holds(message, [0, 2, 4], vote.signature));
  });

  it("work with whoever is left when stations never contributed", () => {
    const { setup, sign } = aCommittee(6, [1, 5]);
    const message = aMessage();
    const voters = createVoters(setup);
    const vote = aggregateVotes(
      voters,
      message,
      [0, 2, 3, 4].map((station) => sign(station, message)),
    );
    assert.deepEqual(verifyVotes(voters, message, vote), [0, 2, 3, 4]);
  });

  it("hold for those drawn for an epoch alone, with few or many absentees", () => {
    const { setup, sign } = aCommittee(8);
    const message = aMessage();
    const voters = createVoters(setup, [1, 2, 4, 6, 7]);
    for (const signers of [[1, 2, 4, 6, 7], [1, 4, 6, 7], [6]]) {
      const vote = aggregateVotes(
        voters,
        message,
        signers.map((station) => sign(station, message)),
      );
      assert.deepEqual(verifyVotes(voters, message, vote), signers);
    }
  });

  it("refuse another message, other absentees, another committee", () => {
    const { voters, message, vote, setup } = anAggregate();
    const refused = withCode("VOTES_FALSE");
    assert.throws(() => verifyVotes(voters, aMessage(), vote), refused);
    assert.throws(() => verifyVotes(voters, message, { ...vote, absentees: [1] }), refused);
    assert.throws(() => verifyVotes(voters, message, { ...vote, absentees: [1, 3] }), refused);
    const fewer = createVoters(committeeOf(setup.group, [0, 1, 2, 3]));
    assert.throws(() => verifyVotes(fewer, message, { ...vote, absentees: [1] }), refused);
  });

  it("refuse absentees out of order, unknown ones, and everyone absent", () => {
    const { voters, message, vote } = anAggregate();
    const refused = (absentees: number[], code: string) =>
      assert.throws(() => verifyVotes(voters, message, { ...vote, absentees }), withCode(code));
    refused([4, 1], "STATIONS_UNORDERED");
    refused([1, 1, 4], "STATIONS_UNORDERED");
    refused([1, 5], "NOT_A_MEMBER");
    refused([0, 1, 2, 3, 4], "VOTES_EMPTY");
  });

  it("leave out bad shares and name them, wherever they stand", () => {
    const { setup, sign } = aCommittee(9);
    const voters = createVoters(setup);
    checkProperty(
      fc.property(fc.subarray([0, 1, 2, 3, 4, 5, 6, 7, 8], { maxLength: 8 }), (bad) => {
        const message = aMessage();
        const shares = setup.members.map((station) =>
          bad.includes(station) ? sign(station, aMessage()) : sign(station, message),
        );
        const vote = aggregateVotes(voters, message, shares);
        assert.deepEqual(
          vote.leftOut.toSorted((a, b) => a.station - b.station),
          bad.map((station) => ({ station, reason: "VOTE_FALSE" })),
        );
        assert.deepEqual(verifyVotes(voters, message, vote), vote.signers);
        assert.deepEqual(vote.absentees, bad);
      }),
      8,
    );
  });

  it("name outsiders and what is no point, and count nobody twice", () => {
    const { voters, message, shares } = anAggregate();
    const [first] = shares;
    assert.ok(first);
    const odd = [
      { station: 9, signature: first.signature },
      { station: 1, signature: first.signature.subarray(1) },
    ];
    const vote = aggregateVotes(voters, message, [...shares, ...odd, first]);
    assert.deepEqual(vote.signers, [0, 2, 3]);
    assert.deepEqual(vote.leftOut, [
      { station: 9, reason: "NOT_A_MEMBER" },
      { station: 1, reason: "POINT_INVALID" },
    ]);
  });

  it("take a station's true share though somebody sent a false one in its name", () => {
    const { voters, message, shares } = anAggregate();
    const [first] = shares;
    assert.ok(first);
    const vote = aggregateVotes(voters, message, [shifted(first, 5n), ...shares]);
    assert.deepEqual(vote.signers, [0, 2, 3]);
    assert.deepEqual(vote.leftOut, []);
  });

  it("are not deceived by errors of one station that cancel", () => {
    const { voters, message, shares, sign } = anAggregate();
    const own = sign(4, message);
    const vote = aggregateVotes(voters, message, [...shares, shifted(own, 5n), shifted(own, -5n)]);
    assert.deepEqual(vote.signers, [0, 2, 3]);
    assert.deepEqual(vote.leftOut, [{ station: 4, reason: "VOTE_FALSE" }]);
    verifyVotes(voters, message, vote);
  });

  it("make an aggregate that holds even of shares of two whose errors cancel", () => {
    const { voters, message, shares } = anAggregate();
    const [a, b, c] = shares;
    assert.ok(a && b && c);
    const vote = aggregateVotes(voters, message, [shifted(a, 5n), shifted(b, -5n), c]);
    assert.deepEqual(verifyVotes(voters, message, vote), [0, 2, 3]);
  });

  it("say so when no share is good", () => {
    const { voters, message, sign } = anAggregate();
    const shares = [1, 2].map((station) => sign(station, aMessage()));
    assert.throws(() => aggregateVotes(voters, message, shares), withCode("VOTES_EMPTY", { bad: 2 }));
  });

  it("do not take a plain signature, without the membership key, for a vote", () => {
    const { voters, keys, setup, message } = anAggregate();
    const body = Uint8Array.from([...setup.group.aggregateKey, ...message]);
    const signature = encodePoint(mulG1(hashToG1(body, COMMITTEE_DOMAIN.vote), keys[0]?.secret ?? 0n));
    assert.throws(
      () => aggregateVotes(voters, message, [{ station: 0, signature }]),
      withCode("VOTES_EMPTY"),
    );
  });
});

describe("the rogue key", () => {
  it("forges nothing even where its possession was never checked", () => {
    const victim = generateVotingKey();
    const own = 0x5ecde7n;
    const flipped = Uint8Array.from(victim.publicKey);
    flipped[0] = (flipped[0] ?? 0) ^ 0x20;
    const rogue = encodePoint(addG2(baseG2(own), decodeG2(flipped, "key")));
    const group = createGroup([victim.publicKey, rogue]);
    const voters = createVoters(committeeOf(group, [0, 1]));
    const message = aMessage();
    const body = Uint8Array.from([...group.aggregateKey, ...message]);
    // The plain sum of both keys is ĝ^own: a plain multisignature would take this for both.
    const plain = mulG1(hashToG1(body, COMMITTEE_DOMAIN.vote), own);
    const scalar = group.coefficient(1) * own;
    const positions = mulG1(addG1(group.position(0), group.position(1)), scalar);
    for (const signature of [plain, addG1(plain, positions)])
      assert.throws(
        () => verifyVotes(voters, message, { signature: encodePoint(signature), absentees: [] }),
        withCode("VOTES_FALSE"),
      );
  });
});

describe("encodeVotes", () => {
  it("comes back", () => {
    const { vote } = anAggregate();
    const bytes = encodeVotes(vote);
    assert.equal(bytes.length, 1 + 128 + 2 * 2);
    const { signature, absentees } = decodeVotes(bytes);
    assert.deepEqual({ signature, absentees }, { signature: vote.signature, absentees: [1, 4] });
  });

  it("refuses other versions, half an absentee, absentees out of order, and what is no point", () => {
    const bytes = encodeVotes(anAggregate().vote);
    const refused = (changed: Uint8Array, code: string) =>
      assert.throws(() => decodeVotes(changed), withCode(code));
    refused(
      bytes.map((byte, i) => (i === 0 ? 2 : byte)),
      "VOTES_MALFORMED",
    );
    refused(bytes.subarray(0, -1), "VOTES_MALFORMED");
    refused(bytes.subarray(0, 100), "VOTES_MALFORMED");
    refused(Uint8Array.from([...bytes.subarray(0, -4), 0, 4, 0, 1]), "STATIONS_UNORDERED");
    refused(
      bytes.map((byte, i) => (i === 100 ? byte ^ 1 : byte)),
      "POINT_INVALID",
    );
  });
});
